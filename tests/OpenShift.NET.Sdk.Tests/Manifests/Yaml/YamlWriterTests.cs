using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Manifests.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OpenShift.NET.Sdk.Tests.Manifests.Yaml;

[TestClass]
public sealed partial class YamlWriterTests
{
    private static readonly string[] Texts =
    [
        "", " ", "a", "a b", " a", "a ", "a: b", "a:b", "a:", ":", ":a", "a #b", "a#b", "#a", "-", "- a", "-a", "---", "...", "?", "? a", "?a", "!a", "&a", "*a", "@a", "`a", "%a", "|", ">", "'", "\"", "'a'", "\"a\"", "it's", "a\"b'c", "a\\b", "{a}", "[a]", "a,b", ",a", "{", "]", "=", "<<", "~", "null", "Null", "NULL", "true", "True", "FALSE", "yes", "No", "ON", "off", "y", "N",
        "0", "1", "-1", "+1", "01", "0o17", "017", "0x1F", "0b101", "1_000", "1.5", ".5", "5.", "1e3", "1E+3", "-1.5e-3", ".inf", "-.INF", ".nan", ".NaN", "12:30:45", "190:20:30.15", "2001-12-14", "2001-12-14T21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "1.2.3", "10.0.0.1", "80", "1,000",
        "128Mi", "100m", "1Gi", "v1.2", "sha256:0123", "http://catalog:8080", "C:\\temp", "key: value # no", "a\tb", "\ta", "a\0b", "a\u0007b", "é", "日本語", "🙂", "a\u0085b", "a\u2028b", "\ufeffa", "a\rb", "a\r\nb", "\ud800",
        "a\nb", "a\nb\n", "a\nb\n\n", "\na", "\n", "\n\n", " a\nb", "a\n b\n", "a\n  \nb", "a \nb", "a\n\tb", "a\n\nb", "# a\nb", "- a\n- b", "a: b\nc: d\n", "a\n---\nb", "a\n...\nb", "a\u0007\nb", "a\n ",
        "${NAME}", "${{REPLICAS}}", "${NAME}: x", "<a>", "a | b", "(a)", "/livez", "*.example.com", "[a-zA-Z0-9]{40}",
    ];

    [TestMethod]
    public void Every_text_is_read_back_as_that_text()
    {
        foreach (string text in Texts)
        {
            AssertRoundTrip(text);
        }
    }

    [TestMethod]
    public void Random_texts_are_read_back()
    {
        var random = new Random(20261123);
        const string Letters = "aB0 1:#-?'\"\\{}[],&*!|>%@`~=.<_+eExo\n\t\u00e9\u2028\u0001yn";
        for (int i = 0; i < 10_000; i++)
        {
            AssertRoundTrip(string.Concat(Enumerable.Range(0, random.Next(0, 9)).Select(_ => Letters[random.Next(Letters.Length)])));
        }
    }

    [TestMethod]
    public void Values_of_other_types_are_plain()
    {
        YamlMapping document = new MappingBuilder { { "number", 3 }, { "flag", true }, { "nothing", new YamlScalar("", YamlScalarKind.Null) }, { "ratio", new YamlScalar("0.5", YamlScalarKind.Float) } };
        Assert.AreEqual("number: 3\nflag: true\nnothing: null\nratio: 0.5\n", YamlWriter.Write(document));
    }

    [TestMethod]
    public void Structure_comments_and_blocks_are_written_one_way()
    {
        YamlMapping document = new MappingBuilder
        {
            { "on", "on", "first\n\nsecond\tline" },
            { "80", new MappingBuilder { { "list", [new YamlScalar("a"), new YamlSequence([new YamlScalar("b"), YamlMapping.Empty]), new MappingBuilder { { "name", "x", "above the dash" }, { "text", "one\ntwo\n" } }.Build()] } } },
            { "empty", YamlMapping.Empty },
            { "none", new YamlSequence([]) },
        };
        const string Expected = """
            # top
            # first
            #
            # second line
            "on": "on"
            "80":
              list:
                - a
                - - b
                  - {}
                # above the dash
                - name: x
                  text: |
                    one
                    two
            empty: {}
            none: []
            ---
            {}

            """;
        Assert.AreEqual(Expected.ReplaceLineEndings("\n"), YamlWriter.Write(new ManifestFile("x.yaml", [document, YamlMapping.Empty]) { Comment = "top" }));
    }

    [TestMethod]
    public void A_comment_cannot_end_its_line()
    {
        YamlMapping document = new MappingBuilder { { "a", "b", "one\rtwo\u2028three\u0085four\0five" } };
        Assert.AreEqual("a", Scalars(YamlWriter.Write(document))[0].Value);
        Assert.HasCount(2, Scalars(YamlWriter.Write(document)));
    }

    private static void AssertRoundTrip(string text)
    {
        // A lone surrogate is no character and cannot be kept.
        string expected = text.Replace('\ud800', '\ufffd');
        YamlMapping document = new MappingBuilder
        {
            { text + "k", "key" },
            { "value", text },
            { "nested", new MappingBuilder { { "value", text }, { "list", [new YamlScalar(text), new MappingBuilder { { "value", text } }.Build()] } } },
            { "end", "end" },
        };
        string yaml = YamlWriter.Write(document);
        Scalar[] scalars;
        try
        {
            scalars = Scalars(yaml);
        }
        catch (YamlException e)
        {
            throw new AssertFailedException($"{e.Message}\n{yaml}", e);
        }

        string[] values = [.. scalars.Select(s => s.Value)];
        CollectionAssert.AreEqual(new[] { expected + "k", "key", "value", expected, "nested", "value", expected, "list", expected, "value", expected, "end", "end" }, values, yaml);
        foreach (Scalar scalar in scalars.Where(s => s.Style == ScalarStyle.Plain))
        {
            Assert.IsFalse(OtherType().IsMatch(scalar.Value), $"'{scalar.Value}' is plain");
        }

        Assert.IsFalse(yaml.Split('\n').Any(l => l.EndsWith(' ') && !text.Contains(' ', StringComparison.Ordinal)), yaml);
    }

    private static Scalar[] Scalars(string yaml)
    {
        var parser = new Parser(new Scanner(new StringReader(yaml)));
        var scalars = new List<Scalar>();
        while (parser.MoveNext())
        {
            if (parser.Current is Scalar scalar)
            {
                scalars.Add(scalar);
            }
        }

        return [.. scalars];
    }

    // The resolution tables of YAML 1.1 (types null, bool, int, float, timestamp, merge, value) and of 1.2's core schema.
    [GeneratedRegex(@"^(~|null|Null|NULL||y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|[-+]?0b[0-1_]+|[-+]?0[0-7_]+|0o[0-7]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+|[-+]?([0-9][0-9_]*)?\.[0-9.]*([eE][-+]?[0-9]+)?|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?(([ \t]*)(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?)?|<<|=)$")]
    private static partial Regex OtherType();
}
