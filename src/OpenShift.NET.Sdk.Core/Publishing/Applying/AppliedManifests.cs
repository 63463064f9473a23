using System.Collections.Immutable;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>
/// What of a folder of manifests is applied: the plain files, which hold no secret and no value that is made up at every processing; where the cluster has Routes, the Template's in the place of the
/// Ingress of that name. Without plain files the Template with its defaults, but for its Secrets.
/// </summary>
/// <param name="Plain">The plain files' objects, or those of the Template.</param>
/// <param name="Routes">The Template's Routes, of which one takes the place of the Ingress of its name.</param>
internal sealed record AppliedManifests(ImmutableArray<ManifestObject> Plain, ImmutableArray<ManifestObject> Routes)
{
    private static readonly string[] s_extensions = [".yaml", ".yml", ".json"];

    // What others refer to comes first; what is not listed, in the midst.
    private static readonly string[] s_first = ["Namespace", "CustomResourceDefinition", "ServiceAccount", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "Secret", "ConfigMap", "PersistentVolumeClaim", "ImageStream", "NetworkPolicy", "Service"];
    private static readonly string[] s_last = ["StatefulSet", "DaemonSet", "Deployment", "Job", "CronJob", "Route", "Ingress", "PodDisruptionBudget", "HorizontalPodAutoscaler"];

    /// <summary>Reads a folder: one that a publish wrote, or any with YAML files.</summary>
    /// <exception cref="OpenShiftException">OSC0069: there is nothing to apply, or it has to be processed by another program; OSC005n: a file.</exception>
    public static async Task<AppliedManifests> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        string kubernetes = Path.Combine(folder, ManifestGenerator.KubernetesFolder);
        string template = Path.Combine(folder, ManifestGenerator.TemplatePath);
        ImmutableArray<ManifestObject> templated = File.Exists(template) ? await ReadFilesAsync([template], cancellationToken).ConfigureAwait(false) : [];
        ImmutableArray<ManifestObject> expanded = [.. templated.Where(static o => o.Template is not null)];
        if (Directory.Exists(kubernetes) || File.Exists(Path.Combine(folder, SolutionKustomization.FileName)))
        {
            return new AppliedManifests(await ReadFolderAsync(Directory.Exists(kubernetes) ? kubernetes : folder, 1, cancellationToken).ConfigureAwait(false), [.. expanded.Where(static o => o.Kind == "Route" && !IsOpen(o.Root))]);
        }

