using OpenShift.NET.Sdk.Code.Queries;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>Hosts that read the environment by themselves.</summary>
internal static class EnvironmentHosts
{
    /// <summary>The calls that make one.</summary>
    public static readonly KnownApi[] All =
    [
        "Microsoft.AspNetCore.Builder.WebApplication::Create*",
        "Microsoft.AspNetCore.WebHost::*",
        "Microsoft.Extensions.Hosting.Host::Create*",
        "Microsoft.Extensions.Hosting.HostApplicationBuilder::.ctor",
        "Microsoft.Extensions.Hosting.HostingHostBuilderExtensions::ConfigureDefaults",
        "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication::*",
        "Microsoft.Extensions.Hosting.WorkerHostBuilderExtensions::*",
    ];
}
