using System.IO.Compression;
using System.Text;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>Values of settings are known to the application that is proved and to nobody else.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ProofSecretsTests
{
    private const string OfTheItem = "v4lue-0f-the-item";
    private const string OfTheBuild = "v4lue-0f-the-build";
    private const string OfTheService = "v4lue-0f-the-service";

    [TestMethod]
    public async Task A_value_is_on_no_command_line_and_in_no_file_or_log_of_the_publish()
    {
        Components.Require("bwrap", "gcc", "docker-registry");
        TestProject project = TestProject.Web(items: $"""
            <OpenShiftProbe Include="Readiness" Path="/healthz" />
            <OpenShiftSetting Include="Shop__Key" Secret="true" Required="true" />
            <OpenShiftSetting Include="Mail__Password" Secret="true" Required="true" />
            <OpenShiftProveSetting Include="Shop__Key" Value="{OfTheItem}" />
            <OpenShiftProveService Include="images" Image="oci:{ServiceImage.Folder}" Port="5000" Environment="REGISTRY_HTTP_SECRET={OfTheService}" />
            """);

        // It tells its log all it knows.
        project.Write("Program.cs", """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/healthz", () => "ok");
            Console.WriteLine($"key {app.Configuration["Shop:Key"]}, password {app.Configuration["Mail:Password"]}");
            app.Run();
            """);
        project.Dotnet(null, "restore").MustSucceed();
        string log = Path.Combine(Infrastructure.Sandbox.NewFolder("log"), "publish.binlog");
        using var ended = new CancellationTokenSource();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Task watching = Task.Run(
            () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    seen.UnionWith(ProofSteps.CommandLines());
                    Thread.Sleep(5);
                }
            },
            CancellationToken.None);
        CommandResult publish;
        try
        {
            publish = project.Publish(
                new Dictionary<string, string?> { ["Mail__Password"] = OfTheBuild },
                "--no-restore", "-p:OpenShiftEmbeddedBase=Always", "-p:OpenShiftProve=Always", "-p:OpenShiftProveEngine=Sandbox", "-tl:off", "-v:detailed", $"-bl:{log}",
                $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "out.tar")}");
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }

        publish.MustSucceed();
        Assert.IsTrue(seen.Any(static l => l.Contains("/app/WebApi.dll", StringComparison.Ordinal)), "the run was watched");
        string run = File.ReadAllText(Path.Combine(project.Intermediate, "run.json"));
        Assert.Contains("key ***, password ***", run);
        foreach (string value in (string[])[OfTheItem, OfTheBuild, OfTheService])
        {
            Assert.AreEqual("", string.Join('\n', seen.Where(l => l.Contains(value, StringComparison.Ordinal))), "command lines");
            publish.MustNotSay(value);
            foreach (string file in Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories))
            {
                // What the project itself says, and what the stages hand on of it, to its owner alone.
                if (file == project.ProjectFile || (Path.GetFileName(file) == "facts.json" && !OperatingSystem.IsWindows() && File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)))
                {
                    continue;
                }

                Assert.IsFalse(Holds(File.ReadAllBytes(file), value), $"{value} is in {file}");
            }
        }

        // MSBuild logs the items of a project as it writes them; a variable of the build it does not.
        using var content = new MemoryStream();
        using (var unpacked = new GZipStream(File.OpenRead(log), CompressionMode.Decompress))
        {
            await unpacked.CopyToAsync(content);
        }

        Assert.IsTrue(Holds(content.ToArray(), "Mail__Password"), "the log was read");
        Assert.IsFalse(Holds(content.ToArray(), OfTheBuild));
    }

    private static bool Holds(byte[] content, string text) => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
}
