using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publish.Tests.Browser;

/// <summary>Reports as people get them, each made once a run.</summary>
internal static class ReportStates
{
    private static readonly Lazy<TestProject> s_clean = new(Clean);
    private static readonly Lazy<TestProject> s_many = new(Many);
    private static readonly Lazy<Task<string>> s_base = new(() => CheckAsync($"oci:{EmbeddedLayout.Folder}", "a base image"));
    private static readonly Lazy<Task<string>> s_proved = new(() => CheckAsync(
        $"oci:{Path.Combine(s_clean.Value.Intermediate, "image")}",
        "orders:1.0.0",
        new ImageProofRequest { Manifests = Path.Combine(s_clean.Value.Intermediate, "manifests"), Run = new ProveFacts { When = ProveWhen.Always, Engine = "Sandbox" } }));

    private static readonly Lazy<Task<string>> s_tool = new(() => CheckAsync($"oci:{Path.Combine(s_many.Value.Intermediate, "image")}", "registry.example.com/a-team/with-a-long-name/and-a-repository-that-goes-on/orders:1.4.2-preview.20260101.1"));

    /// <summary>Names for <see cref="FileOf"/>.</summary>
    public static string[] Names { get; } = ["clean", "many", "base", "proved", "tool"];

    /// <summary>The report of a publish without and one with many findings, of a base image by itself, of an image that was run, and of an application's image judged without its project.</summary>
    public static async Task<string> FileOf(string state) => state switch
    {
        "clean" => Path.Combine(s_clean.Value.Intermediate, "report.html"),
        "many" => Path.Combine(s_many.Value.Intermediate, "report.html"),
        "base" => await s_base.Value,
        "proved" => await s_proved.Value,
        _ => await s_tool.Value,
    };

    /// <summary>The report of an image of any origin.</summary>
    public static async Task<string> CheckAsync(string image, string subject, ImageProofRequest? proof = null)
    {
        ImageCheckResult result = await new ImageCheck(new ProcessEnvironment()).RunAsync(
            new ImageCheckRequest { Image = image, Platform = RuntimePlatform.Of(null), CacheDirectory = Sandbox.Cache, Proof = proof },
            null,
            CancellationToken.None);
        string file = Path.Combine(Sandbox.NewFolder("report"), "report.html");
        await using FileStream output = File.Create(file);
        await HtmlReportWriter.WriteAsync(output, result.Report, result.Publication, RuleCatalog.All, new HtmlOptions { Subject = subject, ToolVersion = "1.0.0", Digest = result.Image.Digest.ToString() }, CancellationToken.None);
        return file;
    }

    private static TestProject Clean()
    {
        TestProject project = TestProject.Web("<Title>Orders</Title><OpenShiftTags>orders</OpenShiftTags>", name: "Orders");
        project.Publish($"-p:OpenShiftBaseImageArchive={EmbeddedLayout.Folder}#10.0", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "orders.tar")}").MustSucceed();
        return project;
    }

    private static TestProject Many()
    {
        TestProject project = TestProject.Web(
            "<ContainerUser>0</ContainerUser><OpenShiftDiagnostics>true</OpenShiftDiagnostics>",
            """
            <ContainerPort Include="22" Type="tcp" />
            <ContainerPort Include="80" Type="tcp" />
            <ContainerEnvironmentVariable Include="DB_PASSWORD" Value="hunter2hunter2" />
            <ContainerEnvironmentVariable Include="A_NAME_THAT_IS_LONGER_THAN_A_NARROW_SCREEN_IS_WIDE_AND_HAS_NO_BLANK" Value="https://example.com/an/address/that/is/longer/than/a/narrow/screen/is/wide?and=has&amp;no=blank" />
            <ContainerLabel Include="com.example.a-label-that-is-longer-than.a-narrow-screen.is-wide" Value="x" />
            <ContainerEntrypoint Include="/app/start.sh" />
            <None Include="start.sh;build.log;tls.key;*.bak" CopyToPublishDirectory="Always" />
            """,
            name: "Orders");
        project.Write("start.sh", "#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\n/usr/sbin/sshd\ndotnet /app/Orders.dll --urls http://+:80\n");
        project.Write("build.log", new string('x', 4000));
        project.Write("tls.key", "-----BEGIN PRIVATE KEY-----\n" + Convert.ToBase64String(new byte[600]) + "\n-----END PRIVATE KEY-----\n");
        project.Write("appsettings.json", """{ "ConnectionStrings": { "Shop": "Host=10.1.2.3;Username=shop;Password=hunter2hunter2" }, "Catalog": { "Url": "http://localhost:5001/" } }""");
        for (int i = 0; i < 9; i++)
        {
            project.Write($"old-{i}.bak", "x");
        }

        project.Publish($"-p:OpenShiftBaseImageArchive={EmbeddedLayout.Folder}#10.0", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "orders.tar")}").MustFail();
        return project;
    }
}
