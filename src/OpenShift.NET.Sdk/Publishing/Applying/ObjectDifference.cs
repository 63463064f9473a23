using System.Collections.Immutable;
using System.Text.Json;
using OpenShift.NET.Sdk.Clusters;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>What an object in the cluster would be made: one line a field, values of secrets left out. What the cluster itself keeps of an object is no difference.</summary>
internal static class ObjectDifference
{
    private const int MostLines = 60;
    private const int LongestValue = 160;

    private static readonly HashSet<string> s_own =
    [
        ".status", ".metadata.managedFields", ".metadata.resourceVersion", ".metadata.generation", ".metadata.creationTimestamp", ".metadata.uid", ".metadata.selfLink",
    ];

    /// <summary>The lines.</summary>
    /// <param name="before">The object that is there.</param>
    /// <param name="after">The object as it would be.</param>
    public static ImmutableArray<string> Of(ApiObject before, ApiObject after)
    {
        var lines = new List<string>();
        Compare("", before.Json, after.Json, after.Text("kind") == "Secret", lines);
        return lines.Count <= MostLines ? [.. lines] : [.. lines.Take(MostLines), FormattableString.Invariant($"… and {lines.Count - MostLines} more")];
    }

    private static void Compare(string path, JsonElement before, JsonElement after, bool isSecret, List<string> lines)
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
                bool isHidden = hides && (path.Length > 0 ? name == "value" || isSecret : name is "data" or "stringData");
                Member($"{path}.{Key(name)}", before.TryGetProperty(name, out JsonElement old), old, after.TryGetProperty(name, out JsonElement made), made, isHidden, lines);
            }
        }
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
        {
            CompareLists(path, before, after, isSecret, lines);
        }
        else if (!JsonElement.DeepEquals(before, after))
        {
            lines.Add($"{path}: {Shown(before, isSecret)} → {Shown(after, isSecret)}");
        }
    }

    private static void Member(string path, bool had, JsonElement old, bool has, JsonElement made, bool isSecret, List<string> lines)
    {
        if (had && has)
        {
            Compare(path, old, made, isSecret, lines);
        }
        else if (!s_own.Contains(path))
        {
            lines.Add(has ? $"{path}: + {Shown(made, isSecret)}" : $"{path}: - {Shown(old, isSecret)}");
        }
    }

    // Lists of containers, variables and ports go by names, as they are merged.
    private static void CompareLists(string path, JsonElement before, JsonElement after, bool isSecret, List<string> lines)
    {
        if (Named(before) is { } old && Named(after) is { } made)
        {
            foreach (string name in old.Keys.Union(made.Keys, StringComparer.Ordinal))
            {
                Member($"{path}[{name}]", old.TryGetValue(name, out JsonElement one), one, made.TryGetValue(name, out JsonElement other), other, isSecret, lines);
            }

            return;
        }

        int most = Math.Max(before.GetArrayLength(), after.GetArrayLength());
        for (int i = 0; i < most; i++)
        {
            bool had = i < before.GetArrayLength();
            bool has = i < after.GetArrayLength();
            Member(FormattableString.Invariant($"{path}[{i}]"), had, had ? before[i] : default, has, has ? after[i] : default, isSecret, lines);
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

    private static string Key(string name) => name.AsSpan().IndexOfAny('.', '/') >= 0 ? $"\"{name}\"" : name;

    private static string Shown(JsonElement value, bool isSecret)
    {
        if (isSecret || (value.ValueKind == JsonValueKind.Object && IsSecretVariable(value)))
        {
            return "***";
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(IsSecretVariable))
        {
            return FormattableString.Invariant($"({value.GetArrayLength()} items)");
        }

        string text = PrintableText.Line(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }
}
