using Microsoft.AspNetCore.Hosting;
using OpenShiftNetSdk.Generated;

// For what is woven: hosts look at the program alone, so the weaver takes it over.
[assembly: HostingStartup(typeof(WebHostObserver))]

namespace OpenShiftNetSdk.Generated;

/// <summary>A host of <c>WebHostBuilder</c> raises no event when it is built; ASP.NET Core makes one of these while it builds one, for the application names it.</summary>
public sealed class WebHostObserver : IHostingStartup
{
    /// <summary>Looks on until the host's configuration is there; null where there is nothing more to look at.</summary>
    internal static Guard? Later { get; set; }

    /// <summary>Called by the host with its builder.</summary>
    public void Configure(IWebHostBuilder builder)
    {
        // The generic host, which ends up here too, raises the event. By name: to name the type is to be warned of it.
        Guard? guard = Later;
        if (guard != null && builder.GetType().FullName == "Microsoft.AspNetCore.Hosting.WebHostBuilder")
        {
            builder.ConfigureServices((context, services) => guard.AfterConfigurationIsRead(context.Configuration));
        }
    }
}
