using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads <c>OpenShiftTemplate</c> items and the templates themselves.</summary>
internal sealed class StartTemplateReader(PropertyPlaces places, string projectFolder, string workingDirectory)
{
    private const string Name = "OpenShiftTemplate";

    /// <exception cref="OpenShiftException">OSC0023, OSC0026: the item is wrong, or its file cannot be read.</exception>
    public StartTemplate Read(InputItem item)
    {
        string target = item["RenderTo"] is { } text
            ? ContainerPath.Parse(text, Name, item, places)
            : throw Invalid(item, "says nothing of what it becomes", "Give it RenderTo, an absolute path in the container, for example /tmp/config/proxy.json.");
        string relative = (item["Link"] ?? item.Include).Replace('\\', '/');
        if (Path.IsPathRooted(relative) || relative.Split('/').Contains(".."))
        {
            throw Invalid(item, "lies outside of the project's folder", "Give it a Link, the path it has in the image, for example templates/proxy.json.");
        }

        string source = Path.GetFullPath(Path.Combine(projectFolder, item.Include.Replace('\\', '/')));
        try
        {
            return new StartTemplate(workingDirectory.TrimEnd('/') + "/" + relative, target, source, TemplateVariables.Of(File.ReadAllText(source)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(item, "cannot be read", "Correct its path.");
        }
    }

    private OpenShiftException Invalid(InputItem item, string seen, string remedy) =>
        new(ToolCodes.InvalidProperty, $"{Name} '{item.Include}' {seen}", remedy, places.OfItem(Name, item.Include));
}
