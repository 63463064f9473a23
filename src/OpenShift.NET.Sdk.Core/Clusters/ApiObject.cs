using System.Text.Json;

namespace OpenShift.NET.Sdk.Clusters;

/// <summary>A part of what an API server has answered. What is not there, or is of another form, is nothing rather than a failure.</summary>
/// <param name="Json">The part.</param>
internal readonly record struct ApiObject(JsonElement Json)
{
    /// <summary>Whether there is anything.</summary>
    public bool Exists => Json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Name of the object.</summary>
    public string Name => Text("metadata", "name") ?? "";

    /// <summary>What tells the object from one that had its name before.</summary>
    public string Uid => Text("metadata", "uid") ?? "";

    /// <summary>The part that a path of keys leads to.</summary>
    public ApiObject At(params ReadOnlySpan<string> path)
    {
        JsonElement element = Json;
        foreach (string key in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element))
            {
                return default;
            }
        }

        return new ApiObject(element);
    }

    /// <summary>The text that a path of keys leads to; <see langword="null"/> when there is none.</summary>
    public string? Text(params ReadOnlySpan<string> path) => At(path).Json is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The number that a path of keys leads to; 0 when there is none, which is what Kubernetes leaves out.</summary>
    public long Number(params ReadOnlySpan<string> path) => At(path).Json is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : 0;

    /// <summary>Whether a path of keys leads to <c>true</c>.</summary>
    public bool IsTrue(params ReadOnlySpan<string> path) => At(path).Json.ValueKind == JsonValueKind.True;

    /// <summary>The items of the list that a path of keys leads to.</summary>
    public IEnumerable<ApiObject> Items(params ReadOnlySpan<string> path)
    {
        JsonElement list = At(path).Json;
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(static e => new ApiObject(e)) : [];
    }

    /// <summary>The members of the mapping that a path of keys leads to.</summary>
    public IEnumerable<(string Name, ApiObject Value)> Members(params ReadOnlySpan<string> path)
    {
        JsonElement mapping = At(path).Json;
        return mapping.ValueKind == JsonValueKind.Object ? mapping.EnumerateObject().Select(static p => (p.Name, new ApiObject(p.Value))) : [];
    }

    /// <summary>The condition of a type; nothing when there is none.</summary>
    public ApiObject Condition(string type) => Items("status", "conditions").FirstOrDefault(c => c.Text("type") == type);
}
