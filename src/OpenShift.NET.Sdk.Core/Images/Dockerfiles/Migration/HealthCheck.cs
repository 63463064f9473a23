using System.Collections.Immutable;
using System.Globalization;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>HEALTHCHECK, which neither OpenShift nor Kubernetes reads: a probe does what it does.</summary>
internal static class HealthCheck
{
    private const string Way = "OpenShift does not read it. The manifests' probes follow the health endpoints in the code; OpenShiftProbe says others.";

    // "Options before CMD", Dockerfile reference, and what a probe calls them.
    private static readonly (string Flag, string Metadata)[] s_options = [("--start-period", "InitialDelaySeconds"), ("--interval", "PeriodSeconds"), ("--timeout", "TimeoutSeconds"), ("--retries", "FailureThreshold")];

    public static void Migrate(MigrationDraft draft, DockerfileInstruction instruction, StageValues values)
    {
        string text = instruction.Text.TrimStart();
        if (text.StartsWith("NONE", StringComparison.OrdinalIgnoreCase))
        {
            draft.Unneeded(instruction, "OpenShift does not read it.");
            return;
        }

        // What curl or wget ask of the container itself is what the kubelet can ask without them.
        int at = text.IndexOf("http", StringComparison.Ordinal);
        string address = at < 0 ? "" : text[at..].Split([' ', '\t', '"', '\'', ']', ',', '|', ';', '\\', ')'], 2)[0];
        address = values.Expand(address) ?? address;
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || !(uri.IsLoopback || uri.Host == "0.0.0.0") || uri.PathAndQuery.Length <= 1)
        {
            draft.Open(instruction, Way);
            return;
        }

        ImmutableArray<(string Name, string Value)>.Builder metadata = ImmutableArray.CreateBuilder<(string, string)>();
        metadata.Add(("Type", "Http"));
        metadata.Add(("Path", uri.PathAndQuery));
        if (uri.Port >= 1024)
        {
            metadata.Add(("Port", uri.Port.ToString(CultureInfo.InvariantCulture)));
        }
        else
        {
            draft.Open(instruction, $"The user that OpenShift gives a container may not listen on port {uri.Port}: the probe has no Port, and asks the one that the application listens on.");
        }

        if (uri.Scheme == "https")
        {
            metadata.Add(("Scheme", "HTTPS"));
        }

        foreach ((string flag, string name) in s_options)
        {
            if (instruction.Flags.FirstOrDefault(f => f.StartsWith(flag + "=", StringComparison.Ordinal)) is { } option && Number(option[(flag.Length + 1)..], name) is { } number)
            {
                metadata.Add((name, number));
            }
        }

        draft.Add("OpenShiftProbe", "Liveness", instruction.Line, [.. metadata]);
    }

    // A probe counts whole seconds; a delay of none is what it has anyway.
    private static string? Number(string value, string name)
    {
        if (name == "FailureThreshold")
        {
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int retries) && retries > 0 ? retries.ToString(CultureInfo.InvariantCulture) : null;
        }

        return Seconds(value) is > 0 and var seconds ? ((int)Math.Ceiling(seconds)).ToString(CultureInfo.InvariantCulture) : null;
    }

    // Durations of Go: 1m30s, 500ms.
    private static double? Seconds(string text)
    {
        double sum = 0;
        for (int at = 0; at < text.Length;)
        {
            int unit = at;
            while (unit < text.Length && (char.IsAsciiDigit(text[unit]) || text[unit] == '.'))
            {
                unit++;
            }

            int end = unit;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
            {
                end++;
            }

            double? factor = text[unit..end] switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 0.001, "us" or "ns" => 0, _ => null };
            if (factor is null || !double.TryParse(text[at..unit], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return null;
            }

            sum += number * factor.Value;
            at = end;
        }

        return sum <= 86_400 ? sum : null;
    }
}
