using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Checks;

/// <summary>A project with many faults does what the findings say, word for word, and is published again: every finding is gone, none has come, and the application starts.</summary>
[TestClass]
[DoNotParallelize]
public sealed partial class RemedyTests
{
    private const string Faulty = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(90));
        builder.Services.AddAuthentication().AddCookie();
        var app = builder.Build();
        var limit = app.Configuration.GetValue("Shop:Limit", 5);
        var mode = app.Configuration["Shop:Mode"];
        var strict = app.Configuration.GetValue("Shop:Strict", false);
        app.MapGet("/", () => $"hello {limit} {mode} {strict}");
        app.MapGet("/write", () =>
        {
            File.WriteAllText("/var/lib/shop/orders.csv", "id");
            return "written";
        });
        app.Run();
        """;

    // What OSC1314 and OSC2001 print, where they print it.
    private const string Mended = """
        using Microsoft.AspNetCore.DataProtection;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(90));
        builder.Services.AddAuthentication().AddCookie();
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo("/keys"));
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/livez", new() { Predicate = _ => false }); app.MapHealthChecks("/readyz");
        var limit = app.Configuration.GetValue("Shop:Limit", 5);
        var mode = app.Configuration["Shop:Mode"];
        var strict = app.Configuration.GetValue("Shop:Strict", false);
        app.MapGet("/", () => $"hello {limit} {mode} {strict}");
        app.MapGet("/write", () =>
        {
            File.WriteAllText("/var/lib/shop/orders.csv", "id");
            return "written";
        });
        app.Run();
        """;

    [TestMethod]
    public void What_the_findings_of_a_project_say_word_for_word_mends_it()
    {
        TestProject project = TestProject.Create(
            "Shop",
            "Microsoft.NET.Sdk.Web",
            """
            <Version>1.4.2</Version>
            <ContainerUser>0</ContainerUser>
            <OpenShiftTerminationGracePeriod>30</OpenShiftTerminationGracePeriod>
            <DefaultItemExcludes>$(DefaultItemExcludes);tool/**</DefaultItemExcludes>
            """,
            """
            <ProjectReference Include="tool/Tool.csproj" />
            """,
            Faulty);
        project.Write("tool/Tool.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        project.Write("tool/Program.cs", "System.Console.WriteLine(\"tool\");");
        project.Write("wwwroot/Dockerfile", "FROM scratch\n");
        project.Write("wwwroot/logs/build.log", "started\n");
        project.Write("appsettings.json", """{ "ConnectionStrings": { "Default": "Data Source=/app/data/shop.db" } }""");

        Publish(project).MustFail();
        Dictionary<string, List<string>> before = Findings(project);
        foreach (string id in (string[])["OSC0305", "OSC0405", "OSC0504", "OSC1101", "OSC1102", "OSC1301", "OSC1314", "OSC1603", "OSC1701", "OSC1903", "OSC2001"])
        {
            Assert.IsTrue(before.ContainsKey(id), $"{id} says nothing: {string.Join(' ', before.Keys)}");
        }

        Apply(project, before.Values.SelectMany(static f => f));
        Publish(project).MustSucceed();
        Dictionary<string, List<string>> after = Findings(project);

        string[] mended = ["OSC0305", "OSC0405", "OSC0504", "OSC1101", "OSC1102", "OSC1301", "OSC1314", "OSC1603", "OSC1701", "OSC1903", "OSC2001"];
        Assert.AreEqual("", string.Join('\n', after.Where(f => mended.Contains(f.Key)).SelectMany(static f => f.Value)), "What is mended is gone.");
        Assert.AreEqual("", string.Join('\n', after.Where(f => f.Value.Count > (before.TryGetValue(f.Key, out List<string>? known) ? known.Count : 0)).SelectMany(static f => f.Value)), "Nothing new has come.");
        Starts(project);
    }

    /// <summary>Writes every element the messages print where a user would: properties into a group, items into another, attributes to the item they are for.</summary>
    private static void Apply(TestProject project, IEnumerable<string> messages)
    {
        var properties = new XElement("PropertyGroup");
        var items = new XElement("ItemGroup");
        foreach (string message in messages)
        {
            foreach (Match match in Element().Matches(message.Replace("…", "told", StringComparison.Ordinal)))
            {
                XElement element = XElement.Parse(match.Value);
                if (element.Name.LocalName == "ItemGroup")
                {
                    items.Add(element.Elements());
                }
                else
                {
                    XElement group = element.HasAttributes ? items : properties;
                    if (!group.Elements().Any(e => XNode.DeepEquals(e, element)))
                    {
                        group.Add(element);
                    }
                }
            }
        }

        // These are said in words.
        foreach (string file in (string[])["wwwroot/Dockerfile", "wwwroot/logs/build.log"])
        {
            File.Delete(Path.Combine(project.Folder, "bin/Release/net10.0/publish", file));
        }

        properties.Add(new XElement("OpenShiftTerminationGracePeriod", "95"), new XElement("Description", "Takes orders."), new XElement("PackageTags", "orders"), new XElement("Title", "Shop"));
        items.Add(new XElement("ProjectReference", new XAttribute("Update", "tool/Tool.csproj"), new XAttribute("ReferenceOutputAssembly", "false"), new XAttribute("Private", "false")));
        string text = File.ReadAllText(project.ProjectFile);
        File.WriteAllText(project.ProjectFile, text.Replace("</Project>", $"{properties}\n{items}\n</Project>", StringComparison.Ordinal));
        project.Write("Program.cs", Mended);
    }

    private static void Starts(TestProject project)
    {
        Components.Require("podman", "runc");
        string archive = Path.Combine(project.Folder, "out/image.tar");
        string loaded = Container.Podman("load", "--input", archive).MustSucceed().Text;
        Assert.Contains("osc-test/remedies:1.4.2", loaded);
        try
        {
            using Container container = Container.Start("localhost/osc-test/remedies:1.4.2", readOnly: true);
            Assert.StartsWith("hello 5", container.Get("/"));
            Assert.AreEqual("written", container.Get("/write"));
            Assert.AreEqual("Healthy", container.Get("/readyz"));
        }
        finally
        {
            Container.Podman("rmi", "--force", "localhost/osc-test/remedies:1.4.2", "localhost/osc-test/remedies:1.4", "localhost/osc-test/remedies:1");
        }
    }

    private static CommandResult Publish(TestProject project) =>
        project.Publish("-p:OpenShiftEmbeddedBase=Always", "-p:OpenShiftProfile=strict", $"-p:ContainerArchiveOutputPath={project.Folder}/out/image.tar", "-p:ContainerRepository=osc-test/remedies");

    private static Dictionary<string, List<string>> Findings(TestProject project)
    {
        using JsonDocument log = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Intermediate, "report.sarif")));
        var findings = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (JsonElement result in log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
        {
            if (result.GetProperty("kind").GetString() != "fail")
            {
                continue;
            }

            string id = result.GetProperty("ruleId").GetString()!;
            string message = result.GetProperty("message").GetProperty("text").GetString()!;
            (findings.TryGetValue(id, out List<string>? known) ? known : findings[id] = []).Add(message);
        }

        return findings;
    }

    // <Name Attribute="…" />, <Name>text</Name>, and <ItemGroup>…</ItemGroup>.
    [GeneratedRegex("<ItemGroup>.*?</ItemGroup>|<[A-Z][A-Za-z]+( [A-Za-z]+=\"[^\"]*\")+ />|<([A-Z][A-Za-z]+)>[^<]+</\\2>")]
    private static partial Regex Element();
}
