using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>A program that a process supervisor of the image starts, as its settings say.</summary>
/// <param name="Name">What the settings call it.</param>
/// <param name="Command">Its command line; empty when it is more than constant words.</param>
/// <param name="File">The file that says it, as an absolute path.</param>
internal sealed record SupervisedProgram(string Name, ImmutableArray<string> Command, string File)
{
    /// <summary>The folder it is started in; <see langword="null"/> for the supervisor's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The variables its settings add.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
}
