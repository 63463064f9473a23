using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>
/// Where properties and items stand in the files a user writes: the project file, Directory.Build.props and Directory.Build.targets.
/// MSBuild does not tell tasks where a value came from, so the last element of a name in the nearest file is taken.
/// </summary>
public sealed partial class PropertyPlaces
{
    private readonly ImmutableSortedDictionary<string, SourceLocation> _places;
    private readonly string _projectFile;
    private readonly FrozenSet<string> _read;

    private PropertyPlaces(ImmutableSortedDictionary<string, SourceLocation> places, IEnumerable<string> read, string projectFile)
    {
        _read = read.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _places = places;
        _projectFile = projectFile;
    }

    /// <summary>All places by property or item name; those of single items also by name and identity, see <see cref="ProjectFacts.PlaceOfItem"/>.</summary>
    public ImmutableSortedDictionary<string, SourceLocation> All => _places;

    /// <summary>Where a name stands; the project file when it stands nowhere.</summary>
    public SourceLocation Of(string name) => _places.GetValueOrDefault(name) ?? new SourceLocation(_projectFile);

    /// <summary>Whether one of the files reads a property or an item of this name, <c>$(Name)</c> or <c>@(Name)</c>.</summary>
    public bool Reads(string name) => _read.Contains(name);

    /// <summary>Where an item with this identity stands; else where one of its name stands; else the project file.</summary>
    public SourceLocation OfItem(string name, string include) => _places.GetValueOrDefault(Identity(name, include)) ?? Of(name);

    /// <summary>Reads the files that exist. A file that is no XML is passed over: MSBuild itself has judged it.</summary>
    /// <param name="projectFile">Full path of the project file.</param>
    /// <param name="otherFiles">Full paths of the other files, the most distant first.</param>
    public static PropertyPlaces Read(string projectFile, IEnumerable<string?> otherFiles)
    {
        ArgumentNullException.ThrowIfNull(otherFiles);
        var read = new List<string>();
        ImmutableSortedDictionary<string, SourceLocation>.Builder places = ImmutableSortedDictionary.CreateBuilder<string, SourceLocation>(StringComparer.Ordinal);
        foreach (string? file in otherFiles.Append(projectFile))
        {
            if (!string.IsNullOrEmpty(file) && File.Exists(file))
            {
                ReadFile(file, places, read);
            }
        }

        return new PropertyPlaces(places.ToImmutable(), read, projectFile);
    }

    private static void ReadFile(string file, ImmutableSortedDictionary<string, SourceLocation>.Builder places, List<string> read)
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
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    AddReferences(reader.Value, read);
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

                    while (reader.MoveToNextAttribute())
                    {
                        AddReferences(reader.Value, read);
                    }

                    reader.MoveToElement();
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

    private static void AddReferences(string text, List<string> read) =>
        read.AddRange(Reference().Matches(text).Select(static m => m.Groups[1].Value));

    [GeneratedRegex(@"[$@]\(\s*([A-Za-z_][A-Za-z0-9_-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    private static string Identity(string name, string include) => name + " " + include;

    private static bool IsOfInterest(string name) =>
        name.StartsWith("Container", StringComparison.Ordinal)
        || name.StartsWith("OpenShift", StringComparison.Ordinal)
        || name is "Version" or "VersionPrefix" or "VersionSuffix" or "Description" or "Authors" or "Title" or "TargetFramework" or "RuntimeIdentifier"
            or "LocalRegistry" or "PublishSelfContained" or "SelfContained" or "PackageTags" or "PackageLicenseExpression" or "RepositoryUrl" or "PackageProjectUrl" or "NoWarn" or "Deterministic"
            or "RegistryUrl" or "PublishImageTag" or "AutoGenerateImageTag";
}
