using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1314_ProtectionKeysAreKept;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Secrets;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;

namespace OpenShift.NET.Sdk.Publishing.Proving.Planning;

/// <summary>Plans the run of a published image: as the manifests have it, else as the image comes.</summary>
internal static class RunPlanner
{
    /// <summary>Memory of a container for which no manifest says a limit, in bytes: what an image is measured by (128 MiB).</summary>
    public const long UsualMemory = 128L << 20;

    private const string DefaultName = "application";
    private const string Temporary = "/tmp";

    /// <summary>Plans.</summary>
    /// <param name="publication">The image, its project, its manifests.</param>
    /// <param name="prove">What is said of the run.</param>
    /// <param name="environment">The environment variables of the build.</param>
    /// <param name="repository">Name of the image where there is no project that says it; <see langword="null"/> when it is not known.</param>
    /// <param name="generate">Makes a value of a pattern; <see langword="null"/> for <see cref="ExpressionGenerator"/>.</param>
    public static RunPlan Plan(Publication publication, ProveFacts prove, Func<string, string?> environment, string? repository = null, Func<string, string>? generate = null)
    {
        WorkloadContainer? container = ContainerOf(publication, repository);
        ExecutionConfig image = publication.Config.Config;
        Dictionary<string, string> variables = VariablesOf(image);
        var values = new PodValues(publication.Workloads, prove, publication.Project?.Manifests.Settings ?? [], variables.Keys.ToHashSet(StringComparer.Ordinal), environment, generate ?? ExpressionGenerator.Make);
        Dictionary<string, string> own = values.EnvironmentOf(container);
        foreach ((string name, string value) in own)
        {
            variables[name] = value;
        }

        ImmutableArray<ContainerVolume> volumes = container is null ? VolumesOf(image) : PodVolumes.Of(container, values);
        ImmutableArray<ProbeRequest> probes = container is null ? [] : Probes(container);
        ImmutableArray<int> ports = Ports(publication, container);
        long? limit = container is not null && Quantity.TryParse(container.Root.TextAt("resources", "limits", "memory"), out Quantity memory) && memory.Value >= 1 ? (long)memory.Value : null;
        var required = new SortedSet<string>(values.Demanded, StringComparer.Ordinal);
        required.UnionWith((publication.Project?.Manifests.Settings ?? []).Where(s => s.Required && own.ContainsKey(s.Name)).Select(static s => s.Name));
        return new RunPlan
        {
            Workload = container is null ? null : $"{container.Workload.Kind}/{container.Workload.Object.Name}",
            Container = new ContainerSpecification
            {
                Name = NameOf(publication, container, prove),
                Command = Command(image, container, own),
                WorkingDirectory = container?.Root.TextAt("workingDir") is { Length: > 0 } folder ? folder : image.WorkingDir is { Length: > 0 } working ? working : "/",
                Environment = variables.ToImmutableDictionary(StringComparer.Ordinal),
                ReadOnlyRoot = container is null || (container.Root.At("securityContext", "readOnlyRootFilesystem") as YamlScalar)?.AsBoolean() == true,
                Volumes = volumes,
                MemoryLimit = limit ?? UsualMemory,
                Ports = [.. ports.Concat(probes.Where(static p => p.NotAsked is null).Select(static p => p.Port).OfType<int>()).Distinct().Order()],
            },
            MemoryLimit = limit,
            DeclaredPorts = ports,
            WritablePaths = [.. volumes.Where(static v => !v.IsReadOnly).Select(static v => v.Path).Order(StringComparer.Ordinal)],
            Probes = probes,
            PreStop = container is null ? null : PreStopHook.Read(container),
            GracePeriod = TimeSpan.FromSeconds(Math.Clamp((container?.Workload.PodSpec["terminationGracePeriodSeconds"] as YamlScalar)?.AsInteger() ?? 30, 1, 3600)),
            EndsByItself = container is not null && !container.Workload.RunsOn,
            MostPods = MostPods(publication, container),
            ProtectsData = publication.Code is { } code && DataProtectionUse.Of(code) is not null,
            RequiredSettings = [.. required.Where(n => variables.ContainsKey(n) && !values.Missing.Contains(n))],
            MissingSettings = values.Missing,
            AskedOfEnvironment = values.Asked,
            Secrets = SecretValues.Of([.. values.Secrets, .. SecretsIn(variables)], values.Told),
        };
    }

