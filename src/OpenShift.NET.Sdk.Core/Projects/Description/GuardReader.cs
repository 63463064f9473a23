using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads what the start-up guard is to look for.</summary>
internal sealed class GuardReader(ProjectInput input, PropertyReader properties, PropertyPlaces places, string projectFolder, string workingDirectory)
{
    /// <exception cref="OpenShiftException">OSC0023, OSC0026: an item is wrong.</exception>
    public GuardFacts Read()
    {
        var paths = new RequiredPathReader(places);
        var templates = new StartTemplateReader(places, projectFolder, workingDirectory);
        var rendered = new SortedDictionary<string, (StartTemplate Template, string Include)>(StringComparer.Ordinal);
        foreach (InputItem item in input.ItemsOf("Template"))
        {
            StartTemplate template = templates.Read(item);
            if (!rendered.TryAdd(template.Target, (template, item.Include)))
            {
                throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftTemplate '{item.Include}' and '{rendered[template.Target].Include}' are both rendered to {template.Target}", "Give each a RenderTo of its own.", places.OfItem("OpenShiftTemplate", item.Include));
            }
        }

        return new GuardFacts
        {
            IsCompiledIn = properties.Flag(DotnetProperties.Guards),
            Paths = [.. input.ItemsOf("RequiredPath").Select(paths.Read).OrderBy(static p => p.Path, StringComparer.Ordinal)],
            Templates = [.. rendered.Values.Select(static r => r.Template)],
        };
    }
}
