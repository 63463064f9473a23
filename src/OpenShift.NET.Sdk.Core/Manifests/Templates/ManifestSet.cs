using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Templates;

/// <summary>The manifests of one publish as the rules see them.</summary>
/// <param name="Files">The files, ordered by path.</param>
/// <param name="Objects">Every object of every file, List kinds opened, in the order of files and documents; a Template is there itself and is followed by its objects, expanded with its parameters' defaults.</param>
public sealed record ManifestSet(ImmutableArray<ManifestFile> Files, ImmutableArray<ManifestObject> Objects)
{
    /// <summary>The objects of some files. What is unknown or incomplete is kept as it is; rules judge it.</summary>
    public static ManifestSet Of(IEnumerable<ManifestFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        ImmutableArray<ManifestFile> sorted = [.. files.OrderBy(static f => f.Path, StringComparer.Ordinal)];
        ImmutableArray<ManifestObject>.Builder objects = ImmutableArray.CreateBuilder<ManifestObject>();
        foreach (ManifestFile file in sorted)
        {
            foreach (YamlMapping document in file.Documents)
            {
                Add(new ManifestObject(document, file), objects);
            }
        }

        return new ManifestSet(sorted, objects.ToImmutable());
    }

    private static void Add(ManifestObject manifest, ImmutableArray<ManifestObject>.Builder objects)
    {
        if (manifest.Template is null && ManifestTemplate.TryRead(manifest, out ManifestTemplate? template))
        {
            objects.Add(manifest);
            foreach (ManifestObject inner in template.Expand())
            {
                Add(inner, objects);
            }
        }
        else if (manifest.Kind.EndsWith("List", StringComparison.Ordinal) && manifest.Root["items"] is YamlSequence items)
        {
            foreach (YamlNode item in items.Items)
            {
                if (item is YamlMapping mapping)
                {
                    Add(manifest with { Root = mapping }, objects);
                }
            }
        }
        else
        {
            objects.Add(manifest);
        }
    }
}
