using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>Keeps a report for a publish that changes nothing, which shows it again without running a rule.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    NewLine = "\n")]
[JsonSerializable(typeof(Report))]
public sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>Writes a report.</summary>
    public static byte[] Write(Report report) => JsonSerializer.SerializeToUtf8Bytes(report, Default.Report);

    /// <summary>Reads a report; <see langword="null"/> when the bytes are none of this version, so that the rules are to be run again.</summary>
    public static Report? TryRead(ReadOnlySpan<byte> utf8)
    {
        try
        {
            Report? report = JsonSerializer.Deserialize(utf8, Default.Report);
            return report is { Schema: Engine.Report.CurrentSchema, Rules.IsDefault: false, Findings.IsDefault: false, Diagnostics.IsDefault: false } ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
