using System.Diagnostics;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.ShellScripts;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Tests.Images.ShellScripts;

/// <summary>Whatever the text, the readers of files that come from images and projects answer, and soon.</summary>
[TestClass]
public sealed class ShellParserFuzzTests
{
    // Far more than any of it takes, on a busy machine too; what grows with the square of the length takes more.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(5);

    private static readonly string[] Scripts =
    [
        "#!/bin/bash\nset -euo pipefail\ntrap 'kill -TERM \"$pid\"' TERM\nfor f in /etc/*.sh; do [ -r \"$f\" ] && . \"$f\"; done\nif [[ \"${1:-}\" =~ ^(a|b)$ ]]; then\n  exec dotnet app.dll \"$@\"\nelif test -n \"$X\"; then echo $((1+2)) | tee log\nfi\ncase \"$1\" in\n  start|-*) shift; main \"$@\" & pid=$!;;\n  *) exec \"$@\" ;;\nesac\nmain() {\n  local x=$(cat <<EOF\n$(date) `id`\nEOF\n)\n  wait \"$pid\"\n}\nmain \"${arr[@]}\" >/dev/null 2>&1 < <(echo)\n",
        "f() { f; f; f; }\nf\n",
        "a=1 b=$a c=${b:-${a:-$(f)}}\neval exec $c\nwhile :; do (sleep 1 &); done\n",
    ];

    private static readonly string[] Dockerfiles =
    [
        "# escape=`\nARG V=1\nFROM a:${V:-2} AS b\nRUN <<EOF\napt-get install -y x\nEOF\nCOPY --from=b [\"x\", \"y\"]\nRUN --mount=type=cache,target=/x a `\n # c\n  && b\nFROM b\nENTRYPOINT [\"a\"]\n",
    ];

    private static readonly string[] Settings =
    [
        "{ \"a\": { \"b\": [1, \"x\", { \"Password\": \"y\" }] }, // c\n \"d\": \"\\ud800\\u0041\", \"e\": null, }",
        "<?xml version='1.0'?><configuration><appSettings><add key='a' value='b&amp;'/></appSettings><x><![CDATA[y]]></x></configuration>",
        "a:\n  - b: 'c'\n    d: |\n      text\n  e: \"f\" # g\nh: {i: j}\n",
        "[s]\na=b\n#c\nexport d='e'\nf: g\n",
    ];

    [TestMethod]
    public void Scripts_of_any_text_are_answered_soon() => Fuzz(Scripts, 1, 1500, text =>
    {
        ShellScript script = ShellParser.Parse(text);
        Assert.IsTrue(script.Problem is null || (script.Body.IsEmpty && script.Problem.Position.Line >= 1 && script.Problem.Position.Column >= 1));
        FileTree tree = FileTree.Build([], 0);
        var config = new ExecutionConfig { Entrypoint = ["/run.sh"], Cmd = ["a"] };
        _ = StartScriptReader.Read(new EntryPoint(EntryPointKind.Shell, ["sh", "-c", text], null, "/bin/sh", ["-c", text], text, "/bin/sh"), config, tree);
    });

    [TestMethod]
    public void Dockerfiles_of_any_text_are_answered_soon() => Fuzz(Dockerfiles, 2, 800, text =>
    {
        Dockerfile file = DockerfileReader.Read("/src/Dockerfile", text);
        foreach (DockerfileInstruction run in file.Stages.SelectMany(s => s.Instructions))
        {
            Assert.IsTrue(run.Line >= 1 && run.TextLine >= run.Line);
            _ = run.Words;
            _ = Dockerfile.ScriptOf(run);
        }

        Assert.IsLessThanOrEqualTo(file.Stages.Length, file.Shipped.Count());
    });

    [TestMethod]
    public void Settings_of_any_text_are_answered_soon() => Fuzz(Settings, 3, 800, text =>
    {
        foreach (string path in (string[])["/app/a.json", "/app/a.config", "/app/a.yaml", "/app/a.ini"])
        {
            foreach (ConfigEntry entry in ConfigFile.Read(path, text).Entries)
            {
                Assert.IsGreaterThanOrEqualTo(1, entry.Line);
            }
        }
    });

    [TestMethod]
    public void Long_texts_take_time_in_proportion()
    {
        foreach (string part in (string[])["((a) ", "${a:-", "$(", "`", "<<A ", "'", "a[", "a=(", "[[ ", "case x in a) ", "f() { ", "\\\n", "$((", "a && ", "\n"])
        {
            string text = string.Concat(Enumerable.Repeat(part, (ShellParser.MaximumLength / 2) / part.Length));
            Soon(text[..Math.Min(40, text.Length)], () => ShellParser.Parse(text));
            Soon(part, () => DockerfileReader.Read("/Dockerfile", "FROM a\nRUN " + text));
        }

        foreach (string part in (string[])["{\"a\":", "[", "<a>", "a:\n ", "- ", "[s]\n", "a=b\n", "'", "{", "\"a\":1,\n"])
        {
            string text = string.Concat(Enumerable.Repeat(part, ((int)ConfigFile.MaximumSize / 2) / part.Length));
            foreach (string path in (string[])["/app/a.json", "/app/a.config", "/app/a.yaml", "/app/a.ini"])
            {
                Soon(path + " " + part, () => ConfigFile.Read(path, text));
            }
        }
    }

    private static void Fuzz(string[] corpus, int seed, int rounds, Action<string> check)
    {
        var random = new Random(seed);
        string[] pieces = ["\"", "'", "`", "$(", "${", ")", "}", "((", "))", "<<E\n", "\n", "\\", ";;", "&", "|", "[[", "]]", "if ", "fi\n", "case ", "esac", "#", "\0", "\u2028", "😀", ":", "=", "<", ">", "{", "[", "]"];
        for (int i = 0; i < rounds; i++)
        {
            string text = corpus[random.Next(corpus.Length)];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                int at = random.Next(text.Length + 1);
                int length = Math.Min(random.Next(12), text.Length - at);
                text = random.Next(3) switch
                {
                    0 => text.Remove(at, length),
                    1 => text.Insert(at, pieces[random.Next(pieces.Length)]),
                    _ => text.Insert(random.Next(text.Length + 1), text.Substring(at, length)),
                };
            }

            try
            {
                Soon(text, () => check(text));
            }
            catch (Exception e) when (e is not AssertFailedException)
            {
                Assert.Fail($"Round {i} of seed {seed}: {e.GetType().Name} for\n{text}\n{e.StackTrace}");
            }
        }
    }

    private static void Soon(string what, Action action)
    {
        var time = Stopwatch.StartNew();
        action();
        Assert.IsLessThan(Enough, time.Elapsed, what);
    }
}
