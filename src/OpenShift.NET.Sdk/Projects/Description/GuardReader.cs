using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads what the start-up guard is to look for.</summary>
internal sealed class GuardReader(ProjectInput input, PropertyReader properties, PropertyPlaces places, string projectFolder, string workingDirectory)
{
    /// <exception cref="OpenShiftException">OSC0023, OSC0026: an item is wrong.</exception>
    public GuardFacts Read()
    {
        var paths = new RequiredPathReader(places);
        var templates = new StartTemplateReader(places, projectFolder, workingDirectory);
        return new GuardFacts
        {
            IsCompiledIn = properties.Flag("_OpenShiftGuards"),
            Paths = [.. input.ItemsOf("RequiredPath").Select(paths.Read).OrderBy(static p => p.Path, StringComparer.Ordinal)],
            Templates = [.. input.ItemsOf("Template").Select(templates.Read).OrderBy(static t => t.Target, StringComparer.Ordinal)],
        };
    }
}
