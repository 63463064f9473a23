using System.Collections.Immutable;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads the items <c>OpenShiftCommonLibrary</c>: those of this SDK's own list and the project's.</summary>
internal sealed class CommonLibraryReader(ProjectInput input, PropertyPlaces places)
{
    private const string Item = "OpenShiftCommonLibrary";
    private const int MaximumName = 100;

    /// <summary>The libraries for the project's target framework, ordered by name.</summary>
    /// <exception cref="OpenShiftException">OSC0026: an item names no package, no exact version, or a package twice.</exception>
    public ImmutableArray<CommonLibrary> Read()
    {
        string framework = input.Property("TargetFramework") ?? "";
        var libraries = new SortedDictionary<string, CommonLibrary>(StringComparer.OrdinalIgnoreCase);
        foreach (InputItem item in input.ItemsOf("CommonLibrary"))
        {
            if (item["TargetFramework"] is { } one && !one.Equals(framework, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            CommonLibrary library = Read(item);
            if (libraries.TryGetValue(library.Name, out CommonLibrary? known) && known != library)
            {
                throw Invalid(item, $"is there twice, with the versions {known.Version} and {library.Version}", $"Change the version of the one that is there: <{Item} Update=\"{item.Include}\" Version=\"{library.Version}\" />.");
            }

            libraries[library.Name] = library;
        }

        return [.. libraries.Values];
    }

    private CommonLibrary Read(InputItem item)
    {
        if (item.Include.Length is 0 or > MaximumName || !item.Include.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') || item.Include[0] is '.' or '-')
        {
            throw Invalid(item, "is no id of a NuGet package", "Write one package an item, its id as it stands on the package's page.");
        }

        string remedy = $"Write the version exactly, as in <{Item} Include=\"{item.Include}\" Version=\"1.2.3\" />.";
        return NuGetVersion.TryParse(item["Version"] ?? throw Invalid(item, "has no Version", remedy), out NuGetVersion? version)
            ? new CommonLibrary(item.Include, version.ToNormalizedString()) { IsOptional = IsOptional(item) }
            : throw Invalid(item, $"has the version '{item["Version"]}', which is no exact one, so the same project would give another image tomorrow", remedy);
    }

    private bool IsOptional(InputItem item) => item["Optional"] switch
    {
        null => false,
        { } text when bool.TryParse(text, out bool optional) => optional,
        { } text => throw Invalid(item, $"has Optional '{text}'", "Set it to true or false."),
    };

    private OpenShiftException Invalid(InputItem item, string seen, string remedy) =>
        new(ToolCodes.InvalidProperty, $"{Item} '{item.Include}' {seen}", remedy, places.OfItem(Item, item.Include));
}
