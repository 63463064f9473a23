using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Images.StartScripts;

[TestClass]
public sealed class StartScriptReaderTests
{
    [TestMethod]
    [DataRow("exec dotnet a.dll", "exec dotnet a.dll")]
    [DataRow("prepare; exec \"$@\"; never", "prepare, exec dotnet /app/WebApi.dll")]
    [DataRow("APP=/app; DLL=\"$APP/x.dll\"; exec dotnet $DLL", "exec dotnet /app/x.dll")]
    [DataRow("CMD='dotnet b.dll --x'; exec $CMD", "exec dotnet b.dll --x")]
    [DataRow("[ -z \"$A\" ] && A=x; exec ${A}", "exec $A")]
    [DataRow("exec ${START:-dotnet c.dll}", "exec dotnet c.dll")]
    [DataRow("exec tini -- env A=1 nice -n 5 timeout -s KILL 30 gosu app run", "exec run")]
    [DataRow("set -- first \"$1\"; exec \"$@\"", "exec first dotnet")]
    [DataRow("shift; echo x | tool & wait", "tool &|")]
    [DataRow("f() { exec \"$1\"; }\nf target\nnever", "exec target")]
    [DataRow("f() { return; never; }\nf\nafter", "after")]
    [DataRow("if a; then exec b; else exit 1; fi\nnever", "a, exec b")]
    [DataRow("case x in a) exec b;; *) exit;; esac\nnever", "exec b")]
    [DataRow("case x in a) exec b;; esac\nafter", "exec b, after")]
    [DataRow("exec a || exit 1\nnever", "exec a")]
    [DataRow("x=$(in1); (in2); in3 < <(in4)", "in1 ^, in2 ^, in4 ^, in3")]
    [DataRow("eval 'exec a b'", "exec a b")]
    [DataRow("eval exec $NOTHING", "exec $NOTHING")]
    [DataRow("command -v tool >/dev/null; command tool; builtin echo", "tool")]
    [DataRow("cd /app; exec ./WebApi", "exec ./WebApi")]
    [DataRow("sh -c 'inner a' arg; exec bash -c \"exec last\"", "sh -c inner a arg, inner a ^, exec bash -c exec last, exec last")]
    [DataRow("trap : TERM; sleep 1", "sleep 1")]
    [DataRow("A=a; f() { local A=( b \"$(in)\" ); $A; }; f; declare -a C=(d); exec e", "in ^, $A, exec e")]
    [DataRow("r() { r; r; }\nr\nafter", "after")]
    public void What_a_script_starts_is_listed(string text, string expected) => Assert.AreEqual(expected, string.Join(", ", Read(text).Commands.Select(Show)));

    [TestMethod]
    [DataRow("trap 'kill $p' TERM INT; a & p=$!; wait $p", true)]
    [DataRow("trap - TERM; a & wait", false)]
    [DataRow("trap '' SIGTERM; a & wait", false)]
    [DataRow("trap 'echo' EXIT; a & wait", false)]
    [DataRow("trap 'kill $p' 15; a", false)]
    public void Who_catches_termination_and_waits_forwards_it(string text, bool forwards) => Assert.AreEqual(forwards, Read(text).ForwardsSignals);

    [TestMethod]
    public void Branches_of_which_one_run_takes_only_one_exclude_each_other()
    {
        StartScript script = Read("if x; then a; else exec b; fi; if y; then exec c; fi");
        StartedCommand Find(string name) => script.Commands.Single(c => c.Name == name);
        Assert.IsTrue(Find("a").Excludes(Find("b")));
        Assert.IsFalse(Find("a").Excludes(Find("c")));
        Assert.IsTrue(script.IsFollowedByExec(script.Commands.IndexOf(Find("a"))), "by c, not by b");
    }

