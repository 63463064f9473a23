namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>How tables say that a target was not met.</summary>
internal static class Targets
{
    public static string Mark(bool met) => met ? "" : " **missed**";
}
