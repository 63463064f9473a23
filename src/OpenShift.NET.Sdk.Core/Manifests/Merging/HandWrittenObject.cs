using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Merging;

/// <summary>An object that the user wrote, its nodes marked with the user's file.</summary>
/// <param name="Root">The object.</param>
/// <param name="File">Path of the file relative to the project, for example <c>openshift/deployment.yaml</c>.</param>
internal sealed record HandWrittenObject(YamlMapping Root, string File)
{
    private const string Remedy = "Write apiVersion, kind and metadata.name; the fields that are not written stay as they are generated.";

    /// <summary>Its kind.</summary>
    public string Kind => Root.TextAt("kind")!;

    /// <summary>Its name.</summary>
    public string Name => Root.TextAt("metadata", "name") ?? "";

    /// <summary>The group of its API version; empty for Kubernetes' core.</summary>
    public string Group => GroupOf(Root);

    /// <summary>The objects of a file, lists opened.</summary>
    /// <exception cref="OpenShiftException">OSC0054: one of them is none that a cluster could take.</exception>
    public static IEnumerable<HandWrittenObject> Of(ManifestFile file)
    {
        string path = file.Path;
        foreach (YamlMapping document in file.Documents)
        {
            foreach (YamlMapping root in Open(document))
            {
                yield return new HandWrittenObject(Validated(root, file.FullPath ?? path), path) is var written
                    ? written with { Root = (YamlMapping)Marked(written.Root, file.FullPath ?? path) }
                    : written;
            }
        }
    }

    /// <summary>The group of an object's API version.</summary>
    public static string GroupOf(YamlMapping root)
    {
        string version = root.TextAt("apiVersion") ?? "";
        int slash = version.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : version[..slash];
    }

    private static IEnumerable<YamlMapping> Open(YamlMapping document) =>
        document.TextAt("kind") is { } kind && kind.EndsWith("List", StringComparison.Ordinal) && document["items"] is YamlSequence
            ? document.ItemsAt("items").OfType<YamlMapping>()
            : [document];

    private static YamlMapping Validated(YamlMapping root, string file)
    {
        string? version = root.TextAt("apiVersion");
        string? kind = root.TextAt("kind");
        if (version is null || kind is null)
        {
            throw Invalid(root.Mark, file, $"An object has no {(version is null ? "apiVersion" : "kind")}", Remedy);
        }

        if (kind == "Kustomization")
        {
            throw Invalid(
                root.Mark,
                file,
                "A kustomization is no object of a cluster",
                "Move it into a folder below openshift/, which is left alone, and name the generated folder kubernetes/ in its resources.");
        }

        if (KnownKinds.Of(version) is { IsEmpty: false } known && !known.Contains(kind))
        {
            throw Invalid(root.EntryOf("kind")!.Value.Mark, file, $"{version} knows no kind '{Shown(kind)}'", $"Correct apiVersion or kind; {version} knows {string.Join(", ", known)}.");
        }

        return kind != "Template" && string.IsNullOrEmpty(root.TextAt("metadata", "name"))
            ? throw Invalid(root.Mark, file, $"A {Shown(kind)} has no metadata.name", Remedy)
            : root;
    }

    private static OpenShiftException Invalid(YamlMark mark, string file, string seen, string remedy) =>
        new(ToolCodes.InvalidManifestSource, seen, remedy, new SourceLocation(file, mark.Line, mark.Column));

    private static string Shown(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");

    private static YamlNode Marked(YamlNode node, string file)
    {
        YamlMark mark = node.Mark with { File = file };
        return node switch
        {
            YamlMapping mapping => new YamlMapping([.. mapping.Entries.Select(e => e with { Value = Marked(e.Value, file), Mark = e.Mark with { File = file } })]) { Mark = mark },
            YamlSequence sequence => new YamlSequence([.. sequence.Items.Select(i => Marked(i, file))]) { Mark = mark },
            YamlScalar scalar => scalar with { Mark = mark },
            _ => node,
        };
    }
}
