using System.Collections.Immutable;
using System.Text.Json;
using OpenShift.NET.Sdk.Clusters;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>What an object in the cluster would be made: one line a field, values of secrets left out. What the cluster itself keeps of an object is no difference.</summary>
internal sealed class ObjectDifference
{
    private const int MostLines = 60;
    private const int LongestValue = 160;

    private static readonly HashSet<string> s_own =
    [
        ".status", ".metadata.managedFields", ".metadata.resourceVersion", ".metadata.generation", ".metadata.creationTimestamp", ".metadata.uid", ".metadata.selfLink",

        // What "oc apply" keeps for itself: the whole object once more, a Secret's values among it.
        ".metadata.annotations.\"kubectl.kubernetes.io/last-applied-configuration\"",
    ];

    private readonly Func<string, string> _hide;
    private readonly List<string> _lines = [];

    private ObjectDifference(Func<string, string> hide) => _hide = hide;

    /// <summary>The lines.</summary>
    /// <param name="before">The object that is there.</param>
    /// <param name="after">The object as it would be.</param>
    /// <param name="hide">Takes secrets out of a text, before any of it is cut.</param>
    public static ImmutableArray<string> Of(ApiObject before, ApiObject after, Func<string, string> hide)
    {
        var difference = new ObjectDifference(hide);
        difference.Compare("", before.Json, after.Json, after.Text("kind") == "Secret");
        List<string> lines = difference._lines;
        return lines.Count <= MostLines ? [.. lines] : [.. lines.Take(MostLines), FormattableString.Invariant($"… and {lines.Count - MostLines} more")];
    }

    private void Compare(string path, JsonElement before, JsonElement after, bool isSecret)
    {
        if (s_own.Contains(path))
        {
            return;
        }

        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            bool hides = isSecret || IsSecretVariable(after) || IsSecretVariable(before);
            foreach (string name in before.EnumerateObject().Select(static p => p.Name).Union(after.EnumerateObject().Select(static p => p.Name), StringComparer.Ordinal))
            {
                bool isHidden = (hides && (path.Length > 0 ? name == "value" || isSecret : name is "data" or "stringData")) || (path is ".data" && SecretName.IsSecret(name));
                Member($"{path}.{Key(name)}", before.TryGetProperty(name, out JsonElement old), old, after.TryGetProperty(name, out JsonElement made), made, isHidden);
            }
        }
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
        {
            CompareLists(path, before, after, isSecret);
        }
        else if (!JsonElement.DeepEquals(before, after))
        {
            _lines.Add($"{path}: {Shown(before, isSecret)} → {Shown(after, isSecret)}");
        }
    }

    private void Member(string path, bool had, JsonElement old, bool has, JsonElement made, bool isSecret)
    {
        if (had && has)
        {
            Compare(path, old, made, isSecret);
        }
        else if (!s_own.Contains(path))
        {
            _lines.Add(has ? $"{path}: + {Shown(made, isSecret)}" : $"{path}: - {Shown(old, isSecret)}");
        }
    }

    // Lists of containers, variables and ports go by names, as they are merged.
    private void CompareLists(string path, JsonElement before, JsonElement after, bool isSecret)
    {
        if (Named(before) is { } old && Named(after) is { } made)
        {
            foreach (string name in old.Keys.Union(made.Keys, StringComparer.Ordinal))
            {
                Member($"{path}[{name}]", old.TryGetValue(name, out JsonElement one), one, made.TryGetValue(name, out JsonElement other), other, isSecret);
            }

            return;
        }

        int most = Math.Max(before.GetArrayLength(), after.GetArrayLength());
        for (int i = 0; i < most; i++)
        {
            bool had = i < before.GetArrayLength();
            bool has = i < after.GetArrayLength();
            Member(FormattableString.Invariant($"{path}[{i}]"), had, had ? before[i] : default, has, has ? after[i] : default, isSecret);
        }
    }

    private static Dictionary<string, JsonElement>? Named(JsonElement list)
    {
        var named = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (new ApiObject(item).Text("name") is not { Length: > 0 } name || !named.TryAdd(name, item))
            {
                return null;
            }
        }

        return named.Count == 0 ? null : named;
    }

    private static bool IsSecretVariable(JsonElement element) => new ApiObject(element).Text("name") is { } name && SecretName.IsSecret(name);

    // As deep as it lies: a container that is new is one value, with its variables in it.
    private static bool HoldsSecret(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => IsSecretVariable(value) || value.EnumerateObject().Any(static p => (p.Value.ValueKind == JsonValueKind.String && SecretName.IsSecret(p.Name)) || HoldsSecret(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HoldsSecret),
        _ => false,
    };

    private static string Key(string name) => name.AsSpan().IndexOfAny('.', '/') >= 0 ? $"\"{name}\"" : name;

    private string Shown(JsonElement value, bool isSecret)
    {
        if (isSecret || (value.ValueKind == JsonValueKind.Object && IsSecretVariable(value)))
        {
            return "***";
        }

        if (HoldsSecret(value))
        {
            return value.ValueKind == JsonValueKind.Array ? FormattableString.Invariant($"({value.GetArrayLength()} items)") : "(with a secret in it)";
        }

        string text = PrintableText.Line(_hide(value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText()));
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }
}
