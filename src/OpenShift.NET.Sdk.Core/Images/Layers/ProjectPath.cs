using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>Paths as the project gives them, as paths of an image.</summary>
internal static class ProjectPath
{
    /// <summary>An absolute folder path without leading and trailing <c>/</c>; empty for the root.</summary>
    public static string OfFolder(string path, string property, ProjectFacts facts)
    {
        if (!path.StartsWith('/'))
        {
            throw Invalid(property, path, "is not an absolute path", facts);
        }

        return Checked(path.Split('/', StringSplitOptions.RemoveEmptyEntries), path, property, facts);
    }

    /// <summary>The path of a publish file below the working directory.</summary>
    public static string OfFile(string path, ProjectFacts facts)
    {
        string[] parts = path.Split('/');
        return Array.IndexOf(parts, "") >= 0
            ? throw Invalid("Publish file", path, "is not a relative path", facts)
            : Checked(parts, path, "Publish file", facts);
    }

    public static OpenShiftException Invalid(string property, string path, string how, ProjectFacts facts) =>
        new(ToolCodes.InvalidPath, $"{property} '{path}' {how}", property == "Publish file" ? "Give the item a path below the publish folder." : "Give an absolute path such as '/app/data'.", facts.PlaceOf(property));

    private static string Checked(string[] parts, string path, string property, ProjectFacts facts)
    {
        foreach (string part in parts)
        {
            if (part is "." or "..")
            {
                throw Invalid(property, path, $"contains '{part}'", facts);
            }

            if (part.StartsWith(".wh.", StringComparison.Ordinal))
            {
                // OCI image-spec, layer.md, "Whiteouts": the name would delete a file instead of adding one.
                throw Invalid(property, path, "contains a name that starts with '.wh.', which image layers reserve", facts);
            }

            foreach (char c in part)
            {
                if (char.IsControl(c) || c == '\\')
                {
                    throw Invalid(property, path.ReplaceLineEndings(" "), "contains a control character or a backslash", facts);
                }
            }
        }

        return string.Join('/', parts);
    }
}
