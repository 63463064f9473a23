using OpenShift.NET.Sdk.Code.Queries;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>Programs whose configuration is what the command line says: no variable and no file gives them a setting.</summary>
internal static class CommandLineSettings
{
    private const string Configuration = "Microsoft.Extensions.Configuration.";

    private static readonly KnownApi s_commandLine = Configuration + "CommandLineConfigurationExtensions::AddCommandLine";
    private static readonly KnownApi s_builder = Configuration + "ConfigurationBuilder::.ctor";

    /// <summary>Whether the program is one. Where somebody else than the framework adds to the configuration, nobody knows.</summary>
    public static bool AreAll(CodeFacts code) =>
        code.IsComplete
        && code.CallsTo(s_commandLine).Any(static c => c.Reachable)
        && code.CallsTo(s_builder).Any(static c => c.Reachable)
        && !code.CallsTo(EnvironmentHosts.All).Any(static c => c.Reachable)
        && !code.Calls.Any(static c => c.Reachable && AddsSource(c));

    private static bool AddsSource(CodeCall call) =>
        call.Method.StartsWith("Add", StringComparison.Ordinal)
        && call.ParameterTypes.Append(call.Type).Any(static t => t is Configuration + "IConfigurationBuilder" or Configuration + "ConfigurationBuilder" or Configuration + "ConfigurationManager" or Configuration + "IConfigurationManager")
        && call.Method is not ("AddCommandLine" or "AddInMemoryCollection");
}
