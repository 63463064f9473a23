using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.G20_HealthProbes;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0707_NamedPortsAreTheCodes;

/// <summary>OSC0707.</summary>
[Rule(
    "OSC0707",
    "Where the code chooses the port, everything names that port",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Name the code's port there, or leave the port out of the code, so that ASPNETCORE_HTTP_PORTS decides.")]
public sealed class NamedPortsAreTheCodes : CodeRule
{
    private const string ServicesLabel = "io.openshift.expose-services";
    private const string PortsVariable = "ASPNETCORE_HTTP_PORTS";

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        ImmutableArray<string> sources = [.. PublishedPorts.OfCode(publication).Select(p => PublishedPorts.SourceOf(publication, p))];
        if (PublishedPorts.Listening(publication) is not { NotUnderstood.IsEmpty: true } listening || listening.Ports.FirstOrDefault(p => !p.LoopbackOnly && sources.Contains(p.Source)) is not { } chosen)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "has no port that its code chooses");
            yield break;
        }

        HashSet<long> open = [.. listening.Ports.Concat(CodeSockets.Find(code, PublishedSettings.Of(publication))).Select(static p => (long)p.Number)];
        string[] inImage = [.. OfImage(publication, open)];
        string[] named = [.. inImage, .. OfManifests(publication, open).Distinct()];
        if (named.Length > 0)
        {
            bool own = publication.Project?.Image.Ports.Any(p => !open.Contains(p.Number)) == true;
            Finding finding = Finding.Violation(
                PublishedPorts.WhereListening(publication, chosen),
                $"is what the code chooses ({chosen.Source}), and nothing listens on what {Join(named)}") with
            {
                // A variable and a label mislead people; what leads callers and probes astray breaks the application.
                AtMost = named.Length == inImage.Length ? Severity.Warning : null,
            };
            yield return own ? finding with { Fix = string.Create(CultureInfo.InvariantCulture, $"Remove <ContainerPort Include=\"{publication.Project!.Image.Ports.First(p => !open.Contains(p.Number)).Number}\" />, and everything generated follows the code; or leave the port out of the code, so that ASPNETCORE_HTTP_PORTS decides.") } : finding;
        }
    }

    private static string Join(string[] named) => named.Length == 1 ? named[0] : string.Join(", ", named[..^1]) + " and " + named[^1];

    private static IEnumerable<string> OfImage(Publication publication, HashSet<long> open)
    {
        // What the base image says to every application is no statement about this one.
        if (publication.Config.Config.EnvironmentVariable(PortsVariable) is { } variable && Location.OfEnvironment(publication, PortsVariable).Origin != Origin.Base && !(publication.Base is null && variable == "8080")
            && Numbers(variable.Split(';')).FirstOrDefault(n => !open.Contains(n)) is > 0 and var set)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the variable {PortsVariable} names ({set})");
        }

        if (Numbers((publication.Config.Config.Labels?.GetValueOrDefault(ServicesLabel) ?? "").Split(',').Select(static s => s.Split(':')[0].Split('/')[0])).FirstOrDefault(n => !open.Contains(n)) is > 0 and var label)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the label {ServicesLabel} names ({label})");
        }
    }

    private static IEnumerable<string> OfManifests(Publication publication, HashSet<long> open)
    {
        if (publication.Workloads is not { } workloads)
        {
            yield break;
        }

        // What the image does not even expose is OSC0704's and OSC2003's.
        HashSet<long> exposed = [.. PublishedPorts.Exposed(publication).Where(p => p is { Problem: null, Protocol: "tcp" } && !open.Contains(p.Number)).Select(static p => (long)p.Number)];
        ImmutableArray<WorkloadContainer> own = PublishedContainers.Of(publication);
        foreach (WorkloadContainer container in own)
        {
            string name = $"{container.Workload.Kind}/{container.Workload.Object.Name}";
            if (container.Ports.FirstOrDefault(p => p is { Protocol: "TCP", Number: { } n } && exposed.Contains(n)) is { } port)
            {
                yield return $"{name} declares ({port.Number})";
            }

            foreach (ContainerProbe probe in ContainerProbe.Of(container).Where(p => p.PortNumber is { } n && exposed.Contains(n)))
            {
                yield return $"the {probe.Kind} of {name} asks ({probe.PortNumber})";
            }
        }

        foreach (ManifestObject service in workloads.OfKind("Service"))
        {
            foreach (Workload workload in workloads.SelectedBy(service).Where(w => own.Any(c => c.Workload == w) && w.Containers.Count(static c => c.IsMain || c.IsSidecar) == 1))
            {
                foreach (YamlMapping port in service.Root.ItemsAt("spec", "ports").OfType<YamlMapping>())
                {
                    if ((port["targetPort"] ?? port["port"]) is YamlScalar target && (target.AsInteger() ?? workload.Containers.Select(c => c.PortOf(target)?.Number).FirstOrDefault(static n => n is not null)) is { } number && exposed.Contains(number))
                    {
                        yield return $"Service/{service.Name} leads to ({number})";
                    }
                }
            }
        }

        foreach (ManifestObject policy in workloads.OfKind("NetworkPolicy"))
        {
            if (workloads.With(policy).Any(w => own.Any(c => c.Workload == w) && LabelSelector.MatchesFull(policy.Root.MappingAt("spec", "podSelector"), w.PodLabels)) && Admitted(policy, own) is { Count: > 0 } admitted && !admitted.Overlaps(open))
            {
                yield return $"NetworkPolicy/{policy.Name} admits ({string.Join(", ", admitted)})";
            }
        }
    }

    // The ports a policy is limited to; none when it lets in everything, nothing, or what cannot be told.
    private static SortedSet<long> Admitted(ManifestObject policy, ImmutableArray<WorkloadContainer> own)
    {
        var admitted = new SortedSet<long>();
        foreach (YamlMapping rule in policy.Root.ItemsAt("spec", "ingress").OfType<YamlMapping>())
        {
            YamlMapping[] ports = [.. rule.ItemsAt("ports").OfType<YamlMapping>()];
            long?[] numbers = [.. ports.Select(p => p["endPort"] is null && p["port"] is YamlScalar port ? port.AsInteger() ?? own.Select(c => c.PortOf(port)?.Number).FirstOrDefault(static n => n is not null) : null)];
            if (ports.Length == 0 || numbers.Any(static n => n is null))
            {
                return [];
            }

            admitted.UnionWith(numbers.Select(static n => n!.Value));
        }

        return admitted;
    }

    private static IEnumerable<int> Numbers(IEnumerable<string> texts) =>
        texts.Select(static t => int.TryParse(t.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0).Where(static n => n > 0);
}
