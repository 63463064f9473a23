using System.Diagnostics;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Running;

/// <summary>Images that run, in the sandbox, while someone looks on.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RunTests
{
    private const string Value = "v4lue-0f-the-run";
    private const string Ready = @"ready after [\d.]+ s: (http://localhost:\d+)";

    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/healthz", () => "ok");
        var key = app.Configuration["Shop:Key"] ?? throw new InvalidOperationException("Shop:Key is not set");
        Console.WriteLine($"the key is {key}");
        app.MapGet("/", () => "hello");
        app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine("good bye"));
        if (key == "ends at once") { Environment.Exit(3); }
        app.Run();
        """;

    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromMinutes(1) };

    [TestMethod]
    public async Task A_build_runs_the_image_of_the_moment_until_it_is_ended_and_leaves_nothing()
    {
        Components.Require("bwrap");
        (TestProject project, Dictionary<string, string?> environment) = Make();
        using (WatchedProgram run = Build(project, environment))
        {
            string address = (await run.WaitForAsync("OpenShift: " + Ready)).Groups[1].Value;
            Assert.AreEqual("hello", await Client.GetStringAsync(new Uri(address)));
            Assert.AreNotEqual("", Left(project, environment), "It is seen while it runs.");
            await run.SignalAsync("INT");
            Assert.Contains("OpenShift: stopped: ended ", run.Text);
            Assert.Contains("after SIGTERM with code 0", run.Text);
            Assert.Contains("good bye", run.Text);
            Assert.Contains("the key is ***", run.Text);
            Assert.DoesNotContain(Value, run.Text);
            Assert.AreEqual("", Left(project, environment));
        }

        // What supervisors send; and without the program beside the build.
        using (WatchedProgram run = Build(project, environment, "-p:OpenShiftNativeTasks=false"))
        {
            await run.WaitForAsync("OpenShift: " + Ready);
            Assert.AreEqual(0, await run.SignalAsync("TERM"), run.Text);
            Assert.Contains("good bye", run.Text);
            Assert.AreEqual("", Left(project, environment));
        }

        environment["Shop__Key"] = "ends at once";
        using (WatchedProgram run = Build(project, environment))
        {
            Assert.AreEqual(1, await run.EndAsync(), run.Text);
            Assert.MatchesRegex(@"error OSC0065: The application ended after [\d.]+ s with exit code 3; it had not become ready; its log ends: .*the key is \*\*\*", run.Text);
            Assert.AreEqual("", Left(project, environment));
        }

        environment["Shop__Key"] = null;
        using (WatchedProgram run = Build(project, environment))
        {
            Assert.AreEqual(1, await run.EndAsync(), run.Text);
            Assert.Contains("error OSC0065: What the application requires has no value for this run: Shop__Key. ", run.Text);
        }

        project.Dotnet(null, "build", project.ProjectFile, "-t:OpenShiftRun", "-p:OutputType=Library", "-nologo", "-tl:off").MustFail().MustSay("error OSC0065: WebApi is no application");
    }

    [TestMethod]
    public async Task The_tool_runs_a_project_and_puts_the_image_of_a_change_in_its_place()
    {
        Components.Require("bwrap");
        string tool = Install();
        (TestProject project, Dictionary<string, string?> environment) = Make();

        // As on a developer's machine: a compiler that stays is one more thing that could be left.
        environment["UseSharedCompilation"] = null;
        using (WatchedProgram run = WatchedProgram.Start(tool, ["run", "--watch", "--port", "0:8080", "--engine", "sandbox"], project.Folder, environment))
        {
            string address = (await run.WaitForAsync("openshift-image: " + Ready)).Groups[1].Value;
            Assert.AreEqual("hello", await Client.GetStringAsync(new Uri(address)));
            await run.WaitForAsync("watching ");

            project.Write("Program.cs", Program.Replace("\"hello\"", "\"hello", StringComparison.Ordinal));
            await run.WaitForAsync("the image before the change runs on");
            Assert.Contains("error CS1010", run.Text);
            Assert.Contains("error OSC0065: '" + project.ProjectFile + "' does not build. ", run.Text);
            Assert.AreEqual("hello", await Client.GetStringAsync(new Uri(address)));

            await ServesAsync(Program.Replace("\"hello\"", "\"hello again\"", StringComparison.Ordinal), "hello again");

            // What was evaluated before is not what is built when there are other files or properties.
            project.Write("Answers.cs", "static class Answers { public const string First = \"hello of a new file\"; }");
            await ServesAsync(Program.Replace("\"hello\"", "Answers.First", StringComparison.Ordinal), "hello of a new file");
            File.WriteAllText(project.ProjectFile, File.ReadAllText(project.ProjectFile).Replace("</PropertyGroup>", "<DefineConstants>$(DefineConstants);OTHER</DefineConstants></PropertyGroup>", StringComparison.Ordinal));
            await ServesAsync(Program.Replace("\"hello\"", "\n#if OTHER\n\"hello of a property\"\n#else\nAnswers.First\n#endif\n", StringComparison.Ordinal), "hello of a property");

            // Whoever ends the process that builds finds each build a process of its own.
            List<int> building = Processes(c => c.Contains(" build-host ", StringComparison.Ordinal) && c.Contains(project.ProjectFile, StringComparison.Ordinal));
            Assert.IsNotEmpty(building);
            foreach (int process in building)
            {
                Command.Run("kill", "-KILL", process.ToString(System.Globalization.CultureInfo.InvariantCulture)).MustSucceed();
            }

            await ServesAsync(Program.Replace("\"hello\"", "\"hello at last\"", StringComparison.Ordinal), "hello at last");

            async Task ServesAsync(string program, string answer)
            {
                var clock = Stopwatch.StartNew();
                project.Write("Program.cs", program);
                while (await TryGetAsync(address) != answer)
                {
                    Assert.IsLessThan(TimeSpan.FromMinutes(2), clock.Elapsed, run.Text);
                    await Task.Delay(20);
                }

                Console.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s from a change to '{answer}'"));
            }

            Assert.AreEqual(130, await run.SignalAsync("INT"), run.Text);
            Assert.Contains("the key is ***", run.Text);
            Assert.DoesNotContain(Value, run.Text);
            Assert.AreEqual("", Left(project, environment));
        }

        // The image that the project left, by itself.
        string image = "oci:" + Path.Combine(project.Folder, "obj/Debug/net10.0/openshift/image");
        using (WatchedProgram run = WatchedProgram.Start(tool, ["run", image, "--env", "Shop__Key=ends at once", "--engine", "sandbox", "--port", "0:8080"], project.Folder, environment))
        {
            Assert.AreEqual(3, await run.EndAsync(), run.Text);
            Assert.Contains("openshift-image: error OSC0065: The application ended after ", run.Text);
        }

        using (WatchedProgram run = WatchedProgram.Start(tool, ["run", image, "--env", "Shop__Key", "--engine", "sandbox", "--port", "0:8080"], project.Folder, environment))
        {
            await run.WaitForAsync("openshift-image: " + Ready);
            Assert.AreEqual(130, await run.SignalAsync("TERM"), run.Text);
            Assert.Contains("good bye", run.Text);
            Assert.AreEqual("", Left(project, environment));
        }

        TestProject foreign = TestProject.Create("Foreign", "Microsoft.NET.Sdk", "<OutputType>Exe</OutputType>", "", "System.Console.WriteLine();", reference: false);
        CommandResult lacks = Command.Run(tool, ["run", "--project", foreign.Folder], foreign.Folder, environment);
        Assert.AreEqual(2, lacks.ExitCode, lacks.Text);
        lacks.MustSay($"error OSC0065: '{foreign.ProjectFile}' has no target OpenShiftRun");
        Assert.AreEqual(2, Command.Run(tool, ["run", "--project", Path.Combine(foreign.Folder, "none")], foreign.Folder, environment).MustSay("error OSC0070: There is no project at").ExitCode);
        Assert.AreEqual(2, Command.Run(tool, ["run", image, "--watch"], foreign.Folder, environment).MustSay("error OSC0070: --project, --watch").ExitCode);
    }

    // A request that the old one had begun to hear when it was told to end may be lost, as with any server.
    private static async Task<string?> TryGetAsync(string address)
    {
        try
        {
            return await Client.GetStringAsync(new Uri(address));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static (TestProject Project, Dictionary<string, string?> Environment) Make()
    {
        TestProject project = TestProject.Web(
            $"<OpenShiftEmbeddedBase>Always</OpenShiftEmbeddedBase><OpenShiftCacheDirectory>{Sandbox.Cache}</OpenShiftCacheDirectory>",
            """
            <OpenShiftProbe Include="Readiness" Path="/healthz" />
            <OpenShiftSetting Include="Shop__Key" Secret="true" Required="true" />
            """);
        project.Write("Program.cs", Program);

        // What is left is left there.
        return (project, new Dictionary<string, string?> { ["Shop__Key"] = Value, ["TMPDIR"] = Sandbox.NewFolder("run"), ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false", ["DOTNET_CLI_UI_LANGUAGE"] = "en" });
    }

    private static WatchedProgram Build(TestProject project, Dictionary<string, string?> environment, params string[] arguments) =>
        WatchedProgram.Start("dotnet", ["build", project.ProjectFile, "-t:OpenShiftRun", "-nologo", "-tl:off", "-p:OpenShiftProveEngine=Sandbox", "-p:OpenShiftRunPorts=0:8080", .. arguments], project.Folder, environment);

    private static string Install()
    {
        string folder = Sandbox.NewFolder("run-tool");
        ToolPackage.Make();
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"<configuration><packageSources><clear /><add key=\"tested\" value=\"{Sandbox.Feed}\" /></packageSources></configuration>");
        Command.Run("dotnet", ["tool", "install", "OpenShift.NET.Sdk.Tool", "--tool-path", Path.Combine(folder, "bin"), "--version", Sandbox.Version, "--configfile", Path.Combine(folder, "nuget.config")], folder).MustSucceed();
        return Path.Combine(folder, "bin", "openshift-image");
    }

    private static List<int> Processes(Func<string, bool> isMeant)
    {
        var found = new List<int>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(Path.GetFileName(folder), out int process) && isMeant(File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ')))
                {
                    found.Add(process);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone.
            }
        }

        return found;
    }

    // Folders of runs, and the processes that know of them.
    private static string Left(TestProject project, Dictionary<string, string?> environment)
    {
        string temporary = environment["TMPDIR"]!;
        var left = new List<string>();
        for (int i = 0; i < 100; i++)
        {
            left.Clear();
            left.AddRange(Directory.GetFileSystemEntries(temporary, "openshift-*"));
            foreach (string folder in Directory.EnumerateDirectories("/proc").Where(static f => int.TryParse(Path.GetFileName(f), out _)))
            {
                try
                {
                    string command = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                    if (command.Contains(temporary, StringComparison.Ordinal) || command.Contains("-pipename:openshift-image-", StringComparison.Ordinal) || command.Contains($"/app/{project.Name}.dll", StringComparison.Ordinal))
                    {
                        left.Add(command);
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // Gone.
                }
            }

            left.AddRange(File.ReadLines("/proc/mounts").Where(l => l.Contains(temporary, StringComparison.Ordinal)));
            if (left.Count == 0)
            {
                return "";
            }

            Thread.Sleep(20);
        }

        return string.Join('\n', left);
    }
}