    [TestMethod]
    public void Functions_that_call_each_other_without_end_are_given_up()
    {
        string text = string.Concat(Enumerable.Range(0, 20).Select(i => $"f{i}() {{ f{i + 1}; f{i + 1}; f{i + 1}; f{i + 1}; }}\n")) + "f20() { a; }\nf0\n";
        StartScript script = Read(text);
        Assert.IsNotNull(script.Problem);
    }

    [TestMethod]
    [DataRow("case $A in a) exec b;; esac; exec c", "")]
    [DataRow("if x; then exit; fi; exec c", "")]
    [DataRow("if x; then exit 1; fi; [ -n $A ] || exit; exec c", "c @/")]
    [DataRow("f() { if x; then return; fi; a; }; f; exec c", "c @/")]
    [DataRow("f() { if x; then exec b; fi; a; }; f; exec c", "")]
    [DataRow("(exit); { exit; } & exit | a; exec c", "a @/, c @/")]
    [DataRow("for i in 1 2; do exec b; done; exec c", "")]
    [DataRow("a || true; if b; then :; fi; c", "c @/")]
    [DataRow("a && b; exec c || exit 1", "a @/, c @/")]
    [DataRow("umask 0 && A=b && export A && cd /app && exec $A", "b @/app")]
    [DataRow("cd /nothing && exec a", "")]
    [DataRow("A=$(x) && exec a", "x @/")]
    [DataRow("if [ x ]; then cd /etc; exec b; else cd /usr; fi; c", "")]
    [DataRow("if [ x ]; then cd /etc; exit 1; fi; c", "c @/")]
    [DataRow("[ -d /etc ] && cd /etc; c", "c @?")]
    [DataRow("cd /etc || exit 1; c", "c @/etc")]
    [DataRow("case $A in a) cd /etc;; *) cd /etc;; esac; c", "c @/etc")]
    [DataRow("while a; do cd /etc; done; c", "c @?")]
    [DataRow("cd /etc & cd /etc | c; c", "c @/, c @/")]
    [DataRow("cd /etc; pushd /usr; c; popd; cd /etc; c", "c @?, c @/etc")]
    [DataRow("if x; then set -- a \"$@\"; fi; exec \"$@\"", "$@ @/")]
    [DataRow("if x; then set -- a; fi; exec ${1:-b}", "$1 @/")]
    [DataRow("if x; then set -- a; fi; set -- b \"$@\"; exec \"$@\"", "b $@ @/")]
    [DataRow("while [ $# -gt 1 ]; do shift; done; exec \"$@\"", "$@ @/")]
    [DataRow("set -eo pipefail; shift 2; set c d; exec \"$@\"", "c d @/")]
    [DataRow("a *.dll \"*\" ~/b [x]y http://*:80 '?'; A=~/c; $A", "a $*.dll * $~/b $[x]y http://*:80 ? @/, $A @/")]
    [DataRow("A='*.dll'; c $A \"$A\"", "c $*.dll *.dll @/")]
    public void What_every_run_does_is_told_from_what_some_do(string text, string expected) =>
        Assert.AreEqual(expected, string.Join(", ", Read(text).Commands.Where(static c => c.IsCertain).Select(static c => $"{string.Join(' ', c.Words)} @{c.WorkingDirectory ?? "?"}")));

    private static string Show(StartedCommand c) => (c.Exec ? "exec " : "") + string.Join(' ', c.Words) + (c.Background || c.Piped || c.Child ? " " : "") + (c.Background ? "&" : "") + (c.Piped ? "|" : "") + (c.Child ? "^" : "");

    private static StartScript Read(string text)
    {
        FileTree tree = RuleCase.Parse("").Build().Files;
        var entry = new EntryPoint(EntryPointKind.Script, ["/run.sh"], null, "/run.sh", ["dotnet", "/app/WebApi.dll"], text, "/bin/sh");
        return StartScriptReader.Read(entry, new ExecutionConfig { Entrypoint = ["/run.sh"], Cmd = ["dotnet", "/app/WebApi.dll"] }, tree)!;
    }
}
