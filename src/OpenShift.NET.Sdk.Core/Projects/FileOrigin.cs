namespace OpenShift.NET.Sdk.Projects;

/// <summary>Where a published file comes from, in the order of how rarely it changes.</summary>
public enum FileOrigin
{
    /// <summary>The .NET runtime of a self-contained publish.</summary>
    RuntimePack,

    /// <summary>A NuGet package.</summary>
    Package,

    /// <summary>A static web asset (<c>wwwroot</c>) or a content file of the project.</summary>
    Content,

    /// <summary>A referenced project.</summary>
    ProjectReference,

    /// <summary>The project itself: assembly, apphost, settings, and what MSBuild generates for it.</summary>
    App,
}
