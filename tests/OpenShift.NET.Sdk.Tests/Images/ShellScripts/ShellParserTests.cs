using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Tests.Images.ShellScripts;

[TestClass]
public sealed class ShellParserTests
{
    [TestMethod]
    [DataRow("echo a b", "1:1 echo|a|b")]
    [DataRow("# comment\n  echo a # more\n", "2:3 echo|a")]
    [DataRow("echo a#b '#c' \"d # e\"", "1:1 echo|a#b|#c|d # e")]
    [DataRow("echo a; echo b & echo c\necho d", "1:1 echo|a 1:9 echo|b 1:18 echo|c 2:1 echo|d")]
    [DataRow("a && b || c | d", "1:1 a 1:6 b 1:11 c 1:15 d")]
    [DataRow("a &&\n\n# then\nb", "1:1 a 4:1 b")]
    [DataRow("dotnet \\\n  app.dll", "1:1 dotnet|app.dll")]
    [DataRow("echo 'it''s' \"a\\\"b\\x\" c\\ d", "1:1 echo|its|a\"b\\x|c d")]
    [DataRow("echo $'a\\nb'", "1:1 echo|a\nb")]
    [DataRow("cat <<EOF\n$( unclosed ' quote\nEOF\necho after", "1:1 cat 4:1 echo|after")]
    [DataRow("cat <<-'E O' <<B\n\tx\n\tE O\ny\nB\necho after", "1:1 cat 6:1 echo|after")]
    [DataRow("cat <<< word > out 2>&1 &> /dev/null", "1:1 cat")]
    [DataRow("if a; then b; elif c; then d; else e; fi > log", "1:4 a 1:12 b 1:20 c 1:28 d 1:36 e")]
    [DataRow("case $x in a|b) one;; (*) two ;& c) three\nesac", "1:17 one 1:27 two 1:37 three")]
    [DataRow("for i in 1 2; do a; done; for j\ndo b; done; for ((i=0;i<3;i++)); do c; done", "1:18 a 2:4 b 2:37 c")]
    [DataRow("while a; do b; done < <(c)\nuntil d; do e; done", "1:7 a 1:13 b 2:7 d 2:13 e")]
    [DataRow("f() { a; }; function g { b; }\nfunction h() ( c )", "1:7 a 1:26 b 2:16 c")]
    [DataRow("[[ $a =~ ^(x|y)$ && -f b ]] && c; (( i++ )) || d", "1:32 c 1:48 d")]
    [DataRow("( (a) ); ((b)|c)", "1:4 a 1:12 b 1:15 c")]
    [DataRow("A=1 B=\"x y\" c; arr=(1 2\n 3); arr[0]=x; D+=y", "1:1 c")]
    [DataRow("echo done if then", "1:1 echo|done|if|then")]
    [DataRow("! a; { b; }", "1:3 a 1:8 b")]
    [DataRow("a\r\nb\r\n", "1:1 a 2:1 b")]
    [DataRow("", "")]
    public void Commands_are_found_with_their_places(string script, string commands)
    {
        ShellScript parsed = ShellParser.Parse(script);
        Assert.IsNull(parsed.Problem, parsed.Problem?.ToString());
        Assert.AreEqual(commands, string.Join(' ', SimpleCommands.In(parsed.Body).Select(c => $"{c.Position.Line}:{c.Position.Column} {string.Join('|', SimpleCommands.TextOf(c))}")));
    }

    [TestMethod]
    [DataRow("a ${b:-c d} \"${e%%*}\" ${#f} ${!g} ${h[1]} $1 $@ $$", "b :-|e %|f #|g !|h [|1 |@ |$ ")]
    [DataRow("${a:=\"x}y\"}${b//[a]/\\}}", "a :=|b /")]
    public void Expansions_are_named_with_what_they_do(string script, string expected)
    {
        ShellScript parsed = ShellParser.Parse(script);
        Assert.IsNull(parsed.Problem, parsed.Problem?.ToString());
        Assert.AreEqual(expected, string.Join('|', SimpleCommands.In(parsed.Body).Single().Words.SelectMany(w => w.Parts).Where(p => p.Kind == ShellWordPartKind.Parameter).Select(p => p.Text + " " + p.Operator)));
    }

    [TestMethod]
    [DataRow("echo $(a; b) `c \\`d\\`` \"$(e)\" $((1 + (2)))", "a b c e")]
    [DataRow("x=${y:-$(z)}", "z")]
    public void Substitutions_are_read_as_scripts(string script, string inner)
    {
        ShellScript parsed = ShellParser.Parse(script);
        Assert.IsNull(parsed.Problem, parsed.Problem?.ToString());
        var command = (ShellSimpleCommand)parsed.Body[0].Pipelines[0].Commands[0];
        IEnumerable<ShellWordPart> parts = command.Words.Concat(command.Assignments.SelectMany(a => a.Values)).SelectMany(w => w.Parts).SelectMany(p => p.Argument?.Parts ?? [p]);
        Assert.AreEqual(inner, string.Join(' ', parts.SelectMany(p => SimpleCommands.In(p.Body)).Select(c => SimpleCommands.TextOf(c)[0])));
    }

    [TestMethod]
    [DataRow("a\nif b; then\n c\n", "2:1 an 'if' without 'fi'")]
    [DataRow("echo 'abc", "1:6 ''' that is not closed")]
    [DataRow("a\n\"b", "2:1 '\"' that is not closed")]
    [DataRow("fi", "1:1 'fi', which is not understood there")]
    [DataRow("a ;; b", "1:3 ';', which is not understood there")]
    [DataRow("a )", "1:3 ')', which is not understood there")]
    [DataRow("case x in a) b;;", "1:1 a 'case' without 'esac'")]
    [DataRow("select x in 1; do a; done", "1:1 'select', which is not understood there")]
    [DataRow("echo ${", "1:8 an unexpected end")]
    [DataRow("f() a", "1:1 a function without '{'")]
    [DataRow("a | | b", "1:5 '|', which is not understood there")]
    [DataRow("echo $(a", "1:6 '$(' without ')'")]
    public void What_is_not_understood_is_told_with_its_place(string script, string problem)
    {
        ShellScript parsed = ShellParser.Parse(script);
        Assert.IsEmpty(parsed.Body);
        Assert.AreEqual(problem, $"{parsed.Problem?.Position.Line}:{parsed.Problem?.Position.Column} {parsed.Problem?.What}");
    }

    [TestMethod]
    public void Depth_and_length_are_limited()
    {
        foreach (string open in (string[])["(", "{ ", "$(", "((", "if ", "${a:-", "\"$("])
        {
            ShellScript deep = ShellParser.Parse(string.Concat(Enumerable.Repeat(open, 20_000)));
            Assert.IsNotNull(deep.Problem, open);
        }

        Assert.IsNotNull(ShellParser.Parse(new string('a', ShellParser.MaximumLength + 1)).Problem);
        Assert.IsNull(ShellParser.Parse(new string('a', ShellParser.MaximumLength)).Problem);
    }
}
