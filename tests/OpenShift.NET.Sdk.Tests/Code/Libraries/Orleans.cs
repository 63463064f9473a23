using System;
using Microsoft.Extensions.Hosting;
namespace Orleans.Hosting
{
    public interface ISiloBuilder { }
    public static class CoreHostingExtensions { public static ISiloBuilder UseLocalhostClustering(this ISiloBuilder builder, int siloPort = 11111, int gatewayPort = 30000) => builder; }
    public static class KubernetesHostingExtensions { public static ISiloBuilder UseKubernetesHosting(this ISiloBuilder siloBuilder) => siloBuilder; }
    public static class AdoNetHostingExtensions { public static ISiloBuilder UseAdoNetClustering(this ISiloBuilder builder, Action<AdoNetClusteringSiloOptions> configure) => builder; }
    public class AdoNetClusteringSiloOptions { public string ConnectionString { get; set; } }
    public static class EndpointOptionsExtensions { public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, int siloPort, int gatewayPort, System.Net.Sockets.AddressFamily addressFamily = System.Net.Sockets.AddressFamily.InterNetwork, bool listenOnAnyHostAddress = false) => builder; }
    public static class RemindersHostingExtensions { public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder) => builder; }
}
namespace Microsoft.Extensions.Hosting
{
    public static class GenericHostExtensions
    {
        public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder builder, Action<Orleans.Hosting.ISiloBuilder> configure) => builder;
        public static IHostBuilder UseOrleans(this IHostBuilder builder, Action<Orleans.Hosting.ISiloBuilder> configure) => builder;
    }
}
namespace Orleans.Hosting
{
    public static class MemoryGrainStorageSiloBuilderExtensions
    {
        public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name) => builder;
        public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder) => builder;
    }
    public static class AdoNetGrainStorageSiloBuilderExtensions { public static ISiloBuilder AddAdoNetGrainStorage(this ISiloBuilder builder, string name, Action<AdoNetGrainStorageOptions> configureOptions) => builder; }
    public class AdoNetGrainStorageOptions { public string ConnectionString { get; set; } }
}
