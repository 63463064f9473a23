namespace OpenShift.NET.Sdk.Projects;

/// <summary>A NuGet package that a builder of .NET applications brings along, with all it depends on.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version, exactly.</param>
public sealed record CommonLibrary(string Name, string Version)
{
    /// <summary>Whether it is left out where the project's NuGet sources do not have it.</summary>
    public bool IsOptional { get; init; }
}
