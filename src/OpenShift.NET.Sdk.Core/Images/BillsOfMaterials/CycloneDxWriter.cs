using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>Writes a bill of materials as CycloneDX 1.6 JSON (CycloneDX/specification, <c>bom-1.6.schema.json</c>). Equal bills give equal bytes.</summary>
public static class CycloneDxWriter
{
    /// <summary>Media type of the document (IANA), also the artifact type it is attached with.</summary>
    public const string MediaType = "application/vnd.cyclonedx+json";

    /// <summary>Prefix of property names that are this SDK's own.</summary>
    private const string Own = "openshift-net-sdk:";

    /// <summary>Writes it.</summary>
    public static byte[] Write(BillOfMaterials bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.6");
            json.WriteString("serialNumber", DocumentId.Placeholder);
            json.WriteNumber("version", 1);
            WriteMetadata(json, bill);
            json.WriteStartArray("components");
            foreach (BillComponent component in bill.Components)
            {
                Write(json, component);
            }

            json.WriteEndArray();
            WriteDependencies(json, bill);
            json.WriteStartArray("compositions");
            json.WriteStartObject();

            // Files that no database and no dependency list names are in no bill, so "complete" is never said.
            json.WriteString("aggregate", bill.Gaps.IsEmpty ? "unknown" : "incomplete");
            json.WriteStartArray("assemblies");
            json.WriteStringValue(bill.Subject.Reference);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return DocumentId.Fill(output.WrittenSpan);
    }

    private static void WriteMetadata(Utf8JsonWriter json, BillOfMaterials bill)
    {
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", bill.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", "OpenShift.NET.Sdk");
        json.WriteString("version", bill.ToolVersion);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WritePropertyName("component");
        Write(json, bill.Subject);
        if (!bill.Gaps.IsEmpty)
        {
            json.WriteStartArray("properties");
            foreach (string gap in bill.Gaps)
            {
                WriteProperty(json, "gap", gap);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BillComponent component)
    {
        json.WriteStartObject();
        json.WriteString("type", component.Kind switch
        {
            ComponentKind.Container => "container",
            ComponentKind.Application => "application",
            ComponentKind.Framework => "framework",
            ComponentKind.OperatingSystem => "operating-system",
            _ => "library",
        });
        json.WriteString("bom-ref", component.Reference);
        if (component.Supplier is not null)
        {
            json.WriteStartObject("supplier");
            json.WriteString("name", component.Supplier);
            json.WriteEndObject();
        }

        json.WriteString("name", component.Name);
        WriteOptional(json, "version", component.Version);
        WriteOptional(json, "description", component.Description);
        WriteHashes(json, component);
        WriteLicense(json, component.License);
        WriteOptional(json, "cpe", component.Cpe);
        WriteOptional(json, "purl", component.PackageUrl);
        if (component.Website is not null)
        {
            json.WriteStartArray("externalReferences");
            json.WriteStartObject();
            json.WriteString("type", "website");
            json.WriteString("url", component.Website);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (component.Layer is not null || component.Origin is not null)
        {
            json.WriteStartArray("properties");
            if (component.Layer is { } layer)
            {
                WriteProperty(json, "layer", layer.ToString());
            }

            if (component.Origin is { } origin)
            {
                WriteProperty(json, "origin", origin == Origin.Base ? "base" : "application");
            }

            json.WriteEndArray();
        }

        if (component.Path is not null)
        {
            json.WriteStartObject("evidence");
            json.WriteStartArray("occurrences");
            json.WriteStartObject();
            json.WriteString("location", component.Path);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteHashes(Utf8JsonWriter json, BillComponent component)
    {
        if (component.Sha256 is null && component.Sha512 is null)
        {
            return;
        }

        json.WriteStartArray("hashes");
        foreach ((string algorithm, string? content) in ((string, string?)[])[("SHA-256", component.Sha256), ("SHA-512", component.Sha512)])
        {
            if (content is not null)
            {
                json.WriteStartObject();
                json.WriteString("alg", algorithm);
                json.WriteString("content", content);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    // Expressions are not looked up in SPDX's list, which "id" would demand.
    private static void WriteLicense(Utf8JsonWriter json, ComponentLicense? license)
    {
        if (license is null)
        {
            return;
        }

        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if (license.Expression is not null)
        {
            json.WriteString("expression", license.Expression);
        }
        else
        {
            json.WriteStartObject("license");
            json.WriteString("name", license.Name);
            WriteOptional(json, "url", license.Url);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteDependencies(Utf8JsonWriter json, BillOfMaterials bill)
    {
        json.WriteStartArray("dependencies");
        foreach ((string who, var needed) in bill.Dependencies)
        {
            json.WriteStartObject();
            json.WriteString("ref", who);
            if (!needed.IsEmpty)
            {
                json.WriteStartArray("dependsOn");
                foreach (string reference in needed)
                {
                    json.WriteStringValue(reference);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", Own + name);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