        return File.Exists(template)
            ? new AppliedManifests([.. expanded.Where(static o => o.Kind != "Secret").Select(Closed)], [])
            : new AppliedManifests(await ReadFolderAsync(folder, 1, cancellationToken).ConfigureAwait(false), []);
    }

    /// <summary>The objects, in the order in which they are applied.</summary>
    /// <param name="hasRoutes">Whether the cluster has Routes.</param>
    public ImmutableArray<ManifestObject> Objects(bool hasRoutes)
    {
        HashSet<string> routed = hasRoutes ? [.. Routes.Select(static r => r.Name)] : [];
        return
        [
            .. Plain.Where(o => !(o.Kind is "Ingress" or "Route" && routed.Contains(o.Name)))
                .Concat(hasRoutes ? Routes : [])
                .Select(static (o, i) => (Object: WithoutEmptyHost(o), Index: i))
                .OrderBy(static o => Rank(o.Object.Kind)).ThenBy(static o => o.Index).Select(static o => o.Object),
        ];
    }

    private static int Rank(string kind) =>
        Array.IndexOf(s_first, kind) is >= 0 and var first ? first
        : Array.IndexOf(s_last, kind) is >= 0 and var last ? s_first.Length + 1 + last
        : s_first.Length;

    private static async Task<ImmutableArray<ManifestObject>> ReadFolderAsync(string folder, int depth, CancellationToken cancellationToken)
    {
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder).Where(static f => s_extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ClusterFailure.Of($"There are no manifests in '{folder}' ({ReadFailure.ReasonOf(e)})", "Publish with OpenShiftManifests=Template;Kubernetes, or name the folder that holds them.");
        }

        string kustomization = Path.Combine(folder, SolutionKustomization.FileName);
        if (!files.Contains(kustomization))
        {
            ImmutableArray<ManifestObject> plain = await ObjectsAsync(files).ConfigureAwait(false);
            return plain.IsEmpty ? throw None(folder) : plain;
        }

        // What ours say beyond the list of files, the files say themselves. Those of a solution name the folders of its services.
        if (!(await File.ReadAllTextAsync(kustomization, cancellationToken).ConfigureAwait(false)).Contains("Generated by OpenShift.NET.Sdk", StringComparison.Ordinal))
        {
            throw ClusterFailure.Of($"'{kustomization}' has to be processed by kustomize", $"Apply its result: kubectl kustomize {folder} > FOLDER/all.yaml, then the folder.");
        }

        YamlMapping root = (await ManifestFileReader.ReadAsync(kustomization, SolutionKustomization.FileName, cancellationToken).ConfigureAwait(false)).Documents.FirstOrDefault() ?? YamlMapping.Empty;
        string[] resources = [.. root.ItemsAt("resources").OfType<YamlScalar>().Select(static r => r.Text).Where(static r => r == Path.GetFileName(r) && r is not ("" or "." or ".."))];
        var all = ImmutableArray.CreateBuilder<ManifestObject>();
        all.AddRange(await ObjectsAsync(resources.Where(r => !Directory.Exists(Path.Combine(folder, r))).Select(r => Path.Combine(folder, r))).ConfigureAwait(false));
        foreach (string service in resources.Where(r => depth > 0 && Directory.Exists(Path.Combine(folder, r))))
        {
            all.AddRange(await ReadFolderAsync(Path.Combine(folder, service), depth - 1, cancellationToken).ConfigureAwait(false));
        }

        return all.Count == 0 ? throw None(folder) : all.ToImmutable();

        async Task<ImmutableArray<ManifestObject>> ObjectsAsync(IEnumerable<string> paths) =>
            [.. (await ReadFilesAsync(paths, cancellationToken).ConfigureAwait(false)).Where(static o => o.Kind != "Template").Select(Closed)];
    }

    private static OpenShiftException None(string folder) => ClusterFailure.Of($"There are no manifests in '{folder}'", "Publish with OpenShiftManifests=Template;Kubernetes, or name the folder that holds them.");

    private static async Task<ImmutableArray<ManifestObject>> ReadFilesAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<ManifestFile>();
        foreach (string path in paths)
        {
            files.Add(await ManifestFileReader.ReadAsync(path, Path.GetFileName(path), cancellationToken).ConfigureAwait(false));
        }

        return ManifestSet.Of(files).Objects;
    }

    // A Template's parameter without a value is not made up.
    private static ManifestObject Closed(ManifestObject manifest)
    {
        if (manifest.ApiVersion.Length == 0 || manifest.Kind.Length == 0 || manifest.Name.Length == 0)
        {
            throw new OpenShiftException(ToolCodes.ApplyFailed, $"'{manifest.File.FullPath ?? manifest.File.Path}' has an object without apiVersion, kind or metadata.name", "Write all three.", manifest.PlaceOf(manifest.Root.Mark));
        }

        return manifest.Template is null || !IsOpen(manifest.Root)
            ? manifest
            : throw new OpenShiftException(
                ToolCodes.ApplyFailed,
                $"{manifest.Kind} '{manifest.Name}' of the Template takes parameters that have no value: {string.Join(", ", OpenNames(manifest.Root).Distinct(StringComparer.Ordinal))}",
                "Give the settings a Default with OpenShiftSetting, or write plain files as well (OpenShiftManifests=Template;Kubernetes): their settings can be put into the cluster beforehand.",
                manifest.PlaceOf(manifest.Root.Mark));
    }

    private static bool IsOpen(YamlNode node) => OpenNames(node).Any();

    private static IEnumerable<string> OpenNames(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(static e => OpenNames(e.Value)),
        YamlSequence sequence => sequence.Items.SelectMany(OpenNames),
        YamlScalar { Kind: YamlScalarKind.String } scalar => ParameterReference.FindAll(scalar.Text).Select(static r => r.Name),
        _ => [],
    };

    // An empty host is one that the router chooses, and no wish to take it away again.
    private static ManifestObject WithoutEmptyHost(ManifestObject manifest)
    {
        YamlMapping spec = manifest.Root.MappingAt("spec");
        return manifest.Kind != "Route" || spec.EntryOf("host") is not { Value: YamlScalar { Text: "" } } host || manifest.Root.EntryOf("spec") is not { } entry
            ? manifest
            : manifest with { Root = manifest.Root with { Entries = manifest.Root.Entries.Replace(entry, entry with { Value = spec with { Entries = spec.Entries.Remove(host) } }) } };
    }
}
