using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes.OSC2004_ProbesDiffer;

/// <summary>OSC2004.</summary>
[Rule(
    "OSC2004",
    "Liveness and readiness ask different things",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Let the liveness probe ask an endpoint without dependencies, for example /livez, and the readiness probe one with them, /readyz.")]
public sealed class ProbesDiffer : Rule
{
    internal override bool JudgesRepositoryFiles => true;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Workloads is null && publication.Code is null)
        {
            return [Finding.NotApplicable(Location.OfImage(publication), "is published without manifests, and without code that could be read")];
        }

        return [.. OfManifests(publication, publication.Workloads?.Workloads ?? []), .. OfCode(publication)];
    }

    private static IEnumerable<Finding> OfManifests(Publication publication, ImmutableArray<Workload> workloads)
    {
        ImmutableArray<WorkloadContainer> own = PublishedContainers.Of(publication);
        string[] asksNobody = publication.Code is { } code
            ? [.. PublishedHealth.Endpoints(publication, code).Where(static e => e is { IsMapped: true, Scope: HealthScope.ThisProcess, Path: not null }).Select(static e => e.Path!)]
            : [];
        foreach (WorkloadContainer container in workloads.SelectMany(static w => w.Containers))
        {
            if (container.Probe("livenessProbe") is { } live && container.Probe("readinessProbe") is { } ready
                && Question(container, live) is { } question && question == Question(container, ready)

                // pg_isready of a database's own container asks nobody else.
                && (own.Contains(container) || live["exec"] is null)
                && !(own.Contains(container) && live.TextAt("httpGet", "path") is { } path && asksNobody.Contains(path, StringComparer.OrdinalIgnoreCase)))
            {
                yield return Finding.Violation(Location.OfContainer(container, live.Mark, "livenessProbe", "livenessProbe"), $"asks what the readinessProbe asks ({question}): a dependency that is away restarts the container");
            }
        }
    }

    private static IEnumerable<Finding> OfCode(Publication publication)
    {
        if (publication.Code is not { } code)
        {
            yield break;
        }

        string[] asked =
        [
            .. PublishedContainers.Of(publication).Select(static c => c.Probe("livenessProbe")?.TextAt("httpGet", "path")).OfType<string>(),
            .. publication.Project?.Manifests.Probes.Where(static p => p.Kind == ProbeKind.Liveness).Select(static p => p.Path).OfType<string>() ?? [],
        ];
        foreach (HealthEndpoint endpoint in PublishedHealth.Endpoints(publication, code).Where(e => e.IsMapped && (e.Kind == HealthKind.Liveness || asked.Contains(e.Path, StringComparer.OrdinalIgnoreCase))))
        {
            if (PublishedHealth.DependenciesOf(code, endpoint).ToArray() is [var first, ..] dependencies)
            {
                string checks = string.Join(", ", dependencies.Select(static d => d.Method).Distinct(StringComparer.Ordinal));
                yield return Finding.Violation(
                    Location.OfCode(publication, endpoint.Place, "of the application", "liveness:" + endpoint.Path),
                    $"maps {endpoint.Path ?? "the liveness endpoint"} with checks of other services ({checks} in {Location.OfCall(publication, first).Text}): when one is away, every pod is started again") with
                {
                    Fix = new CodeText(
                        $"Map it without checks: app.MapHealthChecks(\"{endpoint.Path ?? "/livez"}\", new() {{ Predicate = _ => false }}); dependencies belong to readiness.",
                        $"Map it without checks: app.MapHealthChecks(\"{endpoint.Path ?? "/livez"}\", HealthCheckOptions(Predicate = fun _ -> false)) |> ignore; dependencies belong to readiness.",
                        $"Map it without checks: app.MapHealthChecks(\"{endpoint.Path ?? "/livez"}\", New HealthCheckOptions With {{.Predicate = Function(registration) False}}); dependencies belong to readiness.").For(publication),
                };
            }
        }
    }

    private static string? Question(WorkloadContainer container, YamlMapping probe)
    {
        string? port = probe["httpGet"] is YamlMapping get ? container.PortOf(get["port"])?.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? get.TextAt("port") : null;
        return probe["httpGet"] is YamlMapping ? $"GET {probe.TextAt("httpGet", "path") ?? "/"} on port {port}"
            : probe["exec"] is YamlMapping exec ? "exec " + string.Join(' ', exec.ItemsAt("command").OfType<YamlScalar>().Select(static c => c.Text))
            : null;
    }
}
