using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Tests.Manifests.Yaml;

[TestClass]
public sealed class YamlReaderTests
{
    [TestMethod]
    public void Nodes_know_their_line_and_column()
    {
        YamlMapping document = Read("# head\nkind: Pod\nspec:\n  containers:\n    - name: web\n      image: \"a\"\n").Single();

        Assert.AreEqual(new YamlMark(2, 1), document.EntryOf("kind")!.Mark);
        Assert.AreEqual(new YamlMark(2, 7), document["kind"]!.Mark);
        var container = (YamlMapping)document.ItemsAt("spec", "containers")[0];
        Assert.AreEqual(new YamlMark(5, 7), container.Mark);
        Assert.AreEqual(new YamlMark(6, 14), container["image"]!.Mark);
    }

    [TestMethod]
    public void Several_documents_are_read_and_empty_ones_left_out()
    {
        ImmutableArray<YamlMapping> documents = Read("---\n# nothing\n---\nkind: A\n---\nkind: B\n...\n---\n");

        CollectionAssert.AreEqual(new[] { "A", "B" }, documents.Select(d => d.TextAt("kind")).ToArray());
    }

    [TestMethod]
    public void Json_is_read_with_tabs_too()
    {
        YamlMapping document = Read("{\n\t\"kind\": \"Pod\",\n\t\"n\": [1, true, null, \"1\", \"a\\/\\u00e9\"]\n}").Single();

        Assert.AreEqual("Pod", document.TextAt("kind"));
        Assert.AreEqual("Integer:1 Boolean:true Null: String:1 String:a/é", string.Join(' ', document.ItemsAt("n").Cast<YamlScalar>().Select(s => $"{s.Kind}:{s.Text}")));
    }

    [TestMethod]
    [DataRow("8080", YamlScalarKind.Integer, "8080")]
    [DataRow("-1", YamlScalarKind.Integer, "-1")]
    [DataRow("0644", YamlScalarKind.Integer, "420")]
    [DataRow("0o644", YamlScalarKind.Integer, "420")]
    [DataRow("0x10", YamlScalarKind.Integer, "16")]
    [DataRow("1_000", YamlScalarKind.Integer, "1000")]
    [DataRow("089", YamlScalarKind.Float, "089")]
    [DataRow("1.5", YamlScalarKind.Float, "1.5")]
    [DataRow("1e3", YamlScalarKind.Float, "1e3")]
    [DataRow(".5", YamlScalarKind.Float, ".5")]
    [DataRow("1.2.3", YamlScalarKind.String, "1.2.3")]
    [DataRow("1e", YamlScalarKind.String, "1e")]
    [DataRow("-x", YamlScalarKind.String, "-x")]
    [DataRow("256Mi", YamlScalarKind.String, "256Mi")]
    [DataRow("yes", YamlScalarKind.Boolean, "true")]
    [DataRow("Off", YamlScalarKind.Boolean, "false")]
    [DataRow("true", YamlScalarKind.Boolean, "true")]
    [DataRow("tRue", YamlScalarKind.String, "tRue")]
    [DataRow("n", YamlScalarKind.String, "n")]
    [DataRow("~", YamlScalarKind.Null, "")]
    [DataRow("", YamlScalarKind.Null, "")]
    [DataRow("'yes'", YamlScalarKind.String, "yes")]
    [DataRow("\"8080\"", YamlScalarKind.String, "8080")]
    [DataRow("!!str 8080", YamlScalarKind.String, "8080")]
    [DataRow("!!int \"8080\"", YamlScalarKind.Integer, "8080")]
    [DataRow("|-\n  12", YamlScalarKind.String, "12")]
    [DataRow("2024-01-01", YamlScalarKind.String, "2024-01-01")]
    public void Scalars_have_the_type_that_Kubernetes_gives_them(string text, YamlScalarKind kind, string value)
    {
        var scalar = (YamlScalar)Read($"a: {text}\n").Single()["a"]!;

        Assert.AreEqual(kind, scalar.Kind);
        Assert.AreEqual(value, scalar.Text);
    }

