using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>An absolute path in a container, as items name it.</summary>
internal static class ContainerPath
{
    /// <summary>The path without a trailing slash; <see langword="null"/> when it is none, or the root.</summary>
    public static string? TryRead(string text)
    {
        string path = text.Replace('\\', '/').TrimEnd('/');
        return path.Length > 1 && path[0] == '/' && !path.Split('/').Skip(1).Any(static s => s is "" or "." or "..") && !path.Any(char.IsControl) ? path : null;
    }

    /// <summary>The path without a trailing slash.</summary>
    /// <param name="text">As written.</param>
    /// <param name="name">Name of the item's type.</param>
    /// <param name="item">The item.</param>
    /// <param name="places">Where items stand.</param>
    /// <exception cref="OpenShiftException">OSC0023: it is none.</exception>
    public static string Parse(string text, string name, InputItem item, PropertyPlaces places)
    {
        return TryRead(text) ?? throw new OpenShiftException(ToolCodes.InvalidPath, $"{name} '{item.Include}' names '{text}', which is no absolute path of a container", "Write it from the root and without '.' and '..', for example /data.", places.OfItem(name, item.Include));
    }
}
