using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;
using static OpenShift.NET.Sdk.Tests.Images.FileTrees.TestLayer;

namespace OpenShift.NET.Sdk.Tests.Images.StartScripts;

[TestClass]
public sealed class StartedProcessesTests
{
    private static readonly LayerFile[] s_files =
    [
        File("/usr/bin/dotnet", "0755", marks: ContentMarks.Elf), File("/usr/bin/bash", "0755", marks: ContentMarks.Elf), Link("/bin", "usr/bin"), Link("/usr/bin/sh", "bash"),
        File("/usr/bin/env", "0755", marks: ContentMarks.Elf), Folder("/srv"), Folder("/x"),
        File("/app/run.sh", "0755", "#!/bin/sh\ncd /srv\nA=1 exec dotnet App.dll\n"),
        File("/app/lost.sh", "0755", "#!/bin/sh\ncd \"$1\"\nexec dotnet App.dll\n"),
        File("/usr/bin/supervisord", "0755", "#!/usr/bin/python3\n"),
        File("/etc/supervisord.conf", "0644", "; top\n[supervisord]\nnodaemon = true\n[program:web]\ncommand = /app/run.sh\n  --verbose ; two lines\n[program:db]\ncommand: redis-server %(ENV_X)s\n[program:worker]\ndirectory=/work\nenvironment=B=\"2\",C=3\ncommand=dotnet Worker.dll\n[eventlistener:x]\ncommand=y\n"),
    ];

    [TestMethod]
    [DataRow("dotnet|App.dll", "/usr/bin/dotnet App.dll @/work0")]
    [DataRow("env|A=1|dotnet|App.dll", "/usr/bin/dotnet App.dll @/work0")]
    [DataRow("/app/run.sh", "dotnet App.dll @/srv")]
    [DataRow("/app/lost.sh", "dotnet App.dll @?")]
    [DataRow("sh|-c|cd /x; exec dotnet App.dll", "dotnet App.dll @/x")]
    [DataRow("sh|-c|cd /nothing; exec dotnet App.dll", "dotnet App.dll @?")]
    [DataRow("supervisord|-n", "/usr/bin/supervisord -n @/work0, dotnet App.dll @/srv, /usr/bin/dotnet Worker.dll @/work")]
    [DataRow("python3|/usr/bin/supervisord|-c|/nothing.conf", "python3 /usr/bin/supervisord -c /nothing.conf @/work0")]
    public void What_a_container_starts_is_followed(string command, string expected) =>
        Assert.AreEqual(expected, string.Join(", ", Of(command).Select(p => $"{string.Join(' ', p.Words)} @{p.WorkingDirectory ?? "?"}")));

    [TestMethod]
    public void A_process_has_the_variables_of_all_that_set_them()
    {
        Assert.AreEqual((true, "1"), Of("env|A=1|dotnet|App.dll").Single().Variable("A"));
        Assert.AreEqual((true, "1"), Of("/app/run.sh").Single().Variable("A"));
        Assert.AreEqual((true, "0"), Of("/app/run.sh").Single().Variable("D"));
        Assert.AreEqual((true, null), Of("/app/run.sh").Single().Variable("E"));
        Assert.AreEqual((false, null), Of("sh|-c|export D=$(date); exec dotnet App.dll").Last().Variable("D"));
        Assert.AreEqual((true, "2"), Of("supervisord").Last().Variable("B"));
    }

    [TestMethod]
    [DataRow("dotnet App.dll", "dotnet! certain")]
    [DataRow("dotnet Prepare.dll; exec dotnet App.dll", "dotnet certain, dotnet! certain")]
    [DataRow("dotnet App.dll & wait", "dotnet! certain")]
    [DataRow("dotnet App.dll; sleep 1", "dotnet certain, sleep! certain")]
    [DataRow("if [ \"$A\" = all ]; then exec supervisord; fi; exec dotnet App.dll", "supervisord!, dotnet!, dotnet!, dotnet!")]
    public void What_decides_the_start_is_told_from_what_prepares_it(string script, string expected)
    {
        string[] seen = [.. Of("sh|-c|" + script).Select(p => ImagePath.Name(p.Words[0]) + (p.IsMain ? "!" : "") + (p.IsCertain ? " certain" : ""))];
        Assert.AreEqual(expected, string.Join(", ", seen));
    }

    private static StartedProcess[] Of(string command)
    {
        FileTree tree = Tree(s_files);
        var config = new ExecutionConfig { Entrypoint = [.. command.Split('|')], WorkingDir = "/work0", Env = ["PATH=/usr/bin", "D=0"] };
        EntryPoint entry = EntryPointResolver.Resolve(config, tree);
        return [.. StartedProcesses.Of(entry, StartScriptReader.Read(entry, config, tree), config, tree)];
    }
}
