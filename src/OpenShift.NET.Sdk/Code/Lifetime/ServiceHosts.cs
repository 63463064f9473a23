using OpenShift.NET.Sdk.Code.Listening;

namespace OpenShift.NET.Sdk.Code.Lifetime;

/// <summary>Tells programs in which a host with services runs from those that only have its libraries, as everything of the web SDK has.</summary>
public static class ServiceHosts
{
    // Whose methods of these names start no host.
    private static readonly string[] s_others = ["System.", "Microsoft.Extensions.Logging.", "Microsoft.Extensions.Configuration.", "Microsoft.FSharp.", "Microsoft.VisualBasic.", "Spectre.Console.", "CommandLine."];
    private static readonly string[] s_starting = ["Run", "Start", "Listen", "Serve", "Host", "Build"];

    /// <summary>Whether one runs, or may: where not all of the code could be followed, and where a library is called that could start it, nobody knows.</summary>
    public static bool MayRun(CodeFacts code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return !code.IsComplete || CodeHosts.Find(code).Length > 0 || code.Calls.Any(static c => c.InProduction && Starts(c));
    }

    private static bool Starts(CodeCall call) =>
        call.Type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        || call.Type.StartsWith("Microsoft.Extensions.Hosting.", StringComparison.Ordinal)
        || (Array.Exists(s_starting, n => call.Method.StartsWith(n, StringComparison.OrdinalIgnoreCase)) && !IsBuilderOfClient(call) && !Array.Exists(s_others, p => call.Type.StartsWith(p, StringComparison.Ordinal)));

    // DaprClientBuilder.Build() makes a client.
    private static bool IsBuilderOfClient(CodeCall call) => call.Method == "Build" && call.Type.EndsWith("Builder", StringComparison.Ordinal) && call.Type.Contains("Client", StringComparison.Ordinal);
}
