using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>A command, simple or compound.</summary>
/// <param name="Position">Where it begins.</param>
internal abstract record ShellCommand(ShellPosition Position)
{
    /// <summary>Its redirections.</summary>
    public ImmutableArray<ShellRedirection> Redirections { get; init; } = [];
}
