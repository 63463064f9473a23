using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads <c>OpenShiftRequiredPath</c> items.</summary>
internal sealed class RequiredPathReader(PropertyPlaces places)
{
    private const string Name = "OpenShiftRequiredPath";

    /// <exception cref="OpenShiftException">OSC0023, OSC0026: the item is wrong.</exception>
    public RequiredPath Read(InputItem item)
    {
        string path = ContainerPath.Parse(item.Include, Name, item, places);
        bool? isFile = item["Type"]?.ToUpperInvariant() switch
        {
            null => null,
            "FILE" => true,
            "FOLDER" => false,
            _ => throw new OpenShiftException(ToolCodes.InvalidProperty, $"{Name} '{item.Include}' has the Type '{item["Type"]}'", "Set it to File or Folder.", places.OfItem(Name, item.Include)),
        };
        return new RequiredPath(path, isFile ?? !item.Include.Replace('\\', '/').EndsWith('/'), item["Description"]);
    }
}
