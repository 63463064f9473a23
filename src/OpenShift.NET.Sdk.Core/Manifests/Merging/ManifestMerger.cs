using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Generation.Pipelines;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Merging;

/// <summary>
/// Puts the user's own manifests into the generated ones. An object of the same group, kind and name is merged, the user's fields win; another one is added
/// to the Template's objects and as a file of its own to the plain ones; one that a pipeline is made of is merged into the pipeline's file. A Template of the user's is merged into the generated Template alone.
/// </summary>
internal sealed class ManifestMerger
{
    private readonly string _name;
    private readonly List<ManifestFile> _files;

    private ManifestMerger(string name, IEnumerable<ManifestFile> files)
    {
        _name = name;
        _files = [.. files];
    }

    /// <summary>Merges.</summary>
    /// <param name="generated">The generated files.</param>
    /// <param name="sources">The user's files; their paths are relative to the project.</param>
    /// <param name="name">Name of the application: what the Template's parameter NAME stands for.</param>
    /// <exception cref="OpenShiftException">OSC0054: a file holds what is no object of a cluster.</exception>
    public static ImmutableArray<ManifestFile> Merge(ImmutableArray<ManifestFile> generated, ImmutableArray<ManifestFile> sources, string name)
    {
        var merger = new ManifestMerger(name, generated);
        foreach (HandWrittenObject written in sources.SelectMany(HandWrittenObject.Of))
        {
            merger.Add(written);
        }

        if (generated.FirstOrDefault(static f => f.Path == ManifestGenerator.TemplatePath) is { } before)
        {
            int template = merger._files.FindIndex(static f => f.Path == ManifestGenerator.TemplatePath);
            merger._files[template] = WithoutUnused(merger._files[template], Uses(before.Documents[0]));
        }

        return [.. merger._files.OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    // A generated parameter that nothing uses any more, because the user wrote the value, would be a promise without effect.
    private static ManifestFile WithoutUnused(ManifestFile file, ImmutableHashSet<string> usedBefore)
    {
        YamlMapping root = file.Documents[0];
        ImmutableHashSet<string> used = Uses(root);
        ImmutableArray<YamlNode> parameters = [.. root.ItemsAt("parameters").Where(p => p is not YamlMapping mapping || mapping.TextAt("name") is not { } name || used.Contains(name) || !usedBefore.Contains(name))];
        return root.EntryOf("parameters") is { } entry && parameters.Length < root.ItemsAt("parameters").Length
            ? WithRoot(file, root with { Entries = root.Entries.Replace(entry, entry with { Value = new YamlSequence(parameters) }) })
            : file;
    }

    private static ImmutableHashSet<string> Uses(YamlMapping template)
    {
        var names = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        Collect(template["objects"]);
        Collect(template["labels"]);
        Collect(template["message"]);
        return names.ToImmutable();

        void Collect(YamlNode? node)
        {
            switch (node)
            {
                case YamlMapping mapping:
                    foreach (YamlEntry entry in mapping.Entries)
                    {
                        names.UnionWith(ParameterReference.FindAll(entry.Key).Select(static r => r.Name));
                        Collect(entry.Value);
                    }

                    break;
                case YamlSequence sequence:
                    foreach (YamlNode item in sequence.Items)
                    {
                        Collect(item);
                    }

                    break;
                case YamlScalar { Kind: YamlScalarKind.String } scalar:
                    names.UnionWith(ParameterReference.FindAll(scalar.Text).Select(static r => r.Name));
                    break;
                default:
                    break;
            }
        }
    }

    private void Add(HandWrittenObject written)
    {
        int template = _files.FindIndex(f => f.Path == ManifestGenerator.TemplatePath);
        if (written is { Kind: "Template", Group: "template.openshift.io" })
        {
            if (template >= 0)
            {
                _files[template] = WithTemplate(_files[template], written);
            }

            return;
        }

        // Both are tried: a Deployment is in the Template and among the plain files.
        bool merged = template >= 0 && TryMergeIntoTemplate(template, written);
        merged |= TryMergeIntoFile(written);
        if (merged)
        {
            return;
        }

        if (template >= 0)
        {
            YamlMapping root = _files[template].Documents[0];
            _files[template] = WithRoot(_files[template], WithObjects(root, [.. root.ItemsAt("objects"), Commented(written)]));
        }

        if (_files.FindIndex(f => f.Path == KustomizationPath) is >= 0 and var kustomization)
        {
            string path = $"{ManifestGenerator.KubernetesFolder}/{FileName(written)}";
            _files.Add(new ManifestFile(path, [StrategicMerge.Plain(written.Root)]) { Comment = "From " + written.File });
            _files[kustomization] = WithRoot(_files[kustomization], WithResource(_files[kustomization].Documents[0], FileName(written)));
        }
    }

    private bool TryMergeIntoTemplate(int template, HandWrittenObject written)
    {
        YamlMapping root = _files[template].Documents[0];
        ImmutableArray<YamlNode> objects = root.ItemsAt("objects");
        for (int i = 0; i < objects.Length; i++)
        {
            if (objects[i] is YamlMapping target && IsSame(target, written))
            {
                // The generated object's name stays: it holds the Template's parameter.
                YamlMapping result = StrategicMerge.Merge(target, WithoutName(written.Root), written.File);
                _files[template] = WithRoot(_files[template], WithObjects(root, objects.SetItem(i, result)));
                return true;
            }
        }

        return false;
    }

    private bool TryMergeIntoFile(HandWrittenObject written)
    {
        for (int i = 0; i < _files.Count; i++)
        {
            ManifestFile file = _files[i];
            int index = file.Path.StartsWith(ManifestGenerator.KubernetesFolder + "/", StringComparison.Ordinal) || PipelineFiles.Holds(file.Path) ? file.Documents.IndexOf(file.Documents.FirstOrDefault(d => IsSame(d, written))!) : -1;
            if (index >= 0)
            {
                _files[i] = file with { Documents = file.Documents.SetItem(index, StrategicMerge.Merge(file.Documents[index], written.Root, written.File)) };
                return true;
            }
        }

        return false;
    }

    private bool IsSame(YamlMapping target, HandWrittenObject written) =>
        target.TextAt("kind") == written.Kind
        && HandWrittenObject.GroupOf(target) == written.Group
        && (target.TextAt("metadata", "name") ?? "").Replace("${NAME}", _name, StringComparison.Ordinal) is var name
        && (name == written.Name || target.TextAt("metadata", "name") == written.Name);

    private ManifestFile WithTemplate(ManifestFile file, HandWrittenObject written)
    {
        ImmutableArray<YamlEntry> own = [.. written.Root.Entries.Where(e => e.Key is not ("objects" or "apiVersion" or "kind"))];
        YamlMapping root = StrategicMerge.Merge(file.Documents[0], WithoutName(written.Root with { Entries = own }), written.File);
        foreach (YamlMapping inner in written.Root.ItemsAt("objects").OfType<YamlMapping>())
        {
            var item = new HandWrittenObject(inner, written.File);
            ImmutableArray<YamlNode> objects = root.ItemsAt("objects");
            int index = item.Root.TextAt("kind") is null ? -1 : objects.ToList().FindIndex(o => o is YamlMapping target && IsSame(target, item));
            root = WithObjects(root, index < 0
                ? objects.Add(Commented(item))
                : objects.SetItem(index, StrategicMerge.Merge((YamlMapping)objects[index], WithoutName(inner), written.File)));
        }

        return WithRoot(file, root);
    }

    private static YamlMapping WithoutName(YamlMapping root) =>
        root.EntryOf("metadata") is { Value: YamlMapping metadata } entry
            ? root with { Entries = root.Entries.Replace(entry, entry with { Value = metadata with { Entries = [.. metadata.Entries.Where(e => e.Key != "name")] } }) }
            : root;

    private static YamlMapping Commented(HandWrittenObject written)
    {
        YamlMapping plain = StrategicMerge.Plain(written.Root);
        return plain.Entries.IsEmpty ? plain : plain with { Entries = plain.Entries.SetItem(0, plain.Entries[0] with { Comment = "From " + written.File }) };
    }

    private static YamlMapping WithObjects(YamlMapping root, ImmutableArray<YamlNode> objects)
    {
        YamlEntry entry = root.EntryOf("objects")!;
        return root with { Entries = root.Entries.Replace(entry, entry with { Value = new YamlSequence(objects) }) };
    }

    private static YamlMapping WithResource(YamlMapping kustomization, string file)
    {
        YamlEntry? entry = kustomization.EntryOf("resources");
        ImmutableArray<YamlNode> resources = [.. kustomization.ItemsAt("resources").Add(new YamlScalar(file)).OrderBy(r => (r as YamlScalar)?.Text, StringComparer.Ordinal)];
        return entry is null
            ? kustomization with { Entries = kustomization.Entries.Add(new YamlEntry("resources", new YamlSequence(resources))) }
            : kustomization with { Entries = kustomization.Entries.Replace(entry, entry with { Value = new YamlSequence(resources) }) };
    }

    private static ManifestFile WithRoot(ManifestFile file, YamlMapping root) => file with { Documents = [root] };

    private static string KustomizationPath => ManifestGenerator.KubernetesFolder + "/kustomization.yaml";

    // The names of some kinds have characters that file names do not: "system:x".
    private static string FileName(HandWrittenObject written)
    {
        var name = new StringBuilder();
        foreach (char c in $"{written.Kind}-{written.Name}".ToLowerInvariant())
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-');
        }

        return name.Append(".yaml").ToString();
    }
}
