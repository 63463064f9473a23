using System.Text;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads <c>OpenShiftTemplate</c> items and the templates themselves.</summary>
internal sealed class StartTemplateReader(PropertyPlaces places, string projectFolder, string workingDirectory)
{
    private const string Name = "OpenShiftTemplate";

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="OpenShiftException">OSC0023, OSC0026: the item is wrong, or its file cannot be read.</exception>
    public StartTemplate Read(InputItem item)
    {
        string target = item["RenderTo"] is { } written
            ? ContainerPath.Parse(written, Name, item, places)
            : throw Invalid(item, "says nothing of what it becomes", "Give it RenderTo, an absolute path in the container, for example /tmp/config/proxy.json.");
        if (written.EndsWith('/') || written.EndsWith('\\'))
        {
            throw Invalid(item, $"is rendered to '{written}', which is a folder", $"Name the file: {target}/{Path.GetFileName(item.Include.Replace('\\', '/'))}.");
        }

        string relative = (item["Link"] ?? item.Include).Replace('\\', '/');
        if (Path.IsPathRooted(relative) || relative.Split('/').Contains(".."))
        {
            throw Invalid(item, "lies outside of the project's folder", "Give it a Link, the path it has in the image, for example templates/proxy.json.");
        }

        string source = Path.GetFullPath(Path.Combine(projectFolder, item.Include.Replace('\\', '/')));
        string text;
        try
        {
            text = File.ReadAllText(source, s_strict);
        }
        catch (DecoderFallbackException)
        {
            throw Invalid(item, "is no text in UTF-8", "Save it as UTF-8; the guard renders text alone.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(item, "cannot be read", "Correct its path.");
        }

        return TemplateVariables.Nested(text) is { } nested
            ? throw new OpenShiftException(ToolCodes.InvalidProperty, $"{Name} '{item.Include}' has a variable inside of the default of {nested.Name}, which nobody renders", "Write a default without '${', or set the variable in the image with a ContainerEnvironmentVariable.", new SourceLocation(source, nested.Line))
            : new StartTemplate(workingDirectory.TrimEnd('/') + "/" + relative, target, source, TemplateVariables.Of(text));
    }

    private OpenShiftException Invalid(InputItem item, string seen, string remedy) =>
        new(ToolCodes.InvalidProperty, $"{Name} '{item.Include}' {seen}", remedy, places.OfItem(Name, item.Include));
}