    [TestMethod]
    public void Anchors_and_merge_keys_are_resolved()
    {
        YamlMapping document = Read("base: &b { x: 1, y: 2 }\nother: &o { x: 9, z: 3 }\nall:\n  <<: [*b, *o]\n  y: 5\nlist: [*b]\n").Single();

        Assert.AreEqual("y=5 x=1 z=3", string.Join(' ', document.MappingAt("all").Entries.Select(e => $"{e.Key}={((YamlScalar)e.Value).Text}")));
        Assert.AreEqual("1", ((YamlMapping)document.ItemsAt("list")[0]).TextAt("x"));
    }

    [TestMethod]
    [DataRow("a:\n\tb: 1\n", ToolCodes.InvalidYaml, 2, 1, "is indented with a tab")]
    [DataRow("a: 1\nb: 2\na: 3\n", ToolCodes.InvalidYaml, 3, 1, "has the key 'a' a second time in one mapping, first on line 1")]
    [DataRow("a: [1, 2\n", ToolCodes.InvalidYaml, 2, 1, "is no valid YAML")]
    [DataRow("a: 'x\n", ToolCodes.InvalidYaml, 1, 4, "is no valid YAML")]
    [DataRow("a: b: c\n", ToolCodes.InvalidYaml, 1, 5, "is no valid YAML")]
    [DataRow("- a\n- b\n", ToolCodes.InvalidYaml, 1, 1, "has a document that is no object")]
    [DataRow("just text\n", ToolCodes.InvalidYaml, 1, 1, "has a document that is no object")]
    [DataRow("{a: 1, [x]: 2}\n", ToolCodes.InvalidYaml, 1, 8, "has a mapping or a sequence as a key")]
    [DataRow("on: 1\n", ToolCodes.InvalidYaml, 1, 1, "has a key that YAML takes for the truth value true")]
    [DataRow("~: 1\n", ToolCodes.InvalidYaml, 1, 1, "has a key without a text")]
    [DataRow("a: *nowhere\n", ToolCodes.InvalidYaml, 1, 4, "uses the anchor 'nowhere', which is not set above it")]
    [DataRow("a: &x\n  b: *x\n", ToolCodes.InvalidYaml, 2, 6, "uses the anchor 'x', which is not set above it")]
    [DataRow("<<: 5\n", ToolCodes.InvalidYaml, 1, 5, "merges with '<<' what is no mapping")]
    [DataRow("a: !secret x\n", ToolCodes.InvalidYaml, 1, 4, "has the tag '!secret' on a value")]
    [DataRow("a: !!int x\n", ToolCodes.InvalidYaml, 1, 4, "has the tag 'tag:yaml.org,2002:int' on a value")]
    [DataRow("a: x\0y\n", ToolCodes.InvalidYaml, 1, 5, "has the control character U+0000")]
    [DataRow("b: 1\na: x\u0007\n", ToolCodes.InvalidYaml, 2, 5, "has the control character U+0007")]
    public void What_Kubernetes_would_not_read_is_told_with_its_place(string text, string code, int line, int column, string seen)
    {
        OpenShiftException error = Assert.ThrowsExactly<OpenShiftException>(() => Read(text));

        Assert.AreEqual(code, error.Code);
        StringAssert.Contains(error.Message, seen);
        Assert.AreEqual(new SourceLocation("f.yaml", line, column), error.Place);
    }

