using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0905_ManifestsHoldNoSecret;

/// <summary>OSC0905.</summary>
[Rule(
    "OSC0905",
    "Manifests hold no secret",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Take the value out of the file: read it from a Secret that is made outside of source control, or use a Template parameter with 'generate: expression'; replace the secret if the file was ever shared.")]
public sealed partial class ManifestsHoldNoSecret : ManifestRule
{
    private static readonly string[] s_plain =
        ["username", "user", "login", "host", "hostname", "server", "port", "database", "dbname", "db", "name", "url", "uri", "endpoint", "ca.crt", "tls.crt", "service-ca.crt", "namespace", "type", "provider"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        // What a Template says itself: after expansion a parameter's default would be found at every place that uses it.
        foreach (ManifestObject manifest in publication.Manifests!.Objects.Where(static o => o.Template is null))
        {
            if (!ManifestTemplate.TryRead(manifest, out ManifestTemplate? template))
            {
                foreach (Finding finding in OfObject(manifest))
                {
                    yield return finding;
                }

                continue;
            }

            foreach (TemplateParameter parameter in template.Parameters)
            {
                if (Judge(parameter.Name, parameter.Value) is { } kind)
                {
                    yield return Finding.Violation(
                        Location.OfManifest(manifest, parameter.Root["value"]!.Mark, $"parameter {parameter.Name}", $"parameters/{parameter.Name}"),
                        $"has {kind} as its default, {Redaction.Of(parameter.Value)}") with
                    {
                        Fix = "Remove 'value' and write 'generate: expression' with 'from: \"[a-zA-Z0-9]{40}\"', or 'required: true' for a secret that others know too.",
                    };
                }
            }

            foreach (YamlMapping inner in manifest.Root.ItemsAt("objects").OfType<YamlMapping>())
            {
                foreach (Finding finding in OfObject(manifest with { Root = inner }))
                {
                    yield return finding;
                }
            }
        }
    }

    private static IEnumerable<Finding> OfObject(ManifestObject manifest)
    {
        if (Workload.TryRead(manifest, out Workload? workload))
        {
            foreach (WorkloadContainer container in workload.Containers)
            {
                foreach (ContainerVariable variable in container.Variables)
                {
                    if (Judge(variable.Name, variable.Value) is { } kind)
                    {
                        yield return Finding.Violation(
                            Location.OfContainer(container, variable.Mark, $"variable {variable.Name}", $"env/{variable.Name}"), $"holds {kind}, {Redaction.Of(variable.Value!)}") with
                        {
                            Fix = $"Read it from a Secret: 'valueFrom: {{ secretKeyRef: {{ name: …, key: {variable.Name} }} }}'; replace the secret if the file was ever shared.",
                        };
                    }
                }
            }
        }
        else if (manifest.Kind is "ConfigMap" or "Secret")
        {
            foreach ((YamlEntry entry, string text) in DecodedData.Of(manifest))
            {
                string? kind = Judge(entry.Key, text);
                bool literal = kind is null && manifest.Kind == "Secret" && !IsOpen(text) && !SecretValue.IsStandIn(text) && !Address().IsMatch(text) && !s_plain.Contains(entry.Key.ToLowerInvariant()) && !SecretName.NamesFile(entry.Key);
                if (kind is not null || literal)
                {
                    yield return Finding.Violation(
                        Location.OfManifest(manifest, entry.Value.Mark, $"key {entry.Key}", $"data/{entry.Key}"), $"holds {kind ?? "a value in plain sight"}, {Redaction.Of(text)}") with
                    {
                        AtMost = literal ? Severity.Warning : null,
                    };
                }
            }
        }
    }

    private static string? Judge(string name, string? value) =>
        value is null || IsOpen(value) ? null : SecretValue.Judge(name, value)?.Describe();

    private static bool IsOpen(string value) =>
        SecretValue.IsPlaceholder(value) || ParameterReference.FindAll(value).Sum(static r => r.Length) == value.Trim().Length;

    // Where a server is and nothing else: a path or a query can be what only its owner knows.
    [GeneratedRegex(@"^([a-z][a-z0-9+]*://[a-z0-9][a-z0-9.-]*(:[0-9]{2,5})?|[a-z][a-z0-9.-]*:[0-9]{2,5})/?$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
