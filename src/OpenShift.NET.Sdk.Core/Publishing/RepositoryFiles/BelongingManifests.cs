using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Publishing.RepositoryFiles;

/// <summary>Which of a repository's Kubernetes files concern the project that is published.</summary>
internal sealed class BelongingManifests
{
    // Overlays for stages of a delivery, and no more: each is judged by itself.
    private const int MostUnits = 4;

    // How sure a name is that somebody gave the image.
    private const int Given = 5;

    private readonly ProjectFacts _facts;
    private readonly ImmutableArray<RepositoryApplication> _applications;
    private readonly ImmutableArray<ManifestFile> _files;
    private readonly ManifestSet _all;
    private readonly HashSet<string> _patchFiles;
    private readonly bool _areNamed;

    private BelongingManifests(RepositoryFileSet found, ProjectFacts facts)
    {
        _facts = facts;
        _areNamed = found.AreNamed;
        _applications = RepositoryApplication.Of(found, facts.Identity.ProjectFile);
        _files = [.. found.Manifests.Select(Read).OfType<ManifestFile>()];
        _all = ManifestSet.Of(_files);
        _patchFiles = [.. _all.Objects.Where(static o => o.Kind == "Kustomization").SelectMany(PatchFiles)];
    }

    /// <summary>Those that do, what belongs together in one.</summary>
    public static ImmutableArray<RepositoryManifests> Of(RepositoryFileSet found, ProjectFacts facts) =>
        found.Manifests.IsEmpty ? [] : new BelongingManifests(found, facts).Units();

    private ImmutableArray<RepositoryManifests> Units()
    {
        Workload[] workloads = [.. new WorkloadSet(_all).Workloads.Where(w => !IsPatch(w))];
        Workload[] own = [.. workloads.Where(IsOwn)];
        if (own.Length == 0 && Others(workloads) is { Length: > 0 } only && only.DistinctBy(static w => w.Object.Name).Count() == 1 && IsOnlyApplication())
        {
            own = only;
        }

        var units = ImmutableArray.CreateBuilder<RepositoryManifests>();
        foreach (IGrouping<string, Workload> unit in own.GroupBy(w => UnitFolder(w.Object)).OrderBy(static g => g.Key, StringComparer.Ordinal).Take(MostUnits))
        {
            units.Add(Unit(unit.Key, [.. unit.Select(static w => w.Object.Root)]));
        }

        return units.ToImmutable();
    }

    private RepositoryManifests Unit(string folder, YamlMapping[] own)
    {
        // What sets images and patches says it from above or beside.
        ManifestSet set = ManifestSet.Of(_files.Where(f => IsIn(f.FullPath!, folder) || f.Documents.Any(static d => d.TextAt("kind") == "Kustomization" || d.TextAt("apiVersion")?.StartsWith("skaffold/", StringComparison.Ordinal) == true)));
        var workloads = new WorkloadSet(set);
        Workload[] all = [.. workloads.Workloads.Where(w => !IsPatch(w) && IsIn(w.Object.File.FullPath!, folder))];
        Workload[] mine = [.. all.Where(w => own.Any(o => ReferenceEquals(o, w.Object.Root)))];
        var judged = new HashSet<YamlMapping>(ReferenceEqualityComparer.Instance);
        if (_areNamed)
        {
            judged.UnionWith(set.Objects.Where(o => IsIn(o.File.FullPath!, folder) && o.File.FullPath is { } f && !_patchFiles.Contains(f)).Select(static o => o.Root));
        }
        else
        {
            HashSet<string> hosts = [.. mine.SelectMany(w => HostsOf(w, workloads))];
            bool isAlone = !Others(all).Except(mine).Any();
            Workload[] beside = [.. all.Except(mine).Where(w => w.Containers.Any(static c => c.IsMain && WorkloadNames.IsPublic(c.Image)) && (isAlone
                || mine.Any(m => m.Object.File.FullPath == w.Object.File.FullPath)
                || workloads.OfKind("Service").Any(s => hosts.Contains(s.Name) && LabelSelector.Matches(s.Root.MappingAt("spec", "selector"), w.PodLabels))))];
            foreach (Workload workload in (IEnumerable<Workload>)[.. mine, .. beside])
            {
                judged.Add(workload.Object.Root);
                judged.UnionWith(Around(workload, workloads).Select(static o => o.Root));
            }
        }

        HashSet<YamlMapping> containers = new(ReferenceEqualityComparer.Instance);
        containers.UnionWith(mine.SelectMany(OwnContainers).Select(static c => c.Root));
        HashSet<YamlMapping> patched = new(ReferenceEqualityComparer.Instance);
        patched.UnionWith(all.Where(IsPatched).Select(static w => w.Object.Root));
        return new RepositoryManifests(set, containers, judged, patched);
    }

