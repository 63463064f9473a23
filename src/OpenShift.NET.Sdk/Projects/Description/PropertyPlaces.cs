using System.Collections.Immutable;
using System.Xml;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>
/// Where properties and items stand in the files a user writes: the project file, Directory.Build.props and Directory.Build.targets.
/// MSBuild does not tell tasks where a value came from, so the last element of a name in the nearest file is taken.
/// </summary>
public sealed class PropertyPlaces
{
    private readonly ImmutableSortedDictionary<string, SourceLocation> _places;
    private readonly string _projectFile;

    private PropertyPlaces(ImmutableSortedDictionary<string, SourceLocation> places, string projectFile)
    {
        _places = places;
        _projectFile = projectFile;
    }

    /// <summary>All places by property or item name; those of single items also by name and identity, see <see cref="ProjectFacts.PlaceOfItem"/>.</summary>
    public ImmutableSortedDictionary<string, SourceLocation> All => _places;

    /// <summary>Where a name stands; the project file when it stands nowhere.</summary>
    public SourceLocation Of(string name) => _places.GetValueOrDefault(name) ?? new SourceLocation(_projectFile);

    /// <summary>Where an item with this identity stands; else where one of its name stands; else the project file.</summary>
    public SourceLocation OfItem(string name, string include) => _places.GetValueOrDefault(Identity(name, include)) ?? Of(name);

    /// <summary>Reads the files that exist. A file that is no XML is passed over: MSBuild itself has judged it.</summary>
    /// <param name="projectFile">Full path of the project file.</param>
    /// <param name="otherFiles">Full paths of the other files, the most distant first.</param>
    public static PropertyPlaces Read(string projectFile, IEnumerable<string?> otherFiles)
    {
        ArgumentNullException.ThrowIfNull(otherFiles);
        ImmutableSortedDictionary<string, SourceLocation>.Builder places = ImmutableSortedDictionary.CreateBuilder<string, SourceLocation>(StringComparer.Ordinal);
        foreach (string? file in otherFiles.Append(projectFile))
        {
            if (!string.IsNullOrEmpty(file) && File.Exists(file))
            {
                ReadFile(file, places);
            }
        }

        return new PropertyPlaces(places.ToImmutable(), projectFile);
    }

    private static void ReadFile(string file, ImmutableSortedDictionary<string, SourceLocation>.Builder places)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true });
            var parents = new Stack<string>();
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.EndElement)
                {
                    parents.Pop();
                }
                else if (reader.NodeType == XmlNodeType.Element)
                {
                    string name = reader.LocalName;
                    if (parents.TryPeek(out string? parent) && parent is "PropertyGroup" or "ItemGroup" && IsOfInterest(name))
                    {
                        var line = (IXmlLineInfo)reader;
                        var place = new SourceLocation(file, line.LineNumber, Math.Max(1, line.LinePosition - 1));
                        places[name] = place;
                        if (parent == "ItemGroup" && (reader.GetAttribute("Include") ?? reader.GetAttribute("Update")) is { } include)
                        {
                            foreach (string single in include.Split(';', StringSplitOptions.TrimEntries))
                            {
                                places[Identity(name, single)] = place;
                            }
                        }
                    }

                    if (!reader.IsEmptyElement)
                    {
                        parents.Push(name);
                    }
                }
            }
        }
        catch (XmlException)
        {
            // Without places diagnostics name the project file as a whole.
        }
    }

    private static string Identity(string name, string include) => name + " " + include;

    private static bool IsOfInterest(string name) =>
        name.StartsWith("Container", StringComparison.Ordinal)
        || name.StartsWith("OpenShift", StringComparison.Ordinal)
        || name is "Version" or "VersionPrefix" or "VersionSuffix" or "Description" or "Authors" or "Title" or "TargetFramework" or "RuntimeIdentifier"
            or "LocalRegistry" or "PublishSelfContained" or "SelfContained" or "PackageTags" or "PackageLicenseExpression" or "RepositoryUrl" or "PackageProjectUrl" or "NoWarn" or "Deterministic"
            or "RegistryUrl" or "PublishImageTag" or "AutoGenerateImageTag";
}
