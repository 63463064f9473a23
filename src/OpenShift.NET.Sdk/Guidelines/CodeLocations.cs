using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>Where a call of the application's code is, for a finding.</summary>
internal static class CodeLocations
{
    /// <summary>The place of a call: <c>AddSession in Program.Main</c>.</summary>
    public static Location Of(CodeCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        string api = Name(call);
        return new Location($"{api} in {call.In}", $"code:{call.In}:{api}", call.Place);
    }

    /// <summary>How people name what is called: <c>AddSession</c>, <c>BaseAddress</c>, <c>new SqlConnection</c>.</summary>
    public static string Name(CodeCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Method == ".ctor" ? "new " + call.Type[(call.Type.LastIndexOfAny(['.', '+']) + 1)..]
            : call.Method.StartsWith("set_", StringComparison.Ordinal) || call.Method.StartsWith("get_", StringComparison.Ordinal) ? call.Method[4..]
            : call.Method;
    }
}
