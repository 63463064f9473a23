using System.Collections.Immutable;
using System.Globalization;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>HEALTHCHECK, which neither OpenShift nor Kubernetes reads: a probe does what it does.</summary>
internal static class HealthCheck
{
    private const string Way = "OpenShift does not read it. The manifests' probes follow the health endpoints in the code; OpenShiftProbe says others.";

    public static void Migrate(MigrationDraft draft, DockerfileInstruction instruction)
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
        if (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.IsLoopback && uri.PathAndQuery.Length > 1)
        {
            ImmutableArray<(string Name, string Value)>.Builder metadata = ImmutableArray.CreateBuilder<(string, string)>();
            metadata.Add(("Type", "Http"));
            metadata.Add(("Path", uri.PathAndQuery));
            metadata.Add(("Port", uri.Port.ToString(CultureInfo.InvariantCulture)));
            if (uri.Scheme == "https")
            {
                metadata.Add(("Scheme", "HTTPS"));
            }

            draft.Add("OpenShiftProbe", "Liveness", instruction.Line, [.. metadata]);
        }
        else
        {
            draft.Open(instruction, Way);
        }
    }
}
