using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>A part of a word.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">The text with quotes removed; the name of a parameter.</param>
/// <param name="IsQuoted">Whether it stands in quotes, so that the shell neither splits it nor expands patterns in it.</param>
internal sealed record ShellWordPart(ShellWordPartKind Kind, string Text, bool IsQuoted)
{
    /// <summary>What a parameter expansion does besides: <c>:-</c>, <c>%</c>, <c>#</c> in front for the length …; empty for none.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The word after <see cref="Operator"/>.</summary>
    public ShellWord? Argument { get; init; }

    /// <summary>The statements of a substitution.</summary>
    public ImmutableArray<ShellStatement> Body { get; init; } = [];
}
