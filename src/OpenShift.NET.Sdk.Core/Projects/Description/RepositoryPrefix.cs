using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads <c>OpenShiftRepositoryPrefix</c>: all projects of a solution can be given it at once, which of <c>ContainerRepository</c> would be one name for all images.</summary>
internal static class RepositoryPrefix
{
    /// <summary>Name of the property.</summary>
    public const string Property = "OpenShiftRepositoryPrefix";

    /// <summary>Reads it.</summary>
    /// <param name="input">The project.</param>
    /// <param name="place">Where a property is set.</param>
    /// <returns>Path components with <c>/</c> between them; <see langword="null"/> for none.</returns>
    /// <exception cref="OpenShiftException">OSC0026: no repository can begin with it.</exception>
    public static string? Read(ProjectInput input, Func<string, SourceLocation?> place)
    {
        string? prefix = input.Property(Property)?.Trim('/');
        return prefix is not { Length: > 0 } ? null
            : !prefix.Split('/').All(IsComponent)
                ? throw new OpenShiftException(ToolCodes.InvalidProperty, $"{Property} is '{input.Property(Property)}', and no repository can begin with it", "Set it to what repositories begin with, in lower case, for example team/shop.", place(Property))
                : prefix;
    }

    // What is finer (two dots in a row) is told where the whole name is judged.
    private static bool IsComponent(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');

    /// <summary>The repository with the prefix in front.</summary>
    public static string Join(string? prefix, string repository) => prefix is null ? repository : $"{prefix}/{repository}";
}
