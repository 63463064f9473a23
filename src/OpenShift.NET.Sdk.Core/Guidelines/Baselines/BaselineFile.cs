using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Guidelines.Baselines;

/// <summary>
/// Reads and writes baselines as SARIF 2.1.0. The file is for version control: ordered, one finding in lines of its own, without digests, line numbers,
/// versions and messages, so that it only changes where a finding comes or goes.
/// </summary>
public static class BaselineFile
{
    /// <summary>The key of the fingerprint in <c>partialFingerprints</c>, in reports too.</summary>
    public const string FingerprintName = "openshiftScope/v1";

    private const int LargestFile = 32 * 1024 * 1024;

    /// <summary>The fingerprint of a finding: over rule and scope alone.</summary>
    public static string FingerprintOf(string ruleId, string scope) => Digest.Of(Encoding.UTF8.GetBytes($"{ruleId}\n{scope}")).Hex;

    /// <summary>Reads a baseline.</summary>
    /// <param name="utf8">The file's content.</param>
    /// <param name="path">Its full path, for messages.</param>
    /// <exception cref="OpenShiftException">OSC0062: it is no baseline.</exception>
    public static Baseline Read(ReadOnlyMemory<byte> utf8, string path)
    {
        if (utf8.Length > LargestFile)
        {
            throw Damaged(path, "is larger than 32 MiB", 0, null);
        }

        try
        {
            ReadOnlySpan<byte> bom = [0xEF, 0xBB, 0xBF];
            using var document = JsonDocument.Parse(utf8.Span.StartsWith(bom) ? utf8[3..] : utf8);
            JsonElement root = document.RootElement;
            if (root.GetProperty("version").GetString() != "2.1.0")
            {
                throw Damaged(path, "is not of SARIF 2.1.0", 0, null);
            }

            var entries = new List<BaselineEntry>();
            foreach (JsonElement run in root.GetProperty("runs").EnumerateArray())
            {
                if (!run.TryGetProperty("results", out JsonElement results))
                {
                    continue;
                }

                foreach (JsonElement result in results.EnumerateArray())
                {
                    string ruleId = result.GetProperty("ruleId").GetString() ?? "";
                    string scope = result.GetProperty("locations")[0].GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString() ?? "";
                    string? fingerprint = result.GetProperty("partialFingerprints").GetProperty(FingerprintName).GetString();
                    if (fingerprint != FingerprintOf(ruleId, scope))
                    {
                        throw Damaged(path, $"has a fingerprint for {ruleId} that does not go with its place '{scope}'", 0, null);
                    }

                    entries.Add(new BaselineEntry(ruleId, scope));
                }
            }

            return new Baseline(entries);
        }
        catch (JsonException e)
        {
            throw Damaged(path, "is no JSON; a merge may have left its marks in it", (int)(e.LineNumber ?? 0) + 1, e);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw Damaged(path, "lacks what a baseline has", 0, e);
        }
    }

    /// <summary>Writes a baseline. Equal baselines give equal bytes.</summary>
    public static async Task WriteAsync(Stream output, Baseline baseline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            json.WriteStartObject("tool");
            json.WriteStartObject("driver");
            json.WriteString("name", "OpenShift.NET.Sdk");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("results");
            foreach (BaselineEntry entry in baseline.Entries)
            {
                Write(json, entry);
            }

            json.WriteEndArray();
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        // Version control calls a file without a last line end unfinished.
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, BaselineEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", entry.RuleId);
        json.WriteString("level", "note");
        json.WriteStartObject("message");
        json.WriteString("text", "Was there when the baseline was written.");
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", entry.Scope);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString(FingerprintName, FingerprintOf(entry.RuleId, entry.Scope));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static OpenShiftException Damaged(string path, string what, int line, Exception? cause) => new(
        ToolCodes.InvalidBaseline,
        $"The baseline '{path}' {what}",
        "Restore it from version control, or delete it and write it anew with -p:OpenShiftBaselineUpdate=true.",
        new SourceLocation(path, line),
        cause);
}
