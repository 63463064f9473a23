using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes.OSC2004_ProbesDiffer;

/// <summary>OSC2004.</summary>
[Rule(
    "OSC2004",
    "Liveness and readiness ask different things",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Let the liveness probe ask an endpoint without dependencies, for example /livez, and the readiness probe one with them, /readyz.")]
public sealed class ProbesDiffer : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (WorkloadContainer container in workloads.Workloads.SelectMany(static w => w.Containers))
        {
            if (container.Probe("livenessProbe") is { } live && container.Probe("readinessProbe") is { } ready
                && Question(container, live) is { } question && question == Question(container, ready))
            {
                yield return Finding.Violation(Location.OfContainer(container, live.Mark, "livenessProbe", "livenessProbe"), $"asks what the readinessProbe asks ({question}): a dependency that is away restarts the container");
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
