using System.Collections.Immutable;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>What the stage Check has to say.</summary>
/// <param name="Messages">The messages, errors among them when the image may not be delivered.</param>
/// <param name="Summary">The report in one line.</param>
/// <param name="Guidelines">The report in one line a guideline.</param>
public sealed record CheckResult(ImmutableArray<CheckMessage> Messages, string Summary, ImmutableArray<string> Guidelines)
{
    internal static CheckResult Of(Report report) => new(
        [
            .. report.Diagnostics.Select(static d => new CheckMessage(d.Severity, d.Code, d.Message, d.Place)),
            // A rule that could not tell is shown whatever its severity, but never fails a build.
            .. report.Findings.Where(static f => f.IsShown).Select(static f => new CheckMessage(f.Outcome == Outcome.Violation ? f.Severity : Severity.Info, f.RuleId, f.LogMessage, f.Where.Source)),
        ],
        ReportSummary.Of(report),
        ReportSummary.ByGuideline(report));

    /// <summary>Reads the result of an earlier check with the same fingerprint, of the last one whatever it was made of without one; <see langword="null"/> when there is none. Read token by token: a serializer's start-up would cost more than all else this stage does when nothing changed.</summary>
    internal static CheckResult? TryRead(string path, string? fingerprint = null)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            if (fingerprint is not null && root.GetProperty("fingerprint").GetString() != fingerprint)
            {
                return null;
            }

            var messages = ImmutableArray.CreateBuilder<CheckMessage>();
            foreach (JsonElement message in root.GetProperty("messages").EnumerateArray())
            {
                SourceLocation? place = message.TryGetProperty("file", out JsonElement file)
                    ? new SourceLocation(file.GetString()!, message.GetProperty("line").GetInt32(), message.GetProperty("column").GetInt32())
                    : null;
                messages.Add(new CheckMessage((Severity)message.GetProperty("severity").GetInt32(), message.GetProperty("code").GetString()!, message.GetProperty("text").GetString()!, place));
            }

            return new CheckResult(messages.ToImmutable(), root.GetProperty("summary").GetString()!, [.. root.GetProperty("guidelines").EnumerateArray().Select(static g => g.GetString()!)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal ValueTask WriteAsync(string path, string fingerprint) =>
        AtomicOutput.WriteFileAsync(path, output =>
        {
            using var json = new Utf8JsonWriter(output);
            json.WriteStartObject();
            json.WriteString("fingerprint", fingerprint);
            json.WriteString("summary", Summary);
            json.WriteStartArray("guidelines");
            foreach (string guideline in Guidelines)
            {
                json.WriteStringValue(guideline);
            }

            json.WriteEndArray();
            json.WriteStartArray("messages");
            foreach (CheckMessage message in Messages)
            {
                json.WriteStartObject();
                json.WriteNumber("severity", (int)message.Severity);
                json.WriteString("code", message.Code);
                json.WriteString("text", message.Text);
                if (message.Place is { } place)
                {
                    json.WriteString("file", place.File);
                    json.WriteNumber("line", place.Line);
                    json.WriteNumber("column", place.Column);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            return Task.CompletedTask;
        });
}
