namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>The solution that is published.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Full path of its file.</param>
public sealed record SolutionSource(string Name, string File)
{
    /// <summary>The target framework that the publish named for all projects (<c>-f net10.0</c>); <see langword="null"/> for none.</summary>
    public string? Framework { get; init; }
}
