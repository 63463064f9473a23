using System.IO.Compression;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Stages;

/// <summary>The stages as a native program beside the build: they do what the tasks do by themselves, and a publish does without them where they do not run.</summary>
[TestClass]
public sealed partial class NativeStagesTests
{
    private const string Program = "tasks/net10.0-linux-x64/openshift-stages";

    [TestMethod]
    public void The_native_program_and_the_portable_tasks_make_the_same_image_report_and_manifests()
    {
        RequireProgram();
        TestProject project = TestProject.Web("<OpenShiftEmbeddedBase>Always</OpenShiftEmbeddedBase>", """<OpenShiftWritablePath Include="/app/data" />""");
        project.Write("appsettings.json", """{ "ConnectionStrings": { "Shop": "Host=db;Password=hunter22" } }""");

        (string Log, string Files) Publish(string native)
        {
            CommandResult result = project.Publish("-v:n", "-tl:off", $"-p:OpenShiftNativeTasks={native}", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "out.tar")}");
            Assert.AreNotEqual(0, result.ExitCode, "The password is an error in both.");
            string[] said = [.. result.Output.Split('\n').Select(static l => Spaces().Replace(l, " ").Trim()).Where(static l => l.StartsWith("OpenShift:", StringComparison.Ordinal) || l.Contains(": error OSC", StringComparison.Ordinal) || l.Contains(": warning OSC", StringComparison.Ordinal))];
            string[] files = ["facts.json", "assembly.json", "report.sarif", "manifests/template.yaml", "manifests/SETTINGS.md", "image/index.json"];
            string content = string.Join('\n', files.Select(f => $"=== {f}\n{File.ReadAllText(Path.Combine(project.Intermediate, f))}"));
            Directory.Delete(project.Intermediate, recursive: true);
            return (string.Join('\n', said), content);
        }

        _ = Publish("true");
        (string Log, string Files) native = Publish("true");
        (string Log, string Files) portable = Publish("false");
        Assert.AreEqual(portable.Log, native.Log);
        Assert.Contains("error OSC0902", native.Log);
        Assert.AreEqual(portable.Files, native.Files);
    }

    [TestMethod]
    public void A_program_that_does_not_run_here_is_done_without()
    {
        RequireProgram();
        (TestProject project, Dictionary<string, string?> environment, string program) = WithPackagesOfItsOwn();
        File.WriteAllText(program, "#!/bin/sh\necho 'version GLIBC_9.99 not found' >&2\nexit 1\n");
        CommandResult result = project.Publish(environment, "--no-restore", "-v:d", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "out.tar")}");
        result.MustSucceed();
        Assert.Contains("OpenShift: stages run inside the build: ", result.Output);
        Assert.Contains("version GLIBC_9.99 not found", result.Output, "Whoever wonders why it is slow finds out.");
        Assert.IsTrue(File.Exists(Path.Combine(project.Folder, "out.tar")));
    }

    [TestMethod]
    public void A_program_that_says_nothing_is_not_waited_for()
    {
        RequireProgram();
        (TestProject project, Dictionary<string, string?> environment, string program) = WithPackagesOfItsOwn();
        File.WriteAllText(program, "#!/bin/sh\nexec sleep 600\n");
        CommandResult result = project.Publish(environment, "--no-restore", "-v:d", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "out.tar")}");
        result.MustSucceed();
        Assert.Contains("OpenShift: stages run inside the build: ", result.Output);
    }

    [TestMethod]
    public void A_program_of_another_build_is_done_without()
    {
        RequireProgram();
        (TestProject project, Dictionary<string, string?> environment, string program) = WithPackagesOfItsOwn();
        File.WriteAllText(program, "#!/bin/sh\nprintf '\\005hello'\ncat >/dev/null\n");
        CommandResult result = project.Publish(environment, "--no-restore", "-v:d", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "out.tar")}");
        result.MustSucceed();
        Assert.Contains("is of another build than the tasks", result.Output);
    }

    [TestMethod]
    public void A_program_that_ends_in_the_middle_is_a_coded_error_and_leaves_nothing()
    {
        RequireProgram();
        (TestProject project, Dictionary<string, string?> environment, string program) = WithPackagesOfItsOwn();
        File.Move(program, program + ".real");
        Command.Run("chmod", "u+x", program + ".real").MustSucceed();
        File.WriteAllText(program, "#!/bin/sh\nhead -c 1 | \"$0.real\"\n");
        CommandResult result = project.Publish(environment, "--no-restore", "-tl:off", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "out.tar")}");
        Assert.AreNotEqual(0, result.ExitCode);
        Assert.Contains("error OSC0013: The process that runs OpenShift.NET.Sdk's stages ended in Begin.", result.Output);
        Assert.DoesNotContain("   at ", result.Output, "No stack trace for users.");
        Assert.IsFalse(File.Exists(Path.Combine(project.Folder, "out.tar")));
    }

    private static void RequireProgram()
    {
        using ZipArchive package = ZipFile.OpenRead(Sandbox.Package);
        if (package.GetEntry(Program) is not null)
        {
            return;
        }

        const string Message = "the package was made without the native stages (Linux x64 with gcc or clang makes it)";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(Message);
        }

        Assert.Inconclusive(Message);
    }

    // The package is unpacked once for all tests; one that is tampered with has to be somebody's own.
    private static (TestProject Project, Dictionary<string, string?> Environment, string Program) WithPackagesOfItsOwn()
    {
        string packages = Sandbox.NewFolder("packages");
        var environment = new Dictionary<string, string?> { ["NUGET_PACKAGES"] = packages };
        TestProject project = TestProject.Web("<OpenShiftEmbeddedBase>Always</OpenShiftEmbeddedBase>");
        project.Dotnet(environment, "restore").MustSucceed();
        return (project, environment, Path.Combine(packages, "openshift.net.sdk", Sandbox.Version, Program));
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
