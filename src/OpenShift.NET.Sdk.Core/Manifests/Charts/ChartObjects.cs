using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Merging;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>What of a Template's objects differs in a chart: no Secret with values, Route or Ingress, Helm's labels, Jobs that are hooks.</summary>
internal static class ChartObjects
{
    private const string Reference = "${NAME}";

    /// <summary>The objects.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="template">The Template with its Ingress, the user's own objects merged in.</param>
    public static ImmutableArray<ChartObject> Of(WorkloadPlan workload, ManifestTemplate template)
    {
        YamlMapping labels = template.Object.Root.MappingAt("labels");
        YamlMapping[] objects = [.. template.Object.Root.ItemsAt("objects").OfType<YamlMapping>().Select(o => WithoutSecretValues(workload, o)).OfType<YamlMapping>()];
        bool hasRoute = objects.Any(IsRoute);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. objects.Select(o => new ChartObject(
                FileName(o, taken),
                AsHook(workload, WithHelmLabels(IsIngress(o) ? WithOptions(o) : o, labels)),
                IsRoute(o) ? ".Values.route.enabled" : hasRoute && IsIngress(o) ? "not .Values.route.enabled" : null)),
        ];
    }

    /// <summary>Whether an object is a Route, which other clusters than OpenShift's do not know.</summary>
    public static bool IsRoute(YamlMapping root) => root.TextAt("kind") == "Route" && HandWrittenObject.GroupOf(root) == "route.openshift.io";

    /// <summary>Whether an object is the generated Ingress.</summary>
    public static bool IsIngress(YamlMapping root) => root.TextAt("kind") == "Ingress" && root.TextAt("metadata", "name") == Reference;

    // Values of a release are kept in the cluster, and mostly in a file beside the chart: the Secret is made by itself, as for the plain files.
    private static YamlMapping? WithoutSecretValues(WorkloadPlan workload, YamlMapping root)
    {
        if (root.TextAt("kind") != "Secret" || root.TextAt("metadata", "name") != Reference + "-secrets")
        {
            return root;
        }

        YamlMapping result = root;
        foreach (string part in (ReadOnlySpan<string>)["data", "stringData"])
        {
            if (result.EntryOf(part) is { Value: YamlMapping data } entry)
            {
                ImmutableArray<YamlEntry> own = [.. data.Entries.Where(e => e.Value is not YamlScalar scalar || !ParameterReference.FindAll(scalar.Text).Any(r => workload.Secrets.Any(s => s.Parameter == r.Name)))];
                result = result with { Entries = own.IsEmpty ? result.Entries.Remove(entry) : result.Entries.Replace(entry, entry with { Value = data with { Entries = own } }) };
            }
        }

        return result["data"] is null && result["stringData"] is null ? null : result;
    }

    // An empty host is none; the class is that of the cluster's default unless one is named.
    private static YamlMapping WithOptions(YamlMapping ingress)
    {
        if (ingress.EntryOf("spec") is not { Value: YamlMapping spec } entry)
        {
            return ingress;
        }

        YamlMapping changed = spec;
        if (spec.EntryOf("tls") is { Value: YamlSequence { Items: [YamlMapping { Entries: [{ Key: "hosts", Value: YamlSequence { Items: [YamlScalar { Text: "${ROUTE_HOST}" }] } }] }] } } tls)
        {
            changed = changed with { Entries = changed.Entries.Replace(tls, tls with { Value = new YamlScalar("{{ if .Values.host }}[{ hosts: [{{ .Values.host | quote }}] }]{{ else }}[]{{ end }}", YamlScalarKind.Verbatim) }) };
        }

        if (spec["ingressClassName"] is null)
        {
            changed = changed with { Entries = changed.Entries.Insert(0, new YamlEntry("ingressClassName", new YamlScalar("{{ if .Values.ingress.className }}{{ .Values.ingress.className | quote }}{{ else }}null{{ end }}", YamlScalarKind.Verbatim))) };
        }

        return ingress with { Entries = ingress.Entries.Replace(entry, entry with { Value = changed }) };
    }

    // Helm, "Labels and Annotations": who manages an object, and what chart it comes from.
    private static YamlMapping WithHelmLabels(YamlMapping root, YamlMapping ofTemplate)
    {
        YamlMapping labels = ofTemplate.Entries.Aggregate(root.MappingAt("metadata", "labels"), static (m, e) => With(m, e.Key, e.Value));
        labels = With(labels, "helm.sh/chart", new YamlScalar("{{ printf \"%s-%s\" .Chart.Name .Chart.Version | replace \"+\" \"_\" | trunc 63 | trimSuffix \"-\" | quote }}", YamlScalarKind.Verbatim));
        return (YamlMapping)ManagedByHelm(With(root, "metadata", With(root.MappingAt("metadata"), "labels", labels)));
    }

    private static YamlNode ManagedByHelm(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping with { Entries = [.. mapping.Entries.Select(ManagedByHelm)] },
        YamlSequence sequence => sequence with { Items = [.. sequence.Items.Select(ManagedByHelm)] },
        _ => node,
    };

    private static YamlEntry ManagedByHelm(YamlEntry entry) => entry switch
    {
        { Key: "app.kubernetes.io/managed-by", Value: YamlScalar { Text: "OpenShift.NET.Sdk" } } => entry with { Value = new YamlScalar("{{ .Release.Service | quote }}", YamlScalarKind.Verbatim) },
        { Key: "checksum/settings", Value: YamlScalar { Mark.File: null } } => entry with { Value = new YamlScalar("{{ .Values.settings | toJson | sha256sum | trunc 16 | quote }}", YamlScalarKind.Verbatim), Comment = "Of the settings: changed ones roll out." },
        _ => entry with { Value = ManagedByHelm(entry.Value) },
    };

    // A Job cannot be changed: as a hook, the one of the release before goes and a new one comes.
    private static YamlMapping AsHook(WorkloadPlan workload, YamlMapping root)
    {
        if (!workload.IsJob || root.TextAt("kind") != "Job" || root.TextAt("metadata", "name") != Reference)
        {
            return root;
        }

        YamlMapping annotations = root.MappingAt("metadata", "annotations");
        annotations = With(annotations, "helm.sh/hook", new YamlScalar("post-install,post-upgrade"), "A Job cannot be changed: every release runs a new one, and waits for its end (helm --timeout).");
        annotations = With(annotations, "helm.sh/hook-delete-policy", new YamlScalar("before-hook-creation"));
        return With(root, "metadata", With(root.MappingAt("metadata"), "annotations", annotations));
    }

    private static YamlMapping With(YamlMapping mapping, string key, YamlNode value, string? comment = null)
    {
        YamlEntry? existing = mapping.EntryOf(key);
        return mapping with
        {
            Entries = existing is null ? mapping.Entries.Add(new YamlEntry(key, value) { Comment = comment }) : mapping.Entries.Replace(existing, existing with { Value = value }),
        };
    }

    private static string FileName(YamlMapping root, HashSet<string> taken)
    {
        string name = root.TextAt("metadata", "name") ?? "";
        name = name == Reference ? "" : name.StartsWith(Reference + "-", StringComparison.Ordinal) ? name[(Reference.Length + 1)..] : name;
        var text = new StringBuilder((root.TextAt("kind") ?? "object").ToLowerInvariant());
        text.Append(name.Length == 0 ? "" : "-");
        foreach (char c in name.ToLowerInvariant())
        {
            text.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-');
        }

        string file = text.ToString();
        string unique = file;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{file}-{i}");
        }

        return unique;
    }
}
