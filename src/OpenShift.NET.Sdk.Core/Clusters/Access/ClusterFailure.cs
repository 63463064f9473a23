using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Clusters.Access;

/// <summary>Failures of what has to do with a cluster: OSC0069.</summary>
internal static class ClusterFailure
{
    /// <summary>A failure. The cause is left out: what parsers and programs say may quote a credential.</summary>
    public static OpenShiftException Of(string seen, string remedy, SourceLocation? place = null) => new(ToolCodes.ApplyFailed, seen, remedy, place);
}
