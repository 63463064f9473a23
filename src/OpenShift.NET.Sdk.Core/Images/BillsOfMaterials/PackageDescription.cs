using System.Xml;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>What a NuGet package says of itself (<c>.nuspec</c>), and the hash it was restored with.</summary>
internal sealed record PackageDescription
{
    private const int MaximumText = 512;

    // NuGet's own address of a licence that is a file in the package or an expression besides.
    private const string NoAddress = "https://aka.ms/deprecateLicenseUrl";

    private static readonly Dictionary<string, string> s_licenses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["opensource.org/licenses/MIT"] = "MIT",
        ["www.opensource.org/licenses/mit-license.php"] = "MIT",
        ["github.com/dotnet/corefx/blob/master/LICENSE.TXT"] = "MIT",
        ["github.com/dotnet/standard/blob/master/LICENSE.TXT"] = "MIT",
        ["www.apache.org/licenses/LICENSE-2.0"] = "Apache-2.0",
        ["www.apache.org/licenses/LICENSE-2.0.html"] = "Apache-2.0",
        ["apache.org/licenses/LICENSE-2.0"] = "Apache-2.0",
        ["opensource.org/licenses/Apache-2.0"] = "Apache-2.0",
    };

    /// <summary>Nothing is known.</summary>
    public static PackageDescription Unknown { get; } = new();

    /// <summary>Declared licence.</summary>
    public ComponentLicense? License { get; init; }

    /// <summary><c>authors</c>.</summary>
    public string? Authors { get; init; }

    /// <summary>Address of the sources, else of the project.</summary>
    public string? Website { get; init; }

    /// <summary>SHA-512 of the package, lower-case hexadecimal.</summary>
    public string? Sha512 { get; init; }

    /// <summary>Reads a <c>.nuspec</c>. What cannot be read says nothing.</summary>
    public static PackageDescription Read(Stream nuspec)
    {
        string? authors = null, project = null, repository = null, expression = null, file = null, address = null;
        try
        {
            using var reader = XmlReader.Create(nuspec, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true, IgnoreComments = true });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.Depth != 2)
                {
                    continue;
                }

                switch (reader.LocalName)
                {
                    case "authors":
                        authors = Text(reader);
                        break;
                    case "projectUrl":
                        project = Text(reader);
                        break;
                    case "licenseUrl":
                        address = Text(reader);
                        break;
                    case "repository":
                        repository = reader.GetAttribute("url");
                        break;
                    case "license" when reader.GetAttribute("type") == "expression":
                        expression = Text(reader);
                        break;
                    case "license":
                        file = Text(reader);
                        break;
                    default:
                        break;
                }
            }
        }
        catch (XmlException)
        {
            return Unknown;
        }

        return new PackageDescription
        {
            License = LicenseOf(expression, file, address == NoAddress ? null : PublicAddress.Of(address)),
            Authors = authors,
            Website = PublicAddress.Of(repository) ?? PublicAddress.Of(project),
        };
    }

    private static ComponentLicense? LicenseOf(string? expression, string? file, string? address)
    {
        if (Projects.LicenseExpression.IsWellFormed(expression))
        {
            return new ComponentLicense(expression);
        }

        if (!string.IsNullOrEmpty(file))
        {
            return new ComponentLicense(null, file);
        }

        if (address is null)
        {
            return null;
        }

        string rest = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        return rest.StartsWith("licenses.nuget.org/", StringComparison.OrdinalIgnoreCase) && Projects.LicenseExpression.IsWellFormed(rest["licenses.nuget.org/".Length..])
            ? new ComponentLicense(rest["licenses.nuget.org/".Length..])
            : s_licenses.TryGetValue(rest.TrimEnd('/'), out string? known) ? new ComponentLicense(known)
            : new ComponentLicense(null, address, address);
    }

    private static string? Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return null;
        }

        reader.Read();
        return reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && reader.Value.Trim() is { Length: > 0 and <= MaximumText } text ? text : null;
    }
}
