namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>A finding that must be made, or must not, or was judged after a run.</summary>
/// <param name="Id">Its name in the results.</param>
/// <param name="Rules">Ids of the rules it may come from; empty: any.</param>
/// <param name="At"><c>file</c> or <c>file:line</c>.</param>
/// <param name="Text">What the message says.</param>
/// <param name="Right">Of a judged one: whether it is true.</param>
/// <param name="Why">The reason.</param>
/// <param name="Also">Other places of the same thing: what is told once, and has several.</param>
internal sealed record TruthRow(string? Id, IReadOnlyList<string>? Rules, string? At, string? Text, bool? Right, string? Why, IReadOnlyList<string>? Also = null)
{
    /// <summary>How far a line may be from the one that was written down: a statement begins above the literal in it.</summary>
    private const int LineTolerance = 6;

    /// <summary>Whether a finding is the one this row means: one of its rules, and at its place or with its text.</summary>
    public bool Means(Finding finding)
    {
        if (Rules is { Count: > 0 } && !Rules.Contains(finding.Rule, StringComparer.Ordinal))
        {
            return false;
        }

        if (Rules is ["OSC2001"])
        {
            // What is missing has no place: each reader writes another one down, and the rule says it once.
            return true;
        }

        bool saysText = !string.IsNullOrEmpty(Text) && finding.Message.Contains(Text, StringComparison.OrdinalIgnoreCase);
        bool saysPlace = (!string.IsNullOrEmpty(At) && IsAt(At, finding)) || (Also ?? []).Any(place => IsAt(place, finding));
        return (string.IsNullOrEmpty(Text) && string.IsNullOrEmpty(At)) || saysText || saysPlace;
    }

    /// <summary>How far a finding that this row means is from it: none where its text is said, the lines between them, or as far as can be where only the rule is named.</summary>
    public int Distance(Finding finding) =>
        !string.IsNullOrEmpty(Text) && finding.Message.Contains(Text, StringComparison.OrdinalIgnoreCase) ? 0
        : string.IsNullOrEmpty(At) ? int.MaxValue
        : LineOf(At) is { } line && finding.Line is { } told ? Math.Abs(told - line) : 0;

    private static int? LineOf(string place) =>
        place.LastIndexOf(':') is > 0 and var colon && int.TryParse(place.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int line) ? line : null;

    /// <summary>Whether what SETTINGS.md says of a setting is what this row means: its rule, and its text, or its file where the row has no text.</summary>
    public bool MeansSetting(Finding setting) =>
        (Rules ?? []).Contains(setting.Rule, StringComparer.Ordinal)
        && (string.IsNullOrEmpty(Text) ? !string.IsNullOrEmpty(At) && IsAt(At, setting) : setting.Message.Contains(Text, StringComparison.OrdinalIgnoreCase));

    private static bool IsAt(string place, Finding finding)
    {
        int colon = place.LastIndexOf(':');
        int? line = colon > 0 && int.TryParse(place.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : null;
        string file = Path.GetFileName(line is null ? place : place[..colon]);
        bool sameFile = string.Equals(Path.GetFileName(finding.File), file, StringComparison.Ordinal);
        return sameFile
            ? line is null || finding.Line is null || Math.Abs(finding.Line.Value - line.Value) <= LineTolerance
            : finding.Message.Contains(line is null ? file : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{line}"), StringComparison.Ordinal)
                || (line is not null && finding.Message.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}, line {line}"), StringComparison.Ordinal));
    }
}
