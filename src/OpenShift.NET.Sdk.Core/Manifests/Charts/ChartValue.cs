using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>A value of a chart, and the parameter of the Template that it is.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Path">Its keys in <c>values.yaml</c>.</param>
/// <param name="Kind">What it is.</param>
internal sealed record ChartValue(TemplateParameter Parameter, ImmutableArray<string> Path, ChartValueKind Kind)
{
    /// <summary>The setting it is; <see langword="null"/> when it is none.</summary>
    public WorkloadSetting? Setting { get; init; }

    /// <summary>Its path as <c>helm --set</c> and people write it.</summary>
    public string Name => string.Join('.', Path.Select(static k => k.Replace(".", "\\.", StringComparison.Ordinal)));

    /// <summary>Whether nothing can be installed before somebody gives it.</summary>
    public bool IsMissing => Parameter is { Required: true, Value.Length: 0 };

    /// <summary>What <c>values.yaml</c> says; <see langword="null"/> when that is for the user to say.</summary>
    public YamlScalar? Default => IsMissing || Parameter.Generate is not null ? null
        : Kind == ChartValueKind.Count && int.TryParse(Parameter.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int count) ? count
        : new YamlScalar(Parameter.Value);

    /// <summary>What it means, with what in the project changes it.</summary>
    public string Meaning
    {
        get
        {
            string text = Parameter.Root.TextAt("description") ?? Parameter.Root.TextAt("displayName") ?? "";
            string? source = Parameter.Root.EntryOf("name")?.Comment;
            return source is null || text.Contains(source, StringComparison.Ordinal) ? text : text.Length == 0 ? source : $"{text} ({source})";
        }
    }
}