    // The folder of a workload, and those above it as long as no object is there twice: k8s/deployments and k8s/secrets are one, overlays/test and overlays/live are not.
    private string UnitFolder(ManifestObject manifest)
    {
        string folder = Path.GetDirectoryName(manifest.File.FullPath)!;
        string root = manifest.File.FullPath![..^(manifest.File.Path.Length + 1)];
        while (folder.Length > root.Length && Path.GetDirectoryName(folder) is { } above && above.Length > root.Length && !HasTwins(above))
        {
            folder = above;
        }

        return folder;
    }

    private bool HasTwins(string folder)
    {
        var seen = new HashSet<(string, string, string)>();
        return _all.Objects.Any(o => o.Kind != "Kustomization" && IsIn(o.File.FullPath!, folder) && !seen.Add((o.Kind, o.Name, o.Root.TextAt("metadata", "namespace") ?? "")));
    }

    private static IEnumerable<ManifestObject> Around(Workload workload, WorkloadSet workloads)
    {
        foreach (ManifestObject map in MapsOf(workload, workloads))
        {
            yield return map;
        }

        ManifestObject[] services = [.. workloads.OfKind("Service").Where(s => LabelSelector.Matches(s.Root.MappingAt("spec", "selector"), workload.PodLabels))];
        foreach (ManifestObject service in services)
        {
            yield return service;
        }

        foreach (ManifestObject entry in workloads.OfKind("Ingress", "Route"))
        {
            string[] named = [entry.Root.TextAt("spec", "to", "name") ?? "", .. entry.Root.ItemsAt("spec", "rules").OfType<YamlMapping>().SelectMany(static r => r.ItemsAt("http", "paths")).OfType<YamlMapping>().Select(static p => p.TextAt("backend", "service", "name") ?? "")];
            if (services.Any(s => named.Contains(s.Name)))
            {
                yield return entry;
            }
        }

        foreach (ManifestObject scaler in workloads.OfKind("HorizontalPodAutoscaler").Where(h => h.Root.TextAt("spec", "scaleTargetRef", "name") == workload.Object.Name))
        {
            yield return scaler;
        }

        // Of a file that several applications share, what is no other workload and nobody else's.
        HashSet<(string, string?)> ofOthers = [.. workloads.Workloads.Where(w => !ReferenceEquals(w.Object.Root, workload.Object.Root)).SelectMany(Names)];
        foreach (ManifestObject other in workloads.OfKind("ConfigMap", "Secret").Where(o => o.File.FullPath == workload.Object.File.FullPath && !ofOthers.Contains((o.Kind, o.Name))))
        {
            yield return other;
        }
    }

    // The ConfigMaps and Secrets that it names.
    private static IEnumerable<ManifestObject> MapsOf(Workload workload, WorkloadSet workloads)
    {
        HashSet<(string Kind, string? Name)> names = Names(workload);
        return workloads.OfKind("ConfigMap", "Secret").Where(m => names.Contains((m.Kind, m.Name)));
    }

    private static HashSet<(string Kind, string? Name)> Names(Workload workload)
    {
        var names = new HashSet<(string, string?)>();
        foreach (WorkloadContainer container in workload.Containers)
        {
            foreach (YamlMapping source in container.Root.ItemsAt("envFrom").OfType<YamlMapping>())
            {
                names.Add(("ConfigMap", source.TextAt("configMapRef", "name")));
                names.Add(("Secret", source.TextAt("secretRef", "name")));
            }

            foreach (ContainerVariable variable in container.Variables)
            {
                names.Add(("ConfigMap", variable.Root.TextAt("valueFrom", "configMapKeyRef", "name")));
                names.Add(("Secret", variable.Root.TextAt("valueFrom", "secretKeyRef", "name")));
            }
        }

        foreach (YamlMapping volume in workload.PodSpec.ItemsAt("volumes").OfType<YamlMapping>())
        {
            names.Add(("ConfigMap", volume.TextAt("configMap", "name")));
            names.Add(("Secret", volume.TextAt("secret", "secretName")));
        }

        return names;
    }

    // What its values name: the database that it asks.
    private static IEnumerable<string> HostsOf(Workload workload, WorkloadSet workloads) =>
        workload.Containers.SelectMany(static c => c.Variables).Select(static v => v.Value)
            .Concat(MapsOf(workload, workloads).SelectMany(static m => DecodedData.Of(m)).Select(static v => v.Value))
            .OfType<string>().Where(static v => v.Length is > 0 and < 4096)
            .SelectMany(static v => AddressText.ReadAll(v).SelectMany(static a => a.Hosts).Select(static h => h.Host).Append(v.Trim()))
            .Select(static h => h.Split('.')[0].Split(':')[0]);

    private bool IsOwn(Workload workload)
    {
        RepositoryApplication[] best = [.. _applications.GroupBy(a => Likeness(a, workload)).Where(static g => g.Key > 0).MaxBy(static g => g.Key) ?? Enumerable.Empty<RepositoryApplication>()];
        return best is [var one] && one.File.FullPath == _facts.Identity.ProjectFile;
    }

