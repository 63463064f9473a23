using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0931_DefaultsAreWarnedOf;

/// <summary>OSC0931.</summary>
[Rule(
    "OSC0931",
    "An application that starts with a default password says so in its log",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Have no default; where there has to be one, log a warning at start-up that names the setting and says how to change it.")]
public sealed class DefaultsAreWarnedOf : RunRule
{
    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        HashSet<string> set = SetByManifests(publication, run.ManifestContainer);
        bool any = false;
        foreach (DefaultSecret secret in DefaultSecret.Of(publication))
        {
            if (set.Contains(secret.Key))
            {
                continue;
            }

            any = true;
            if (!run.Declared.Log.Any(l => secret.IsWarnedOfIn(l.Text)))
            {
                yield return Finding.Violation(secret.Where, "holds a default secret, and the application started with it without a line in its log that says so");
            }
        }

        if (!any)
        {
            yield return Finding.NotApplicable(ProvedRun.Container(), "started without a default password");
        }
    }

    // What the pod gives takes the default's place.
    private static HashSet<string> SetByManifests(Publication publication, WorkloadContainer? container)
    {
        var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (container is null || publication.Workloads is not { } workloads)
        {
            return set;
        }

        set.UnionWith(container.Variables.Select(static v => DefaultSecret.KeyOf(v.Name)));
        foreach (YamlMapping source in container.Root.ItemsAt("envFrom").OfType<YamlMapping>())
        {
            foreach ((string member, string kind) in ((string, string)[])[("configMapRef", "ConfigMap"), ("secretRef", "Secret")])
            {
                if (workloads.Find(container.Workload.Object, kind, source.TextAt(member, "name")) is ManifestObject map)
                {
                    set.UnionWith(map.Root.MappingAt("data").Entries.Concat(map.Root.MappingAt("stringData").Entries).Select(e => DefaultSecret.KeyOf(source.TextAt("prefix") + e.Key)));
                }
            }
        }

        return set;
    }
}
