using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes.OSC2003_ProbesMatchTheImage;

/// <summary>OSC2003.</summary>
[Rule(
    "OSC2003",
    "Probes ask where the image answers",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Ask a port the application listens on, with its scheme; best by the name of a declared port.")]
public sealed class ProbesMatchTheImage : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        ImmutableArray<WorkloadContainer> own = PublishedContainers.Of(publication);
        ImmutableArray<PortFact> listening = PublishedPorts.Listening(publication)?.Ports ?? [];
        foreach (WorkloadContainer container in workloads.Workloads.SelectMany(static w => w.Containers))
        {
            ImmutableArray<HealthEndpoint> endpoints = publication.Code is { } read && own.Contains(container) ? HealthEndpoints.Find(read, PublishedSettings.In(publication, workloads, container)) : [];
            foreach (ContainerProbe probe in ContainerProbe.Of(container))
            {
                if (probe.Host is { } host)
                {
                    // What it asks is not this container: only the node's own loopback interface is known to be nobody's wish.
                    if (AsksTheNode(host) && !SharesTheNode(container))
                    {
                        yield return Finding.Violation(probe.Where(probe.Root.At(probe.Action!, "host")?.Mark), $"asks the host '{host}', which the kubelet takes for the node's own loopback interface: the container is not asked") with
                        {
                            Fix = "Leave the host out: the kubelet then asks the pod's address.",
                        };
                    }
                }
                else if (probe.Port is { } port && !ParameterReference.IsIn(port.Text) && Problem(probe, port, own.Contains(container), publication, listening) is { } problem)
                {
                    yield return Finding.Violation(probe.Where(problem.Mark), problem.Seen);
                }
                else if (own.Contains(container) && MissingProgram(publication, container, probe) is { } missing)
                {
                    yield return Finding.Violation(probe.Where((probe.Root["exec"] as YamlMapping)?["command"]?.Mark), $"runs '{missing}', which is not in the image") with
                    {
                        Fix = "Use a base image that has it, or have the probe run a program that the image has.",
                    };
                }
                else if (own.Contains(container) && publication.Code is { } code && PathProblem(publication, code, endpoints, probe) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static bool AsksTheNode(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out System.Net.IPAddress? address) && System.Net.IPAddress.IsLoopback(address));

    private static bool SharesTheNode(WorkloadContainer container) => (container.Workload.PodSpec["hostNetwork"] as YamlScalar)?.AsBoolean() == true;

    // Only what is certain: the path names health, the application's own health endpoints are all known, and nothing else of it could answer.
    private static Finding? PathProblem(Publication publication, CodeFacts code, ImmutableArray<HealthEndpoint> endpoints, ContainerProbe probe)
    {
        if (probe.Root.At("httpGet", "path") is not YamlScalar { Text: ['/', ..] } path || ParameterReference.IsIn(path.Text))
        {
            return null;
        }

        string asked = path.Text.Split('?')[0].TrimEnd('/');
        HealthEndpoint[] same = [.. endpoints.Where(e => e.Path is { } p && p.TrimEnd('/').Equals(asked, StringComparison.OrdinalIgnoreCase))];
        if (same.Length > 0)
        {
            HealthEndpoint endpoint = same.FirstOrDefault(static e => e.IsMapped) ?? same[0];
            string place = Location.OfCode(publication, endpoint.Place, "of the application").Text;
            return !endpoint.IsMapped
                ? Finding.Violation(probe.Where(path.Mark), $"asks {path.Text}, which the application maps {endpoint.WhyAbsent} ({place})") with
                {
                    Fix = endpoint.Remedy("Map the endpoint in every environment."),
                    ImageFix = endpoint.ImageRemedy("Map the endpoint in every environment."),
                    AtMost = endpoint.Presence == EndpointPresence.Undecided ? Severity.Warning : null,
                }
                : endpoint.RequiresAuthorization
                    ? Finding.Violation(probe.Where(path.Mark), $"asks {path.Text}, which wants to know who asks ({place}); a probe cannot sign in") with { Fix = "Map the endpoint with AllowAnonymous().", AtMost = Severity.Warning }
                    : null;
        }

        string[] known = [.. endpoints.Where(static e => e is { IsMapped: true, Path: not null }).Select(static e => e.Path!)];
        bool certain = code.IsComplete && known.Length > 0 && HealthPaths.KindOf(asked) is not null && endpoints.All(static e => e.IsGrpc || e.Path is not null) && !PublishedHealth.AnswersAnything(code);
        return certain
            ? Finding.Violation(probe.Where(path.Mark), $"asks {path.Text}, which the application does not map; it maps {string.Join(", ", known)}") with { Fix = $"Ask {known[0]}, or map {path.Text}." }
            : null;
    }

    // The kubelet starts it in the container's working folder, without a shell of its own. A file of a volume may come with the volume.
    private static string? MissingProgram(Publication publication, WorkloadContainer container, ContainerProbe probe)
    {
        ImmutableArray<string> command = [.. probe.Root.ItemsAt("exec", "command").OfType<YamlScalar>().Select(static c => c.Text)];
        if (command.IsEmpty || command.Any(ParameterReference.IsIn))
        {
            return null;
        }

        string? missing = Missing(command);

        // What a probe of Type File runs inside its shell.
        return missing is null && command is [.., "-c", var script] && script.Contains("$(find ", StringComparison.Ordinal) ? Missing(["find"]) : missing;

        string? Missing(ImmutableArray<string> started)
        {
            ExecutionConfig config = publication.Config.Config with { Entrypoint = started, Cmd = null };
            EntryPoint entry = EntryPointResolver.Resolve(config with { WorkingDir = container.Root.TextAt("workingDir") is { Length: > 0 } folder ? folder : config.WorkingDir }, publication.Files);
            return entry.Kind == EntryPointKind.Missing && !container.Mounts.Any(m => entry.ProgramPath is ['/', ..] path && m.Holds(path)) ? entry.ProgramPath ?? started[0] : null;
        }
    }

    private static (string Seen, YamlMark Mark)? Problem(ContainerProbe probe, YamlScalar port, bool own, Publication publication, ImmutableArray<PortFact> listening)
    {
        if (probe.PortNumber is not { } number)
        {
            return ($"asks the port '{port.Text}', which the container does not declare", port.Mark);
        }

        if (!own)
        {
            return null;
        }

        if (listening.FirstOrDefault(p => p.Number == number) is not { } known)
        {
            bool declared = PublishedContainers.Serves(publication, number) || listening.IsEmpty;
            return declared ? null : ($"asks port {number}, on which the application does not listen ({string.Join(", ", listening.Select(static p => p.Number))})", port.Mark);
        }

        if (known.LoopbackOnly)
        {
            return ($"asks port {number}, on which the application listens for the pod itself only ({known.Source})", port.Mark);
        }

        if (probe.Action != "httpGet")
        {
            return null;
        }

        bool asksTls = probe.Root.TextAt("httpGet", "scheme") == "HTTPS";
        return asksTls == known.Tls ? null
            : asksTls ? ($"asks port {number} over HTTPS, and the application speaks HTTP there ({known.Source})", probe.Root.At("httpGet", "scheme")!.Mark)
            : ($"asks port {number} over HTTP, and the application speaks HTTPS there ({known.Source})", port.Mark);
    }
}
