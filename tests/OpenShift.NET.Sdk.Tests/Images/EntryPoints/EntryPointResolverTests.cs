using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using static OpenShift.NET.Sdk.Tests.Images.FileTrees.TestLayer;

namespace OpenShift.NET.Sdk.Tests.Images.EntryPoints;

[TestClass]
public sealed class EntryPointResolverTests
{
    private static readonly LayerFile[] _files =
    [
        Elf("/usr/bin/bash"), Elf("/usr/bin/env"), Elf("/usr/bin/dash"), Link("/usr/bin/sh", "dash"), Link("/bin", "usr/bin"),
        Elf("/usr/share/dotnet/dotnet"), Link("/usr/bin/dotnet", "../share/dotnet/dotnet"),
        Elf("/sbin/tini"), Elf("/usr/bin/dumb-init"), Elf("/usr/bin/catatonit"), Elf("/usr/sbin/gosu"), Elf("/usr/sbin/su-exec"), Elf("/usr/bin/setpriv"),
        Elf("/app/web"), File("/app/web.dll"), Elf("/opt/bin/tool"), Elf("/opt/web"),
        Script("/app/run.sh", "#!/bin/sh\nexec dotnet web.dll\n"), Script("/app/env.sh", "#!/usr/bin/env -S bash -e\nexec dotnet\n"),
        Script("/app/windows.sh", "#!/bin/sh\r\nexec dotnet\r\n"), Script("/app/lost.sh", "#! /usr/bin/env python3 \n"),
    ];

    [TestMethod]
    [DataRow("dotnet|web.dll", EntryPointKind.Executable, "/usr/share/dotnet/dotnet", "web.dll")]
    [DataRow("/usr/bin/dotnet|web.dll|--x", EntryPointKind.Executable, "/usr/share/dotnet/dotnet", "web.dll|--x")]
    [DataRow("./web", EntryPointKind.Executable, "/app/web", "")]
    [DataRow("../opt/bin/tool", EntryPointKind.Executable, "/opt/bin/tool", "")]
    [DataRow("/app/web.dll", EntryPointKind.Other, "/app/web.dll", "")]
    [DataRow("/app", EntryPointKind.Other, "/app", "")]
    [DataRow("/app/run.sh|a", EntryPointKind.Script, "/app/run.sh", "a")]
    [DataRow("/sbin/tini|--|/app/web|-v", EntryPointKind.Executable, "/app/web", "-v")]
    [DataRow("tini|-vv|-g|-p|SIGTERM|-e143|/app/web", EntryPointKind.Executable, "/app/web", "")]
    [DataRow("dumb-init|-c|--rewrite|15:3|-r15:2|--|dotnet|web.dll", EntryPointKind.Executable, "/usr/share/dotnet/dotnet", "web.dll")]
    [DataRow("catatonit|-g|/app/web", EntryPointKind.Executable, "/app/web", "")]
    [DataRow("gosu|1001:0|/app/web", EntryPointKind.Executable, "/app/web", "")]
    [DataRow("tini|--|su-exec|nobody|env|A=1|B=2|dotnet|web.dll", EntryPointKind.Executable, "/usr/share/dotnet/dotnet", "web.dll")]
    [DataRow("setpriv|--reuid=1001|--regid|0|--clear-groups|--|/app/web", EntryPointKind.Executable, "/app/web", "")]
    [DataRow("env|PATH=/opt/bin|tool", EntryPointKind.Executable, "/opt/bin/tool", "")]
    [DataRow("env|-u|PATH|-C|/opt|./web", EntryPointKind.Executable, "/opt/web", "")]
    [DataRow("env|-S|A=1 dotnet web.dll|--y", EntryPointKind.Executable, "/usr/share/dotnet/dotnet", "web.dll|--y")]
    [DataRow("env|A=1", EntryPointKind.Executable, "/usr/bin/env", "A=1")]
    [DataRow("tini|--version", EntryPointKind.Executable, "/sbin/tini", "--version")]
    [DataRow("bash", EntryPointKind.Executable, "/usr/bin/bash", "")]
    [DataRow("sh|-eu|-o|pipefail|run.sh|x", EntryPointKind.Script, "/app/run.sh", "x")]
    public void The_program_is_found(string command, EntryPointKind kind, string program, string arguments)
    {
        EntryPoint found = Resolve(command.Split('|'));

        Assert.AreEqual(kind, found.Kind);
        Assert.AreEqual(program, found.Program?.Path);
        Assert.AreEqual(arguments, string.Join('|', found.ProgramArguments));
        Assert.AreEqual(command, string.Join('|', found.Arguments));
    }

    [TestMethod]
    [DataRow("tool", "tool")] // not on PATH
    [DataRow("exec", "exec")] // the shell's word, no program
    [DataRow("/app/nothing", "/app/nothing")]
    [DataRow("./nothing", "/app/nothing")]
    [DataRow("", "")]
    [DataRow("tini|--|nothing", "nothing")]
    [DataRow("s6-svscan|/app/web", "s6-svscan")]
    [DataRow("sh|nothing.sh", "/app/nothing.sh")]
    [DataRow("env|-i|tini", "tini")] // the default PATH of env's own search has no /sbin
    public void A_missing_program_is_said_to_be_missing(string command, string path)
    {
        EntryPoint found = Resolve(command.Split('|'));

        Assert.AreEqual(EntryPointKind.Missing, found.Kind);
        Assert.IsNull(found.Program);
        Assert.AreEqual(path, found.ProgramPath);
    }