    // The Kubernetes files come first: they are what they say; of a Template only the defaults are known. An init container that runs the same image (migrations) is not the application.
    private static WorkloadContainer? ContainerOf(Publication publication, string? repository)
    {
        ImmutableArray<WorkloadContainer> own = PublishedContainers.Of(publication);
        if (own.IsEmpty && repository is not null)
        {
            var named = new DestinationFacts { Repository = repository };
            own = [.. (publication.Workloads?.Workloads ?? []).SelectMany(static w => w.Containers).Where(c => PublishedContainers.NamesImage(c.Image, named))];
        }

        string? name = publication.Project?.Manifests.Name;
        return own.OrderBy(static c => c.Workload.Object.Template is not null)
            .ThenBy(static c => !c.IsMain)
            .ThenBy(c => c.Workload.Object.Name != name)
            .ThenBy(static c => !c.Workload.RunsOn)
            .FirstOrDefault();
    }

    /// <summary>The variables an image sets.</summary>
    public static Dictionary<string, string> VariablesOf(ExecutionConfig image)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in image.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                variables[entry[..equals]] = entry[(equals + 1)..];
            }
        }

        return variables;
    }

    // A literal of a manifest, an entry of a ConfigMap and what the image sets itself are no better kept than a Secret's entries in a log that messages quote.
    private static IEnumerable<string> SecretsIn(Dictionary<string, string> variables) => variables.Where(static v => SecretValue.MayBe(v.Key, v.Value)).Select(static v => v.Value);

    // Kubernetes, "Define a Command and Arguments for a Container": a command puts the image's own arguments aside too.
    private static ImmutableArray<string> Command(ExecutionConfig image, WorkloadContainer? container, Dictionary<string, string> variables)
    {
        ImmutableArray<string> command = Words(container, "command", variables);
        ImmutableArray<string> arguments = Words(container, "args", variables);
        return !command.IsEmpty ? [.. command, .. arguments]
            : [.. image.Entrypoint ?? [], .. arguments.IsEmpty ? image.Cmd ?? [] : arguments];
    }

    private static ImmutableArray<string> Words(WorkloadContainer? container, string key, Dictionary<string, string> variables) =>
        [.. (container?.Root.ItemsAt(key) ?? []).OfType<YamlScalar>().Select(w => VariableReferences.Expand(w.Text, variables))];

    /// <summary>The volumes of an image that runs as it comes: its own, and <c>/tmp</c>.</summary>
    public static ImmutableArray<ContainerVolume> VolumesOf(ExecutionConfig image) =>
    [
        .. (image.Volumes?.Keys ?? []).Where(static v => v is ['/', _, ..]).Select(static v => v.TrimEnd('/')).Append(Temporary).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(static v => new ContainerVolume(v, IsReadOnly: false, ImmutableDictionary<string, byte[]>.Empty)),
    ];

    /// <summary>The probes of a container, in the order the kubelet begins them.</summary>
    public static ImmutableArray<ProbeRequest> Probes(WorkloadContainer container) =>
    [
        .. ((string[])["startupProbe", "readinessProbe", "livenessProbe"])
            .Select(kind => container.Probe(kind) is { } probe ? ProbeRequest.Read(container, kind, probe) : null)
            .OfType<ProbeRequest>(),
    ];

    private static ImmutableArray<int> Ports(Publication publication, WorkloadContainer? container)
    {
        IEnumerable<int> exposed = PublishedPorts.Exposed(publication).Where(static p => p.Problem is null && p.Protocol == "tcp").Select(static p => p.Number);
        IEnumerable<int> declared = (container?.Ports ?? []).Where(static p => p.Protocol == "TCP" && p.Number is > 0 and <= 65535).Select(static p => (int)p.Number!.Value);
        return [.. exposed.Concat(declared).Distinct().Order()];
    }

    private static long MostPods(Publication publication, WorkloadContainer? container) =>
        container is { Workload.RunsOn: true } ? publication.Workloads!.MostPods(container.Workload)
        : container is not null ? 1
        : publication.Project is { } project ? Math.Max(project.Manifests.Replicas, project.Manifests.MaxReplicas ?? 1)
        : 1;

    private static string NameOf(Publication publication, WorkloadContainer? container, ProveFacts prove)
    {
        string name = container?.Workload.Object.Name ?? publication.Project?.Manifests.Name ?? "";
        return name.Length is > 0 and <= 40 && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && name[0] != '-' && !prove.Services.Any(s => s.Name == name) ? name : DefaultName;
    }
}
