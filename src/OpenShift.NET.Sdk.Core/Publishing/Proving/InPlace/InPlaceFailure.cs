using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Proving.InPlace;

/// <summary>What cannot be done in place.</summary>
internal static class InPlaceFailure
{
    /// <summary>The failure: OSC0094.</summary>
    /// <param name="seen">What was seen.</param>
    /// <param name="cause">The cause.</param>
    public static OpenShiftException Of(string seen, Exception? cause = null) =>
        new(ToolCodes.RunEngineFailed, seen, "Set OpenShiftProveEngine to another engine on a machine that has one, or OpenShiftProve to Never.", innerException: cause);
}
