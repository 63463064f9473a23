using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1605_RequiredSettingsAreSupplied;

/// <summary>OSC1605.</summary>
[Rule(
    "OSC1605",
    "The manifests supply every required setting",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Add the variable, or the key it is read from.")]
public sealed class RequiredSettingsAreSupplied : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            (HashSet<string> supplied, string? unknown) = FromSources(container, workloads);
            supplied.UnionWith(container.Variables.Select(static v => v.Name));

            // What is required was worked out for the image's own environment; a pod of another one has that one's settings file.
            IReadOnlyDictionary<string, string>? otherwise = PublishedSettings.EnvironmentOf(publication, container) == PublishedSettings.EnvironmentOf(publication, null) ? null : PublishedSettings.In(publication, workloads, container);
            foreach (SettingFact setting in publication.Project?.Manifests.Settings ?? [])
            {
                if (!setting.Required || supplied.Contains(setting.Name) || publication.Config.Config.EnvironmentVariable(setting.Name) is not null
                    || (otherwise is not null && otherwise.TryGetValue(setting.Name.Replace("__", ":", StringComparison.Ordinal), out string? given) && !string.IsNullOrWhiteSpace(given)))
                {
                    continue;
                }

                Location where = Location.OfContainer(container, container.Root.EntryOf("env")?.Mark ?? default, $"variable {setting.Name}", $"env/{setting.Name}");
                yield return unknown is null
                    ? Finding.Violation(where, $"is not set, and the application requires it ({setting.Source})")
                    : Finding.CouldNotTell(where, $"is required ({setting.Source}) and may or may not be in the {unknown}, which is not in the manifests");
            }
        }

        foreach (WorkloadContainer container in workloads.Workloads.SelectMany(static w => w.Containers))
        {
            ImmutableArray<ContainerVariable> variables = container.Variables;
            (HashSet<string> before, string? unknown) = FromSources(container, workloads);
            for (int i = 0; i < variables.Length; i++)
            {
                ContainerVariable variable = variables[i];
                if (!IsInBase(container.Workload.Object, workloads) && MissingKey(container, variable, workloads) is { } seen)
                {
                    yield return Finding.Violation(Location.OfContainer(container, variable.Mark, $"variable {variable.Name}", $"env/{variable.Name}"), seen);
                }

                if (unknown is null && FilledTooEarly(before, variables, i) is { } below)
                {
                    yield return Finding.Violation(
                        Location.OfContainer(container, variable.Mark, $"variable {variable.Name}", $"env/{variable.Name}"),
                        $"has $({below}) in it, a variable that is defined below it: Kubernetes fills in what stands above alone, so the application gets the text as it is") with
                    {
                        Fix = $"Put {below} above {variable.Name}.",
                    };
                }
            }
        }
    }

    // An overlay adds what the base it is made for leaves open.
    private static bool IsInBase(ManifestObject manifest, WorkloadSet workloads) =>
        manifest.Template is null && workloads.OfKind("Kustomization").Any(k => Folder(k) == Folder(manifest));

    private static string Folder(ManifestObject manifest) => manifest.File.Path[..(manifest.File.Path.LastIndexOf('/') + 1)];

    private static string? MissingKey(WorkloadContainer container, ContainerVariable variable, WorkloadSet workloads)
    {
        foreach ((string member, string kind) in ((string, string)[])[("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")])
        {
            if (variable.Root.At("valueFrom", member) is YamlMapping reference
                && reference.TextAt("key") is { } key
                && (reference["optional"] as YamlScalar)?.AsBoolean() != true
                && workloads.Find(container.Workload.Object, kind, reference.TextAt("name")) is { } map
                && !Keys(map).Contains(key))
            {
                return $"is read from the key '{key}' of {kind}/{map.Name}, which has no such key, so the container does not start";
            }
        }

        return null;
    }

    // What comes from envFrom is there before env begins.
    private static string? FilledTooEarly(HashSet<string> before, ImmutableArray<ContainerVariable> variables, int at) =>
        References(variables[at].Value ?? "").FirstOrDefault(name =>
            !before.Contains(name)
            && !variables.Take(at).Any(v => v.Name == name)
            && variables.Skip(at + 1).Any(v => v.Name == name));

    // The variables of envFrom, and the first source of some that is not in the manifests.
    private static (HashSet<string> Names, string? Unknown) FromSources(WorkloadContainer container, WorkloadSet workloads)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string? unknown = null;
        foreach (YamlMapping source in container.Root.ItemsAt("envFrom").OfType<YamlMapping>())
        {
            bool isSecret = source["secretRef"] is not null;
            string? name = source.TextAt(isSecret ? "secretRef" : "configMapRef", "name");
            if ((workloads.Find(container.Workload.Object, isSecret ? "Secret" : "ConfigMap", name) ?? (isSecret ? workloads.Find(container.Workload.Object, "SealedSecret", name) : null)) is { } map)
            {
                names.UnionWith(Keys(map).Select(k => source.TextAt("prefix") + k));
            }
            else
            {
                unknown ??= $"{(isSecret ? "Secret" : "ConfigMap")} '{name}'";
            }
        }

        return (names, unknown);
    }

    // $(NAME); $$(NAME) is the text itself.
    private static IEnumerable<string> References(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                continue;
            }

            int end = text.IndexOf(')', i);
            if (text[i + 1] == '(' && end > 0)
            {
                yield return text[(i + 2)..end];
                i = end;
            }
            else if (text[i + 1] == '$')
            {
                i++;
            }
        }
    }

    private static IEnumerable<string> Keys(ManifestObject map) =>
        map.Root.MappingAt("data").Entries.Concat(map.Root.MappingAt("stringData").Entries).Concat(map.Root.MappingAt("binaryData").Entries)
            // Bitnami's SealedSecret becomes a Secret of its name with these keys.
            .Concat(map.Root.MappingAt("spec", "encryptedData").Entries).Concat(map.Root.MappingAt("spec", "template", "data").Entries).Select(static e => e.Key);
}
