namespace OpenShift.NET.Sdk.Diagnostics;

/// <summary>A place in a file of the user's.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Line">Line, counted from 1; 0 when unknown.</param>
/// <param name="Column">Column, counted from 1; 0 when unknown.</param>
public sealed record SourceLocation(string File, int Line = 0, int Column = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? File : FormattableString.Invariant($"{File}({Line},{Math.Max(Column, 1)})");
}
