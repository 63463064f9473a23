using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Workloads;

/// <summary>Whether a selector selects labels (Kubernetes API, meta/v1, <c>LabelSelector</c>).</summary>
public static class LabelSelector
{
    /// <summary>Whether every pair of a plain selector, as a Service has it, is among the labels. A selector without pairs selects nothing.</summary>
    public static bool Matches(YamlMapping pairs, YamlMapping labels)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(labels);
        return !pairs.Entries.IsEmpty && Holds(pairs, labels);
    }

    /// <summary>Whether a selector with <c>matchLabels</c> and <c>matchExpressions</c> selects labels; an empty one selects everything.</summary>
    public static bool MatchesFull(YamlMapping selector, YamlMapping labels)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(labels);
        return Holds(selector.MappingAt("matchLabels"), labels)
            && selector.ItemsAt("matchExpressions").OfType<YamlMapping>().All(e => Holds(e, labels.TextAt(e.TextAt("key") ?? "")));
    }

    private static bool Holds(YamlMapping pairs, YamlMapping labels)
    {
        foreach (YamlEntry pair in pairs.Entries)
        {
            string? wanted = (pair.Value as YamlScalar)?.Text;
            if (labels[pair.Key] is not YamlScalar label || (label.Text != wanted && !ParameterReference.IsIn(label.Text) && !ParameterReference.IsIn(wanted ?? "")))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Holds(YamlMapping expression, string? label)
    {
        bool listed = expression.ItemsAt("values").OfType<YamlScalar>().Any(v => v.Text == label);
        return expression.TextAt("operator") switch
        {
            "In" => label is not null && listed,
            "NotIn" => label is null || !listed,
            "Exists" => label is not null,
            "DoesNotExist" => label is null,
            _ => false,
        };
    }
}
