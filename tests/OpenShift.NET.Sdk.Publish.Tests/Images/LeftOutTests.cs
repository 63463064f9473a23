using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Images;

/// <summary>What is left out of the image is in no layer in any form, and secrets are in no log of ours.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LeftOutTests
{
    private const string Password = "s3cr3t-Passw0rd-of-the-test-system";
    private const string Variable = "t0ken-0f-an-envir0nment";

    [TestMethod]
    public void A_file_that_is_left_out_takes_its_twins_and_endpoints_with_it_and_no_secret_is_logged()
    {
        TestProject project = TestProject.Create(
            "WebApi",
            "Microsoft.NET.Sdk.Web",
            "<UseAppHost>false</UseAppHost><Version>1.4.2</Version><Description>A test service</Description>",
            $"""
            <ContainerEnvironmentVariable Include="API_TOKEN" Value="{Variable}" />
            <OpenShiftSuppress Include="OSC0901" Justification="For a test" />
            """,
            "var app = WebApplication.CreateBuilder(args).Build(); app.MapStaticAssets(); app.Run();");
        project.Write("wwwroot/appsettings.Development.json", $$"""{ "Api": { "Password": "{{Password}}" } }""");
        project.Write("wwwroot/site.css", "body { margin: 0 }");
        CommandResult result = project.Publish("-tl:off", "-v:diag", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={project.Folder}/out.tar").MustSucceed();
        string published = Path.Combine(project.Folder, "bin/Release/net10.0/publish");
        Assert.IsTrue(File.Exists(Path.Combine(published, "wwwroot/appsettings.Development.json.br")), "The .NET SDK publishes twins.");
        Assert.IsTrue(File.Exists(Path.Combine(published, "nuget.config")), "The .NET SDK publishes nuget.config.");

        LayoutImage image = LayoutImage.Read(project.Intermediate);
        string[] files = [.. image.Files()];
        Assert.Contains("wwwroot/site.css.br", files);
        Assert.IsFalse(files.Any(static f => f.Contains("Development", StringComparison.Ordinal) || f.Contains("nuget.config", StringComparison.OrdinalIgnoreCase)), string.Join(' ', files));
        foreach ((_, TarEntry entry) in image.OwnEntries())
        {
            string content = Content(entry);
            Assert.DoesNotContain(Password, content, entry.Name);
            if (entry.Name.EndsWith("endpoints.json", StringComparison.Ordinal))
            {
                Assert.Contains("site.css.br", content);
                Assert.DoesNotContain("appsettings", content);
            }
        }

        Assert.Contains($"API_TOKEN={Variable}", image.Environment);
        Assert.AreEqual("600", Command.Run("stat", "-c", "%a", Path.Combine(project.Intermediate, "facts.json")).MustSucceed().Output.Trim());

        // MSBuild logs the item the user wrote, and the property that the .NET SDK's contract asks for; nothing else of ours repeats its value.
        string[] lines = result.Text.Split('\n');
        string[] repeated = [.. lines.Select((line, i) => (Line: line, Index: i)).Where(static l => l.Line.Contains(Variable, StringComparison.Ordinal) && !l.Line.Contains("Output Property: GeneratedContainerConfiguration=", StringComparison.Ordinal)).Select(l => string.Join('\n', lines[Math.Max(0, l.Index - 3)..(l.Index + 1)]))];
        Assert.IsFalse(repeated.Any(static r => r.Contains("OpenShift", StringComparison.Ordinal) || r.Contains("GeneratedContainer", StringComparison.Ordinal) || r.Contains("\"Env\"", StringComparison.Ordinal)), string.Join("\n---\n", repeated));
    }

    private static string Content(TarEntry entry)
    {
        if (entry.DataStream is null)
        {
            return "";
        }

        using var raw = new MemoryStream();
        entry.DataStream.CopyTo(raw);
        byte[] bytes = raw.ToArray();
        using Stream? decoder = entry.Name.EndsWith(".br", StringComparison.Ordinal) ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress)
            : entry.Name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)
            : null;
        if (decoder is null)
        {
            return Encoding.Latin1.GetString(bytes);
        }

        using var plain = new MemoryStream();
        decoder.CopyTo(plain);
        return Encoding.Latin1.GetString(plain.ToArray());
    }
}