    [TestMethod]
    public void Nothing_configured_starts_nothing() => Assert.AreEqual(EntryPointKind.None, EntryPointResolver.Resolve(new ExecutionConfig(), Tree(_files)).Kind);

    [TestMethod]
    public void Cmd_is_appended_to_the_entry_point()
    {
        EntryPoint found = EntryPointResolver.Resolve(new ExecutionConfig { Entrypoint = ["dotnet"], Cmd = ["web.dll"] }, Tree(_files));

        CollectionAssert.AreEqual(new[] { "dotnet", "web.dll" }, found.Arguments.ToArray());
        CollectionAssert.AreEqual(new[] { "web.dll" }, found.ProgramArguments.ToArray());
    }

    [TestMethod]
    [DataRow("/bin/sh|-c|exec dotnet web.dll", "exec dotnet web.dll", "/usr/bin/dash", "/usr/share/dotnet/dotnet")]
    [DataRow("bash|-euo|pipefail|-c|dotnet 'web.dll' --x", "dotnet 'web.dll' --x", "/usr/bin/bash", "/usr/share/dotnet/dotnet")]
    [DataRow("tini|--|/bin/sh|-ec|./web | tee log", "./web | tee log", "/usr/bin/dash", null)]
    [DataRow("/bin/bash|--norc|-lc|dotnet $DLL", "dotnet $DLL", "/usr/bin/bash", null)]
    [DataRow("/bin/sh|-c|A=1 dotnet", "A=1 dotnet", "/usr/bin/dash", null)]
    [DataRow("/bin/sh|-c|echo \"unclosed", "echo \"unclosed", "/usr/bin/dash", null)]
    public void Shell_form_gives_the_text_and_the_shell(string command, string text, string shell, string? inner)
    {
        EntryPoint found = Resolve(command.Split('|', command.Contains(" | ", StringComparison.Ordinal) ? 5 : 9));

        Assert.AreEqual(EntryPointKind.Shell, found.Kind);
        Assert.AreEqual(text, found.ShellScript);
        Assert.AreEqual(shell, found.Program!.Path);
        Assert.AreEqual(inner, found.ShellCommand?.Program?.Path);
    }

    [TestMethod]
    public void A_scripts_interpreter_is_the_one_its_first_line_names()
    {
        Assert.AreEqual("/bin/sh", Resolve("/app/run.sh").Interpreter);
        Assert.AreEqual("/usr/bin/bash", Resolve("/app/env.sh").Interpreter);
        Assert.AreEqual("python3", Resolve("/app/lost.sh").Interpreter);
        StringAssert.Contains(Resolve("/app/run.sh").ShellScript, "exec dotnet web.dll", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Windows_line_ends_in_the_first_line_are_noted()
    {
        EntryPoint found = Resolve("/app/windows.sh");

        Assert.IsTrue(found.FirstLineHasCarriageReturn);
        Assert.AreEqual("/bin/sh", found.Interpreter);
        Assert.IsFalse(Resolve("/app/run.sh").FirstLineHasCarriageReturn);
    }

    [TestMethod]
    public void A_script_handed_to_a_shell_is_only_read()
    {
        EntryPoint found = Resolve("bash", "run.sh");

        Assert.IsTrue(found.ReadByInterpreter);
        Assert.AreEqual("/usr/bin/bash", found.Interpreter);
        CollectionAssert.AreEqual(new[] { "/usr/bin/bash" }, found.Wrappers.Select(w => w.Path).ToArray());
        Assert.IsFalse(Resolve("/app/run.sh").ReadByInterpreter);
    }

    [TestMethod]
    public void What_is_started_on_the_way_is_known() =>
        CollectionAssert.AreEqual(new[] { "/sbin/tini", "/usr/sbin/gosu" }, Resolve("tini", "--", "gosu", "app", "/app/web").Wrappers.Select(w => w.Path).ToArray());

    [TestMethod]
    public void A_file_on_the_path_that_nobody_may_execute_is_passed_over_but_not_forgotten()
    {
        FileTree both = Tree(File("/a/x", "0644"), Elf("/b/x"));
        FileTree one = Tree(File("/a/x", "0644"));
        var config = new ExecutionConfig { Env = ["PATH=rel::/a:/b"], Entrypoint = ["x"] };

        Assert.AreEqual("/b/x", EntryPointResolver.Resolve(config, both).Program!.Path);
        Assert.AreEqual("/a/x", EntryPointResolver.Resolve(config, one).Program!.Path);
    }

    [TestMethod]
    public void Wrappers_without_end_come_to_an_end() =>
        Assert.IsNotNull(Resolve([.. Enumerable.Repeat("tini", 5000)]));

    private static EntryPoint Resolve(params string[] command) =>
        EntryPointResolver.Resolve(new ExecutionConfig { Entrypoint = [.. command], WorkingDir = "/app" }, Tree(_files));

    private static LayerFile Elf(string path) => File(path, "0755", marks: ContentMarks.Elf);

    private static LayerFile Script(string path, string text) => File(path, "0755", text, ContentMarks.Script);
}
