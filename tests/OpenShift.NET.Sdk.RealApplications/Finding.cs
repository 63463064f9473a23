namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>A finding as the report has it.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Level"><c>error</c>, <c>warning</c> or <c>note</c>.</param>
/// <param name="File">File it points at.</param>
/// <param name="Line">Line in it, from 1.</param>
/// <param name="Message">What it says.</param>
internal sealed record Finding(string Rule, string Level, string File, int? Line, string Message)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Rule} {Level} {File}({Line}): {Message}");
}
