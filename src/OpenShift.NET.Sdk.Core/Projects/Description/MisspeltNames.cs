using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>
/// Finds properties and items with a slip in their name. MSBuild takes any name, so that one would be without effect and nobody would say so; what is not like any of this SDK's, or is
/// read by the files it stands in, is the user's own.
/// </summary>
internal static class MisspeltNames
{
    private const string Prefix = "OpenShift";

    /// <summary>All of them, by name.</summary>
    public static ImmutableArray<MisspeltName> Of(ProjectInput input, PropertyPlaces places)
    {
        IReadOnlySet<string> commandLine = input.OnCommandLine;
        var found = ImmutableArray.CreateBuilder<MisspeltName>();
        foreach (string name in places.All.Keys.Concat(commandLine).Where(IsOwn).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase))
        {
            if (!PublicNames.All.Contains(name) && !places.Reads(name) && NearestName.Of(name, PublicNames.All.Order(StringComparer.Ordinal)) is { } meant)
            {
                found.Add(new MisspeltName(name, meant, commandLine.Contains(name)));
            }
        }

        return found.ToImmutable();
    }

    // Places of single items have their identity behind the name.
    private static bool IsOwn(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !name.Contains(' ', StringComparison.Ordinal);
}
