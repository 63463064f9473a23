using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Publishing.Proving.Planning;

/// <summary>The volumes of a container as a run has them: fresh folders for what is empty or a claim, files for what ConfigMaps, Secrets and the pod itself say.</summary>
internal static class PodVolumes
{
    private const int MostPathDepth = 64;

    /// <summary>The volumes, outer paths first.</summary>
    public static ImmutableArray<ContainerVolume> Of(WorkloadContainer container, PodValues values)
    {
        var volumes = ImmutableArray.CreateBuilder<ContainerVolume>();
        foreach (ContainerMount mount in container.Mounts.Where(static m => m.Path is ['/', _, ..] && m.Path.Count(static c => c == '/') < MostPathDepth).DistinctBy(static m => m.Path))
        {
            string subPath = VariableReferences.Expand(mount.Root.TextAt("subPathExpr") ?? "", values.EnvironmentOf(container)) is { Length: > 0 } expanded ? expanded : mount.Root.TextAt("subPath") ?? "";
            volumes.Add(Of(container, mount, subPath.Trim('/'), values));
        }

        volumes.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return volumes.ToImmutable();
    }

    private static ContainerVolume Of(WorkloadContainer container, ContainerMount mount, string subPath, PodValues values)
    {
        if (mount.Volume is { } volume && FilesOf(container, volume, values) is { } files)
        {
            return new ContainerVolume(mount.Path, IsReadOnly: true, Under(files, subPath));
        }

        // A claim outlives the container and is the same for all of them; a StatefulSet's template makes one for each.
        string? claim = mount.Volume?.TextAt("persistentVolumeClaim", "claimName");
        return new ContainerVolume(mount.Path, mount.IsReadOnly, ImmutableDictionary<string, byte[]>.Empty, claim is null ? null : NameOf(claim, subPath));
    }

    // Engines make folders of these names.
    private static string NameOf(string claim, string subPath) =>
        string.Concat((subPath.Length == 0 ? claim : $"{claim}-{subPath}").Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));

    // The path of one file alone: the file of the empty name.
    private static ImmutableDictionary<string, byte[]> Under(Dictionary<string, byte[]> files, string subPath)
    {
        if (subPath.Length == 0)
        {
            return files.ToImmutableDictionary(StringComparer.Ordinal);
        }

        return files.TryGetValue(subPath, out byte[]? one)
            ? ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("", one)])
            : files.Where(f => f.Key.StartsWith(subPath + "/", StringComparison.Ordinal)).ToImmutableDictionary(f => f.Key[(subPath.Length + 1)..], static f => f.Value, StringComparer.Ordinal);
    }

    private static Dictionary<string, byte[]>? FilesOf(WorkloadContainer container, YamlMapping volume, PodValues values)
    {
        if (volume["configMap"] is YamlMapping map)
        {
            return Chosen(container, "ConfigMap", map.TextAt("name"), map, values);
        }

        if (volume["secret"] is YamlMapping secret)
        {
            return Chosen(container, "Secret", secret.TextAt("secretName"), secret, values);
        }

        if (volume["downwardAPI"] is YamlMapping pod)
        {
            return OfPod(container, pod);
        }

        if (volume["projected"] is not YamlMapping projected)
        {
            return null;
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (YamlMapping source in projected.ItemsAt("sources").OfType<YamlMapping>())
        {
            Dictionary<string, byte[]> some = source["configMap"] is YamlMapping one ? Chosen(container, "ConfigMap", one.TextAt("name"), one, values)
                : source["secret"] is YamlMapping two ? Chosen(container, "Secret", two.TextAt("name"), two, values)
                : source["downwardAPI"] is YamlMapping three ? OfPod(container, three)
                : [];
            foreach ((string path, byte[] content) in some)
            {
                files[path] = content;
            }
        }

        return files;
    }

    private static Dictionary<string, byte[]> Chosen(WorkloadContainer container, string kind, string? name, YamlMapping source, PodValues values)
    {
        Dictionary<string, byte[]>? all = values.Files(container, kind, name);
        YamlMapping[] items = [.. source.ItemsAt("items").OfType<YamlMapping>()];
        bool optional = (source["optional"] as YamlScalar)?.AsBoolean() == true;
        if (items.Length == 0)
        {
            if (all is null && !optional && name is not null)
            {
                // Nothing says which keys it has; the item that gives one of them is named as the object.
                return values.Otherwise(name, name, isRequired: true, kind) is { } whole ? new Dictionary<string, byte[]>(StringComparer.Ordinal) { [name] = Encoding.UTF8.GetBytes(whole) } : [];
            }

            return all?.Where(static f => IsRelative(f.Key)).ToDictionary(StringComparer.Ordinal) ?? [];
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (YamlMapping item in items)
        {
            string key = item.TextAt("key") ?? "";
            byte[]? content = all?.GetValueOrDefault(key);
            if (content is null && values.Otherwise(key, key, !optional, kind) is { } text)
            {
                content = Encoding.UTF8.GetBytes(text);
            }

            if (content is not null && item.TextAt("path") is { } path && IsRelative(path))
            {
                files[path] = content;
            }
        }

        return files;
    }

    private static Dictionary<string, byte[]> OfPod(WorkloadContainer container, YamlMapping source)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (YamlMapping item in source.ItemsAt("items").OfType<YamlMapping>())
        {
            string? text = item["fieldRef"] is YamlMapping field ? PodValues.FieldOf(container, field.TextAt("fieldPath"))
                : item["resourceFieldRef"] is YamlMapping resource ? PodValues.ResourceOf(container, resource)
                : null;
            if (text is not null && item.TextAt("path") is { } path && IsRelative(path))
            {
                files[path] = Encoding.UTF8.GetBytes(text);
            }
        }

        return files;
    }

    // As the API server demands; what it refuses must not write elsewhere.
    private static bool IsRelative(string path) => path.Length > 0 && path[0] != '/' && !path.Split('/').Any(static s => s is "" or "." or "..");
}
