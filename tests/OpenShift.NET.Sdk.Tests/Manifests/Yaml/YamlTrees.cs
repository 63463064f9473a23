using CsCheck;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Tests.Manifests.Yaml;

/// <summary>Random documents as manifests have them.</summary>
internal static class YamlTrees
{
    /// <summary>Texts in which every sign that YAML gives a meaning is frequent.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["aB0 1:#-?'\"\\{}[],&*!|>%@`~=.<_+eExo\n\t\r\u00e9\u2028\u0085\u0001yn"], 0, 12],
        Gen.String[0, 8].Where(static s => !s.Any(char.IsSurrogate)));

    private static readonly Gen<YamlNode> s_scalar = Gen.OneOf<YamlNode>(
        Text.Select(static t => (YamlNode)new YamlScalar(t)),
        Gen.Int.Select(static i => (YamlNode)(YamlScalar)i),
        Gen.Bool.Select(static b => (YamlNode)(YamlScalar)b));

    /// <summary>Documents of any names.</summary>
    public static readonly Gen<YamlMapping> Document = Mapping(Text.Where(static t => t.Length > 0), Node(Text.Where(static t => t.Length > 0), s_scalar, 3));

    /// <summary>Documents of few names, so that two of them meet, with lists of named things among them.</summary>
    public static readonly Gen<YamlMapping> Object = Mapping(
        Gen.OneOf("metadata", "spec", "labels", "template", "value", "valueFrom"),
        Gen.OneOf(
            Node(Gen.OneOf("metadata", "spec", "labels", "value", "valueFrom", "httpGet", "tcpSocket"), s_scalar, 2),
            Mapping(Gen.OneOf("env", "containers", "volumeMounts"), Gen.Select(Gen.OneOf("a", "b", "c"), s_scalar, Named).Array[0, 3].Select(static items => (YamlNode)new YamlSequence([.. items.DistinctBy(static i => i.TextAt("name"))])))
                .Select(static m => (YamlNode)m)));

    private static Gen<YamlNode> Node(Gen<string> key, Gen<YamlNode> leaf, int depth) => depth == 0
        ? leaf
        : Gen.OneOf(
            leaf,
            Node(key, leaf, depth - 1).Array[0, 3].Select(static items => (YamlNode)new YamlSequence([.. items])),
            Mapping(key, Node(key, leaf, depth - 1)).Select(static m => (YamlNode)m));

    private static Gen<YamlMapping> Mapping(Gen<string> key, Gen<YamlNode> value) =>
        Gen.Select(key, value, static (k, v) => new YamlEntry(k, v)).Array[0, 4].Select(static entries => new YamlMapping([.. entries.DistinctBy(static e => e.Key)]));

    private static YamlMapping Named(string name, YamlNode value) => new([new("name", new YamlScalar(name)), new("mountPath", new YamlScalar("/" + name)), new("value", value)]);
}
