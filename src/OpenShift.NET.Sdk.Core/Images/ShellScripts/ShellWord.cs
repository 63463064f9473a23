using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>A word of a script.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Parts">Its parts; none for an empty word.</param>
internal sealed record ShellWord(ShellPosition Position, ImmutableArray<ShellWordPart> Parts)
{
    /// <summary>The word with quotes removed when it is the same in every run; <see langword="null"/> when something is expanded in it.</summary>
    public string? Constant => Parts.All(static p => p.Kind == ShellWordPartKind.Literal) ? string.Concat(Parts.Select(static p => p.Text)) : null;
}