    [TestMethod]
    public void A_byte_order_mark_of_UTF8_is_dropped_and_other_encodings_are_refused()
    {
        Assert.AreEqual("é", YamlReader.Read([0xEF, 0xBB, 0xBF, .. "a: é"u8], "f.yaml").Single().TextAt("a"));
        StringAssert.Contains(Refused([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a: 1")]).Message, "is written in UTF-16. Save it as UTF-8.");
        StringAssert.Contains(Refused(Encoding.Unicode.GetBytes("a: 1")).Message, "control character U+0000");
        OpenShiftException invalid = Refused([.. "a: 1\nb: é"u8, 0xFF, 0x41]);
        Assert.AreEqual(new SourceLocation("f.yaml", 2, 5), invalid.Place);
        StringAssert.Contains(invalid.Message, "is not UTF-8 on line 2, column 5");
    }

    [TestMethod]
    public void Anchors_that_multiply_are_refused()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        OpenShiftException error = Assert.ThrowsExactly<OpenShiftException>(() => Read(bomb.ToString()));
        Assert.AreEqual(ToolCodes.ManifestTooLarge, error.Code);
        StringAssert.Contains(error.Message, "100000 YAML nodes");
    }

    [TestMethod]
    public void Depth_is_bounded_through_aliases_too()
    {
        Assert.AreEqual(1, Read(Nested(60)).Length);
        Assert.AreEqual(ToolCodes.ManifestTooLarge, Assert.ThrowsExactly<OpenShiftException>(() => Read(Nested(80))).Code);
        Assert.AreEqual(ToolCodes.ManifestTooLarge, Assert.ThrowsExactly<OpenShiftException>(() => Read("a: " + new string('[', 100_000))).Code);
        string chain = "a0: &a0 [" + string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40)) + "]\na1: " + string.Concat(Enumerable.Repeat("[", 40)) + "*a0" + string.Concat(Enumerable.Repeat("]", 40)) + "\n";
        Assert.AreEqual(ToolCodes.ManifestTooLarge, Assert.ThrowsExactly<OpenShiftException>(() => Read(chain)).Code);
    }

    [TestMethod]
    public void A_file_of_ten_megabytes_is_refused_at_once()
    {
        byte[] content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("- a: b\n", 1_500_000)));
        var watch = Stopwatch.StartNew();

        Assert.AreEqual(ToolCodes.ManifestTooLarge, Refused(content).Code);
        Assert.IsLessThan(200, watch.ElapsedMilliseconds);
    }

    [TestMethod]
    public void Whatever_is_thrown_at_it_is_read_or_refused_with_a_code()
    {
        string[] seeds =
        [
            "apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: {x: 'y'} }\nspec:\n  containers:\n  - name: \"b\\n\"\n    args: [a, *x, |-\n",
            "{\"a\": [1, 2.5e3, {\"b\": null}], \"c\": \"\\u00e9\"}\n",
            "a: &x\n  - ? k\n    : v\n  - >+\n    folded\n\n  - !!str 5\n<<: *x\n--- # c\n%YAML 1.2\n---\nb: |2\n   x\n",
        ];
        const string Odd = "\t\n :-?[]{},#&*!|>'\"%@`<~\\0aé\u2028\uD800";
        var random = new Random(20261123);
        var watch = Stopwatch.StartNew();
        int refused = 0;
        for (int i = 0; i < 6000 && watch.ElapsedMilliseconds < 2500; i++)
        {
            StringBuilder text = new(seeds[i % seeds.Length]);
            for (int edits = random.Next(1, 12); edits > 0; edits--)
            {
                int at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0:
                        text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                        text.Append(' ');
                        break;
                    case 1:
                        text.Insert(at, Odd[random.Next(Odd.Length)]);
                        break;
                    case 2:
                        text[at] = Odd[random.Next(Odd.Length)];
                        break;
                    default:
                        text.Insert(at, text.ToString(0, random.Next(Math.Min(20, text.Length))));
                        break;
                }
            }

            try
            {
                Read(text.ToString());
            }
            catch (OpenShiftException e) when (e.Code is ToolCodes.InvalidYaml or ToolCodes.ManifestTooLarge)
            {
                refused++;
                Assert.IsGreaterThan(0, e.Place!.Line, text.ToString());
            }
            catch (Exception e)
            {
                Assert.Fail($"{e.GetType().Name}: {text}");
            }
        }

        Assert.IsGreaterThan(100, refused);
    }

    private static string Nested(int levels) => "a: " + new string('[', levels) + new string(']', levels) + "\n";

    private static ImmutableArray<YamlMapping> Read(string text) => YamlReader.ReadText(text, "f.yaml");

    private static OpenShiftException Refused(byte[] content) => Assert.ThrowsExactly<OpenShiftException>(() => YamlReader.Read(content, "f.yaml"));
}
