using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>Writes a bill of materials as SPDX 2.3 JSON (spdx/spdx-spec, <c>spdx-schema.json</c>). Equal bills give equal bytes.</summary>
public static class SpdxWriter
{
    /// <summary>Media type of the document (IANA), also the artifact type it is attached with.</summary>
    public const string MediaType = "application/spdx+json";

    private const string Document = "SPDXRef-DOCUMENT";
    private const string Unknown = "NOASSERTION";

    /// <summary>Writes it.</summary>
    public static byte[] Write(BillOfMaterials bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("spdxVersion", "SPDX-2.3");
            json.WriteString("dataLicense", "CC0-1.0");
            json.WriteString("SPDXID", Document);
            json.WriteString("name", bill.Subject.Name);
            json.WriteString("documentNamespace", DocumentId.Placeholder);
            json.WriteStartObject("creationInfo");
            json.WriteString("created", bill.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            json.WriteStartArray("creators");
            json.WriteStringValue($"Tool: OpenShift.NET.Sdk-{bill.ToolVersion}");
            json.WriteEndArray();
            json.WriteEndObject();
            if (!bill.Gaps.IsEmpty)
            {
                json.WriteString("comment", string.Join("; ", bill.Gaps));
            }

            json.WriteStartArray("packages");
            foreach (BillComponent component in bill.Components.Prepend(bill.Subject))
            {
                Write(json, component);
            }

            json.WriteEndArray();
            WriteRelationships(json, bill);
            json.WriteEndObject();
        }

        return DocumentId.Fill(output.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, BillComponent component)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", IdOf(component.Reference));
        json.WriteString("name", component.Name);
        if (component.Version.Length > 0)
        {
            json.WriteString("versionInfo", component.Version);
        }

        json.WriteString("supplier", component.Supplier is { } supplier ? $"Organization: {supplier}" : Unknown);
        json.WriteString("downloadLocation", Unknown);
        json.WriteBoolean("filesAnalyzed", false);
        if (component.Website is { } website)
        {
            json.WriteString("homepage", website);
        }

        if (component.Description is { } description)
        {
            json.WriteString("summary", description);
        }

        WriteChecksums(json, component);
        json.WriteString("licenseConcluded", Unknown);
        json.WriteString("licenseDeclared", component.License?.Expression ?? Unknown);
        if (component.License is { Expression: null, Name: { } license })
        {
            json.WriteString("licenseComments", license);
        }

        json.WriteString("copyrightText", Unknown);
        json.WriteString("primaryPackagePurpose", component.Kind switch
        {
            ComponentKind.Container => "CONTAINER",
            ComponentKind.Application => "APPLICATION",
            ComponentKind.Framework => "FRAMEWORK",
            ComponentKind.OperatingSystem => "OPERATING_SYSTEM",
            _ => "LIBRARY",
        });
        WriteReferences(json, component);
        if (component.Layer is not null || component.Path is not null)
        {
            json.WriteString("sourceInfo", string.Join(" in layer ", ((string?[])[component.Path, component.Layer?.ToString()]).OfType<string>()));
        }

        json.WriteEndObject();
    }

    private static void WriteChecksums(Utf8JsonWriter json, BillComponent component)
    {
        if (component.Sha256 is null && component.Sha512 is null)
        {
            return;
        }

        json.WriteStartArray("checksums");
        foreach ((string algorithm, string? value) in ((string, string?)[])[("SHA256", component.Sha256), ("SHA512", component.Sha512)])
        {
            if (value is not null)
            {
                json.WriteStartObject();
                json.WriteString("algorithm", algorithm);
                json.WriteString("checksumValue", value);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteReferences(Utf8JsonWriter json, BillComponent component)
    {
        if (component.PackageUrl is null && component.Cpe is null)
        {
            return;
        }

        json.WriteStartArray("externalRefs");
        foreach ((string category, string type, string? locator) in ((string, string, string?)[])[("PACKAGE-MANAGER", "purl", component.PackageUrl), ("SECURITY", "cpe23Type", component.Cpe)])
        {
            if (locator is not null)
            {
                json.WriteStartObject();
                json.WriteString("referenceCategory", category);
                json.WriteString("referenceType", type);
                json.WriteString("referenceLocator", locator);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteRelationships(Utf8JsonWriter json, BillOfMaterials bill)
    {
        json.WriteStartArray("relationships");
        Relate(Document, "DESCRIBES", IdOf(bill.Subject.Reference));
        foreach (BillComponent component in bill.Components)
        {
            Relate(IdOf(bill.Subject.Reference), "CONTAINS", IdOf(component.Reference));
        }

        foreach ((string who, var needed) in bill.Dependencies)
        {
            foreach (string reference in needed)
            {
                Relate(IdOf(who), "DEPENDS_ON", IdOf(reference));
            }
        }

        json.WriteEndArray();

        void Relate(string element, string type, string related)
        {
            json.WriteStartObject();
            json.WriteString("spdxElementId", element);
            json.WriteString("relationshipType", type);
            json.WriteString("relatedSpdxElement", related);
            json.WriteEndObject();
        }
    }

    // Letters, digits, "." and "-" only (SPDX 2.3, 7.2): what is left of the reference need not be unique.
    private static string IdOf(string reference)
    {
        var id = new StringBuilder("SPDXRef-");
        foreach (char c in reference.AsSpan(0, Math.Min(reference.Length, 80)))
        {
            id.Append(char.IsAsciiLetterOrDigit(c) || c is '.' ? c : '-');
        }

        return id.Append('-').Append(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference)).AsSpan(0, 6))).ToString();
    }
}
