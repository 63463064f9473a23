using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>Publishes whose image runs, in the sandbox, before it leaves.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ProveTests
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/healthz", () => "ok");
        var key = app.Configuration["Shop:Key"] ?? throw new InvalidOperationException("Shop:Key is not set");
        Console.WriteLine($"the key is {key}");
        File.WriteAllText("/data/started", "x");
        app.Run();
        """;

    private const string Value = "v4lue-0f-the-proof";
    private static readonly string[] Embedded = ["-p:OpenShiftEmbeddedBase=Always", "-tl:off"];

    [TestMethod]
    public void A_proof_tells_what_happened_is_kept_and_shows_no_value_of_a_setting()
    {
        Components.Require("bwrap");
        TestProject project = TestProject.Web(items: $"""
            <OpenShiftWritablePath Include="/data" Volume="Claim" />
            <OpenShiftProbe Include="Readiness" Path="/healthz" />
            <OpenShiftSetting Include="Shop__Key" Secret="true" Required="true" />
            <OpenShiftProveSetting Include="Shop__Key" Value="$(TheKey)" />
            """);
        project.Write("Program.cs", Program);
        string archive = Path.Combine(project.Folder, "out.tar");
        string[] arguments = [.. Embedded, "-p:OpenShiftProve=Always", "-p:OpenShiftProveEngine=Sandbox", $"-p:ContainerArchiveOutputPath={archive}", "-v:detailed"];
        var environment = new Dictionary<string, string?> { ["TheKey"] = Value };

        CommandResult first = project.Publish(environment, arguments).MustSucceed();
        string line = first.Output.Split('\n').First(static l => l.Contains("OpenShift: Proved: ", StringComparison.Ordinal)).Trim();
        StringAssert.Matches(line, new System.Text.RegularExpressions.Regex(@"Proved: started as 1000660000:0 in [\d.]+ s, ready on /healthz, listens on 8080, wrote only to /data(?: and /tmp)?, ended [\d.]+ s after SIGTERM with code 0, used [\d.]+ MiB of 256 MiB \(bubblewrap \d"));
        using (JsonDocument run = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Intermediate, "run.json"))))
        {
            string[] purposes = [.. run.RootElement.GetProperty("runs").EnumerateArray().Select(static r => r.GetProperty("purpose").GetString()!)];
            CollectionAssert.AreEqual(new[] { "Writable", "WithoutSetting" }, purposes);
            JsonElement without = run.RootElement.GetProperty("runs")[1];
            Assert.AreEqual("Shop__Key", without.GetProperty("setting").GetString());
            // Its guard is there before the program's own message.
            Assert.Contains("OpenShift: Required setting Shop__Key is missing.", without.GetProperty("log").ToString());
        }

        // A property of the command line or of the environment is MSBuild's to log; what this SDK adds repeats no value.
        foreach (string file in (string[])["run.json", "run.stamp", "report.sarif", "report.html", "messages.json"])
        {
            Assert.DoesNotContain(Value, File.ReadAllText(Path.Combine(project.Intermediate, file)), file);
        }

        first.MustNotSay("the key is");
        Assert.Contains("the key is ***", File.ReadAllText(Path.Combine(project.Intermediate, "run.json")));
        Assert.IsTrue(File.Exists(archive));

        CommandResult second = project.Publish(environment, arguments).MustSucceed();
        second.MustSay(line[line.IndexOf("Proved: ", StringComparison.Ordinal)..] + ", as before").MustNotSay("OpenShift: Running the image");
        project.Publish(new Dictionary<string, string?> { ["TheKey"] = "another" }, arguments).MustSucceed().MustSay("OpenShift: Running the image");
    }

    [TestMethod]
    public void A_failed_proof_delivers_nothing()
    {
        Components.Require("bwrap", "docker-registry");
        using RegistryServer registry = RegistryServer.Start();
        TestProject project = TestProject.Web(items: """<OpenShiftProbe Include="Readiness" Path="/healthz" />""");
        project.Write("Program.cs", """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/healthz", () => "ok");
            await app.StartAsync();
            await Task.Delay(Timeout.Infinite);
            """);
        project.Write(".editorconfig", "root = true\n[*]\ndotnet_diagnostic.OSC0405.severity = none\n");
        string[] arguments = [.. Embedded, "-p:OpenShiftTerminationGracePeriod=6", "-p:OpenShiftProve=Always", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/stubborn"];
        project.Publish(arguments).MustFail().MustSay("error OSC0409: ").MustSay("OpenShift: Run: started as ");
        Assert.IsFalse(registry.HasRepository("shop/stubborn"));
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests")));

        // Kept as well: Check itself says so then.
        project.Publish(arguments).MustFail().MustSay("error OSC0409: ");
        project.Publish([.. arguments, "-p:OpenShiftProve=Never"]).MustSucceed();
    }

    [TestMethod]
    public void What_cannot_be_proved_here_stops_the_publish_only_where_the_project_says_always()
    {
        TestProject project = TestProject.Web();
        string archive = Path.Combine(project.Folder, "out.tar");
        string[] arguments = [.. Embedded, $"-p:ContainerArchiveOutputPath={archive}"];
        var nothing = new Dictionary<string, string?> { ["DOCKER_HOST"] = "tcp://127.0.0.1:1" };
        project.Publish([.. arguments, "-p:OpenShiftProve=Sometimes"]).MustFail().MustSay("error OSC0026: OpenShiftProve is 'Sometimes'");
        project.Publish([.. arguments, "-p:OpenShiftProveTimeoutSeconds=0"]).MustFail().MustSay("error OSC0026: OpenShiftProveTimeoutSeconds is '0'");
        project.Publish(nothing, [.. arguments, "-p:OpenShiftProve=Always", "-p:OpenShiftProveEngine=Docker"]).MustFail().MustSay("error OSC0092: ");
        Assert.IsFalse(File.Exists(archive));
        CommandResult possible = project.Publish(nothing, [.. arguments, "-p:OpenShiftProve=WhenPossible", "-p:OpenShiftProveEngine=Docker"]).MustSucceed().MustSay("message OSC0092: Not proved: docker: ");
        Assert.HasCount(1, possible.Output.Split('\n').Where(static l => l.Contains("Not proved: ", StringComparison.Ordinal)).Select(static l => l.Trim()).Distinct().ToArray());
        Assert.IsTrue(File.Exists(archive));
    }

    [TestMethod]
    [DataRow("INT")]
    [DataRow("KILL")]
    public async Task An_interrupted_proof_leaves_nothing_behind(string signal)
    {
        Components.Require("bwrap");
        TestProject project = TestProject.Web(items: """<OpenShiftProbe Include="Readiness" Path="/never" />""");
        project.Dotnet(null, "restore").MustSucceed();
        string marker = Path.GetFileName(project.Folder);
        project.Write("Program.cs", $"Console.WriteLine(\"{marker}\"); await Task.Delay(Timeout.Infinite);");
        string archive = Path.Combine(project.Folder, "out.tar");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = project.Folder };
        foreach (string argument in (string[])["publish", project.ProjectFile, "-t:PublishContainer", "--no-restore", "-nologo", "-v:normal", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", $"-p:ContainerArchiveOutputPath={archive}", "-p:OpenShiftProve=Always", "-p:OpenShiftProveEngine=Sandbox", $"-p:AssemblyName={marker}", .. Embedded])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process publish = Process.Start(start)!;
        Task<string> errors = publish.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        Task<string> output = publish.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            while (Started(marker).Length == 0)
            {
                Assert.IsFalse(publish.HasExited, publish.HasExited ? await output + await errors : "");
                await Task.Delay(100, limit.Token);
            }

            Command.Run("kill", "-" + signal, publish.Id.ToString(CultureInfo.InvariantCulture)).MustSucceed();
            await publish.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!publish.HasExited)
            {
                publish.Kill(entireProcessTree: true);
            }
        }

        if (signal == "INT")
        {
            Assert.Contains("error OSC0014: ", await output);
        }

        for (int i = 0; i < 100 && Started(marker).Length > 0; i++)
        {
            await Task.Delay(100, limit.Token);
        }

        Assert.AreEqual("", string.Join('\n', Started(marker)), "processes of the run");
        Assert.IsFalse(File.Exists(archive));
        Assert.IsFalse(File.Exists(Path.Combine(project.Intermediate, "run.json")));
    }

    // The program as bubblewrap starts it; the compiler and the build name it too, but not in /app.
    private static string[] Started(string marker)
    {
        var found = new List<string>();
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(static f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                string command = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                if (command.Contains($"/app/{marker}.dll", StringComparison.Ordinal))
                {
                    found.Add(command);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended.
            }
        }

        return [.. found];
    }
}
