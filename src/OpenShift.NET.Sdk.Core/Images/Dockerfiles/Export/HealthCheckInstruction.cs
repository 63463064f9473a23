using System.Text;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>Docker's <c>Healthcheck</c> of a configuration as an instruction (moby, image/spec/v1.2.md, "Healthcheck"; times in nanoseconds).</summary>
internal static class HealthCheckInstruction
{
    private static readonly (string Member, string Flag)[] s_times = [("Interval", "interval"), ("Timeout", "timeout"), ("StartPeriod", "start-period"), ("StartInterval", "start-interval")];

    /// <summary>The instruction; <see langword="null"/> when there is none for it.</summary>
    /// <param name="check">The member; <see langword="null"/> for none.</param>
    public static string? Of(JsonElement? check)
    {
        if (check is not { ValueKind: JsonValueKind.Object } present || !present.TryGetProperty("Test", out JsonElement test) || test.ValueKind != JsonValueKind.Array
            || test.EnumerateArray().Any(static w => w.ValueKind != JsonValueKind.String))
        {
            return check is null or { ValueKind: JsonValueKind.Null } ? "HEALTHCHECK NONE" : null;
        }

        string[] words = [.. test.EnumerateArray().Select(static w => w.GetString()!)];
        var line = new StringBuilder("HEALTHCHECK");
        foreach ((string member, string flag) in s_times)
        {
            if (present.TryGetProperty(member, out JsonElement time) && time.TryGetInt64(out long nanoseconds) && nanoseconds > 0)
            {
                line.Append(System.Globalization.CultureInfo.InvariantCulture, $" --{flag}={nanoseconds}ns");
            }
        }

        if (present.TryGetProperty("Retries", out JsonElement retries) && retries.TryGetInt64(out long count) && count > 0)
        {
            line.Append(System.Globalization.CultureInfo.InvariantCulture, $" --retries={count}");
        }

        return words switch
        {
            ["NONE"] => "HEALTHCHECK NONE",
            ["CMD", _, ..] => line.Append(" CMD ").Append(InstructionText.Json(words[1..])).ToString(),
            ["CMD-SHELL", var command] when InstructionText.IsOfOneLine(command) && !command.EndsWith('\\') && command.Trim() is [not '[', ..] => line.Append(" CMD ").Append(command).ToString(),
            _ => null,
        };
    }
}