    private int Likeness(RepositoryApplication application, Workload workload)
    {
        bool isThis = application.File.FullPath == _facts.Identity.ProjectFile;
        WorkloadContainer[] main = [.. workload.Containers.Where(static c => c.IsMain && !WorkloadNames.IsPublic(c.Image))];
        string[] names = [.. isThis ? [application.Name, _facts.Identity.AssemblyName, WorkloadNames.OfImage(_facts.Destination.Repository)] : (string[])[application.Name]];
        string[] images = [.. main.Select(static c => WorkloadNames.OfImage(c.Image))];
        return main.Length == 0 ? 0
            : application.Images.Intersect(images, StringComparer.OrdinalIgnoreCase).Any() ? Given
            : main.SelectMany(c => (string[])[WorkloadNames.OfImage(c.Image), c.Name, workload.Object.Name]).Max(c => names.Max(n => WorkloadNames.Likeness(n, c)));
    }

    private IEnumerable<WorkloadContainer> OwnContainers(Workload workload)
    {
        WorkloadContainer[] main = [.. workload.Containers.Where(static c => c.IsMain && !WorkloadNames.IsPublic(c.Image))];
        if (main.Length == 1)
        {
            return main;
        }

        WorkloadContainer[] named = [.. main.Where(c => WorkloadNames.Likeness(_facts.Identity.Name, WorkloadNames.OfImage(c.Image)) > 0 || WorkloadNames.Likeness(_facts.Identity.Name, c.Name) > 0)];
        return named.Length == 1 ? named : [];
    }

    // Where one program alone is built into an image, others of the repository are tools.
    private bool IsOnlyApplication()
    {
        RepositoryApplication[] built = [.. _applications.Where(static a => a.HasDockerfile)];
        RepositoryApplication[] all = built.Length > 0 ? built : [.. _applications];
        return all is [var one] && one.File.FullPath == _facts.Identity.ProjectFile;
    }

    private static Workload[] Others(IEnumerable<Workload> workloads) => [.. workloads.Where(static w => w.Containers.Any(static c => c.IsMain && !WorkloadNames.IsPublic(c.Image)))];

    // A patch has of a workload what it changes.
    private bool IsPatch(Workload workload) => _patchFiles.Contains(workload.Object.File.FullPath!) || !workload.Containers.Any(static c => c.IsMain && c.Image.Length > 0);

    private bool IsPatched(Workload workload) =>
        _all.Objects.Any(o => o.Kind == workload.Kind && o.Name == workload.Object.Name && !ReferenceEquals(o.Root, workload.Object.Root) && Workload.TryRead(o, out Workload? other) && IsPatch(other))
        || _all.Objects.Any(o => o.Kind == "Kustomization" && o.Root.ItemsAt("patches").OfType<YamlMapping>().Any(p => p.TextAt("patch") is not null && p.TextAt("target", "name") is var name && (name is null || name == workload.Object.Name)));

    private static IEnumerable<string> PatchFiles(ManifestObject kustomization)
    {
        string folder = Path.GetDirectoryName(kustomization.File.FullPath)!;
        foreach (YamlNode item in kustomization.Root.ItemsAt("patches").Concat(kustomization.Root.ItemsAt("patchesStrategicMerge")).Concat(kustomization.Root.ItemsAt("patchesJson6902")))
        {
            if ((item as YamlMapping)?.TextAt("path") is { Length: > 0 } path || (path = (item as YamlScalar)?.Text ?? "").EndsWith("ml", StringComparison.OrdinalIgnoreCase) && !path.Contains('\n', StringComparison.Ordinal))
            {
                yield return Path.GetFullPath(Path.Combine(folder, path));
            }
        }
    }

    private static bool IsIn(string file, string folder) => file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // What is no YAML is the business of whoever applies it.
    private static ManifestFile? Read(RepositoryFile file)
    {
        try
        {
            // kubectl takes a kustomization that does not say what it is.
            bool isKustomization = Path.GetFileNameWithoutExtension(file.FullPath).Equals("kustomization", StringComparison.OrdinalIgnoreCase);
            ImmutableArray<YamlMapping> documents =
            [
                .. YamlReader.ReadText(file.Content, file.FullPath)
                    .Select(d => isKustomization && d["kind"] is null ? d with { Entries = [new YamlEntry("kind", (YamlScalar)"Kustomization"), .. d.Entries] } : d)
                    .Where(d => isKustomization || (d.TextAt("apiVersion") is { Length: > 0 } && d.TextAt("kind") is { Length: > 0 })),
            ];
            return documents.IsEmpty || file.Content.Contains("Generated by OpenShift.NET.Sdk", StringComparison.Ordinal) ? null : new ManifestFile(file.Path, documents) { FullPath = file.FullPath };
        }
        catch (OpenShiftException)
        {
            return null;
        }
    }
}
