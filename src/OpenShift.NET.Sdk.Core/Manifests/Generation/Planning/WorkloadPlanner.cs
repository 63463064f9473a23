using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>Takes every decision about a deployment.</summary>
internal static class WorkloadPlanner
{
    // Endpoints are taken out of load balancers while the pod is told to end; a server that stops at once refuses what is still on its way.
    private const int Drain = 5;

    private const int Margin = 5;

    private const int DefaultShutdownTimeout = 30;

    public static WorkloadPlan Plan(ManifestInput input)
    {
        ProjectFacts facts = input.Facts;
        ManifestFacts wishes = facts.Manifests;
        ExecutionConfig config = input.Image.Config;
        WorkloadKind kind = KindOf(input);
        ImmutableArray<WorkloadPort> ports = kind == WorkloadKind.Deployment ? PortPlanner.Plan(facts, config, input.Code) : [];
        WorkloadPort? probed = ports.FirstOrDefault(p => p.AppProtocol == "http") ?? ports.FirstOrDefault(p => p.AppProtocol is not null && !p.IsTls) ?? ports.FirstOrDefault(p => p.IsTls) ?? ports.FirstOrDefault(p => p.Protocol == "TCP");
        var probes = new ProbePlanner(wishes.Probes, input.Code, probed?.Number, [.. ports.Where(p => p.IsTls).Select(p => p.Number)], ports.FirstOrDefault(p => p.AppProtocol == PortPlanner.ClearTextHttp2)?.Number);
        int drain = ports.IsEmpty ? 0 : Drain;
        int shutdown = input.Code.ShutdownTimeoutSeconds ?? DefaultShutdownTimeout;
        ImmutableArray<WorkloadSetting> settings = SettingPlanner.Plan(wishes.Settings);
        string memoryRequest = Larger(wishes.MemoryRequest, facts.Metadata.MinMemory);
        return new WorkloadPlan
        {
            Facts = facts,
            Config = config,
            Name = wishes.Name.Length > 0 ? wishes.Name : GeneratedName.From(facts.Identity.Name, "app"),
            Image = wishes.Image ?? input.ImageReference,
            Kind = kind,
            Ports = ports,
            Mounts = MountPlanner.Plan(facts.Image.WritablePaths, config),
            Settings = settings,
            Given = input.Given,
            Callers = input.Callers,
            Probes = kind == WorkloadKind.Deployment ? probes.Plan() : probes.Plan() with { Notes = [] },
            Labels = Labels(facts),
            MemoryRequest = memoryRequest,
            MemoryLimit = Larger(wishes.MemoryLimit, memoryRequest),
            CpuRequest = Larger(wishes.CpuRequest, facts.Metadata.MinCpu),
            DrainSeconds = drain,
            GracePeriodSeconds = wishes.TerminationGracePeriodSeconds ?? shutdown + drain + Margin,
            GracePeriodReason = wishes.TerminationGracePeriodSeconds is not null
                ? "OpenShiftTerminationGracePeriod"
                : string.Create(CultureInfo.InvariantCulture, $"OpenShiftTerminationGracePeriod; the host's shutdown timeout ({shutdown} s){(drain > 0 ? " and the pause before it" : "")} with a margin."),
            SettingsChecksum = kind == WorkloadKind.Deployment ? Checksum(settings) : null,
        };
    }

    // What the user's own workload is, is left as the user has it.
    private static WorkloadKind KindOf(ManifestInput input) =>
        WorkloadChoice.Of(input.Facts, input is { HasOwnWorkload: false, Code.End: var end } ? end : ProgramEnd.Unknown, input.Image.Config.ExposedPorts is { Count: > 0 });

    // What the image declares as its least (io.openshift.min-memory) is not undercut by a default.
    private static string Larger(string quantity, string? atLeast) =>
        Quantity.TryParse(atLeast, out Quantity least) && Quantity.TryParse(quantity, out Quantity own) && own.CompareTo(least) < 0 ? atLeast! : quantity;

    private static ImmutableArray<NamedValue> Labels(ProjectFacts facts)
    {
        var labels = ImmutableArray.CreateBuilder<NamedValue>();
        Add("app.kubernetes.io/version", facts.Identity.Version);
        Add("app.kubernetes.io/component", facts.Application.Kind switch { ApplicationKind.Web => "web", ApplicationKind.Worker => "worker", _ => "console" });
        Add("app.kubernetes.io/part-of", facts.Manifests.PartOf);
        Add("app.kubernetes.io/managed-by", "OpenShift.NET.Sdk");
        Add("app.openshift.io/runtime", "dotnet");
        return labels.ToImmutable();

        void Add(string name, string? text)
        {
            if (GeneratedName.LabelValue(text) is { } value)
            {
                labels.Add(new NamedValue(name, value));
            }
        }
    }

    private static string? Checksum(ImmutableArray<WorkloadSetting> settings)
    {
        var text = new StringBuilder();
        foreach (WorkloadSetting setting in settings.Where(s => !s.IsSecret && !s.IsLeftOut))
        {
            text.Append(setting.Name).Append('=').Append(setting.Fact.Default).Append('\n');
        }

        return text.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
