using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Merging;

/// <summary>
/// Puts hand-written fields over generated ones nearly as <c>kubectl apply</c>'s strategic merge patch does: mappings merge key by key, lists of named things
/// merge by their name, everything else is replaced, <c>null</c> and <c>$patch: delete</c> remove.
/// </summary>
internal static class StrategicMerge
{
    private const string Directive = "$patch";

    // What an item of envFrom is told by; kubectl replaces the list, and the generated ConfigMap would be gone without a word.
    private const string Source = "configMapRef or secretRef";

    // Of these a mapping can have one: when the user writes another one, the generated one goes.
    private static readonly ImmutableArray<ImmutableArray<string>> Alternatives =
    [
        ["value", "valueFrom"],
        ["httpGet", "tcpSocket", "grpc", "exec"],
    ];

    /// <summary>Merges a hand-written mapping over a generated one.</summary>
    /// <param name="generated">The generated mapping.</param>
    /// <param name="written">The hand-written one; its nodes keep their marks.</param>
    /// <param name="comment">What is written above keys that come from it.</param>
    public static YamlMapping Merge(YamlMapping generated, YamlMapping written, string? comment) => MergeMappings(generated, written, comment, "");

    /// <summary>The same without the orders (<c>null</c>, <c>$patch</c>) that only make sense over something generated.</summary>
    public static YamlMapping Plain(YamlMapping written) => MergeMappings(YamlMapping.Empty, written, null, "");

    private static YamlMapping MergeMappings(YamlMapping generated, YamlMapping written, string? comment, string parent)
    {
        if (written.TextAt(Directive) == "replace")
        {
            generated = YamlMapping.Empty;
        }

        var entries = generated.Entries.Where(e => !IsDisplaced(e, generated, written, parent)).ToList();
        foreach (YamlEntry entry in written.Entries)
        {
            if (entry.Key == Directive)
            {
                continue;
            }

            int index = entries.FindIndex(e => e.Key == entry.Key);
            YamlNode? before = index < 0 ? null : entries[index].Value;
            if (IsRemoved(entry.Value))
            {
                if (index >= 0)
                {
                    entries.RemoveAt(index);
                }

                continue;
            }

            // A mapping that is merged into keeps its own comment, as its keys say where they come from.
            bool merges = before is YamlMapping && entry.Value is YamlMapping || (before is YamlSequence && entry.Value is YamlSequence && KeyOf(entry) is not null);
            YamlNode value = MergeNodes(before, entry.Value, comment, entry);
            YamlEntry result = merges ? entries[index] with { Value = value } : entry with { Value = value, Comment = comment };
            if (index < 0)
            {
                entries.Add(result);
            }
            else
            {
                entries[index] = result;
            }
        }

        return (generated.Entries.IsEmpty ? written : generated) with { Entries = [.. entries] };
    }

    private static YamlNode MergeNodes(YamlNode? generated, YamlNode written, string? comment, YamlEntry entry) => written switch
    {
        YamlMapping mapping => MergeMappings(generated as YamlMapping ?? YamlMapping.Empty, mapping, generated is YamlMapping ? comment : null, entry.Key),
        YamlSequence sequence when KeyOf(entry) is { } key => MergeItems(generated as YamlSequence, sequence, key, comment, entry.Key),
        YamlSequence sequence => sequence with { Items = [.. sequence.Items.Select(i => i is YamlMapping mapping ? MergeMappings(YamlMapping.Empty, mapping, null, entry.Key) : i)] },
        _ => written,
    };

    private static YamlSequence MergeItems(YamlSequence? generated, YamlSequence written, string key, string? comment, string parent)
    {
        List<YamlNode> items = [.. generated?.Items ?? []];
        foreach (YamlMapping item in written.Items.Cast<YamlMapping>())
        {
            int index = IndexOf(items, item, key);
            if (IsRemoved(item))
            {
                if (index >= 0)
                {
                    items.RemoveAt(index);
                }
            }
            else if (index < 0)
            {
                items.Add(MergeMappings(YamlMapping.Empty, item, null, parent));
            }
            else
            {
                items[index] = MergeMappings((YamlMapping)items[index], item, comment, parent);
            }
        }

        return (generated ?? written) with { Items = [.. items] };
    }

    // A port's name is as unique as its number, and one number may be there for TCP and for UDP.
    private static int IndexOf(List<YamlNode> items, YamlMapping item, string key)
    {
        bool isPort = key is "containerPort" or "port";
        int named = isPort && item.TextAt("name") is { } name ? items.FindIndex(i => (i as YamlMapping)?.TextAt("name") == name) : -1;
        return named >= 0 ? named : items.FindIndex(i => i is YamlMapping other && Name(other, key) == Name(item, key) && (!isPort || Protocol(other) == Protocol(item)));

        static string Protocol(YamlMapping port) => port.TextAt("protocol") ?? "TCP";
    }

    private static string? Name(YamlMapping item, string key) => key != Source ? item.TextAt(key)
        : item.TextAt("configMapRef", "name") is { } map ? $"{item.TextAt("prefix")} ConfigMap/{map}"
        : item.TextAt("secretRef", "name") is { } secret ? $"{item.TextAt("prefix")} Secret/{secret}"
        : null;

    private static bool IsRemoved(YamlNode node) =>
        node is YamlScalar { Kind: YamlScalarKind.Null } || (node is YamlMapping mapping && mapping.TextAt(Directive) == "delete");

    // The names of things in lists (Kubernetes API, patchMergeKey); a list whose items do not all have theirs is replaced as a whole.
    private static string? KeyOf(YamlEntry list)
    {
        ReadOnlySpan<string> keys = list.Key switch
        {
            "containers" or "initContainers" or "ephemeralContainers" or "env" or "volumes" or "imagePullSecrets" or "parameters" => ["name"],

            // Tekton's and Shipwright's API declare these atomic, and kubectl would replace them: nobody who names one task wants the others gone.
            "tasks" or "params" or "paramValues" or "sidecars" or "steps" or "workspaces" or "results" => ["name"],
            "taskRunSpecs" => ["pipelineTaskName"],
            "ports" => ["containerPort", "port", "name"],
            "envFrom" => [Source],
            "volumeMounts" => ["mountPath"],
            "volumeDevices" => ["devicePath"],
            "hostAliases" => ["ip"],
            "topologySpreadConstraints" => ["topologyKey"],
            _ => [],
        };
        foreach (string key in keys)
        {
            if (list.Value is YamlSequence { Items: { Length: > 0 } items } && items.All(i => i is YamlMapping item && Name(item, key) is not null))
            {
                return key;
            }
        }

        return null;
    }

    private static bool IsDisplaced(YamlEntry entry, YamlMapping generated, YamlMapping written, string parent)
    {
        if (written[entry.Key] is not null)
        {
            return false;
        }

        foreach (ImmutableArray<string> group in Alternatives)
        {
            if (group.Contains(entry.Key) && group.Any(k => written[k] is { } other && !IsRemoved(other)))
            {
                return true;
            }
        }

        // A volume is a name and one source; a strategy's details belong to its type.
        return (parent == "volumes" && entry.Key != "name" && written.Entries.Any(e => e.Key is not ("name" or Directive)))
            || (parent is "strategy" or "updateStrategy" && entry.Key == "rollingUpdate" && written.TextAt("type") is { } type && type != generated.TextAt("type"));
    }
}
