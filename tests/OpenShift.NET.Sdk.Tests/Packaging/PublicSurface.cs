using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>Reads the public names out of MSBuild files: what starts with OpenShift is for users, what starts with _OpenShift is not.</summary>
internal static partial class PublicSurface
{
    /// <summary>The MSBuild files of a folder.</summary>
    public static IEnumerable<XDocument> Files(string folder) =>
        Directory.GetFiles(folder).Where(static f => f.EndsWith(".targets", StringComparison.Ordinal) || f.EndsWith(".props", StringComparison.Ordinal)).Select(XDocument.Load);

    /// <summary>Lines <c>item NAME</c>, <c>property NAME</c> and <c>target NAME</c>, sorted ordinally.</summary>
    public static SortedSet<string> Of(IEnumerable<XDocument> files)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (XElement element in files.SelectMany(f => f.Descendants()))
        {
            string name = element.Name.LocalName;
            string? parent = element.Parent?.Name.LocalName;
            if (name == "Target" && IsPublic((string?)element.Attribute("Name")))
            {
                names.Add("target " + (string)element.Attribute("Name")!);
            }

            if (IsPublic(name) && parent is "PropertyGroup" or "ItemGroup")
            {
                names.Add((parent == "PropertyGroup" ? "property " : "item ") + name);
            }

            IEnumerable<string> texts = element.Attributes().Select(a => a.Value).Concat(element.HasElements ? [] : [element.Value]);
            foreach (string text in texts)
            {
                foreach (Match match in Reference().Matches(text))
                {
                    names.Add((match.Groups[1].Value == "$" ? "property " : "item ") + match.Groups[2].Value);
                }
            }
        }

        return names;
    }

    private static bool IsPublic(string? name) => name?.StartsWith("OpenShift", StringComparison.Ordinal) == true;

    [GeneratedRegex(@"([$@])\((OpenShift\w+)")]
    private static partial Regex Reference();
}
