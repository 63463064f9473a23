using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>One item of the build.</summary>
/// <param name="Kind">What it is, for example <c>PublishFile</c> or <c>Label</c>.</param>
/// <param name="Include">The item's identity.</param>
/// <param name="Metadata">Its metadata; an unset one is missing or empty.</param>
public sealed record InputItem(string Kind, string Include, ImmutableDictionary<string, string> Metadata)
{
    /// <summary>A metadata value; <see langword="null"/> when it is unset or empty.</summary>
    public string? this[string name] => Metadata.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
