using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.AppCode;

/// <summary>Where a call of the application's code is, together with what is called.</summary>
internal static class CodeLocations
{
    /// <summary>The place of a call and its name: <c>Program.cs:12 AddSession</c>.</summary>
    public static Location Of(Publication publication, CodeCall call)
    {
        string api = Name(call);
        Location where = Location.OfCall(publication, call, api);
        return where with { Text = where.Text + " " + api };
    }

    /// <summary>How people name what is called: <c>AddSession</c>, <c>BaseAddress</c>, <c>new SqlConnection</c>.</summary>
    public static string Name(CodeCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Method == ".ctor" ? "new " + call.Type[(call.Type.LastIndexOfAny(['.', '+']) + 1)..]
            : call.Method.StartsWith("set_", StringComparison.Ordinal) || call.Method.StartsWith("get_", StringComparison.Ordinal) || call.Method.StartsWith("add_", StringComparison.Ordinal) ? call.Method[4..]
            : call.Method;
    }
}
