using System;
using Microsoft.Extensions.DependencyInjection;
namespace Akka.Configuration { public class Config { } public static class ConfigurationFactory { public static Config ParseString(string hocon) => null; } }
namespace Akka.Actor { public class ActorSystem { public static ActorSystem Create(string name, Configuration.Config config) => null; } }
namespace Akka.Hosting
{
    public class AkkaConfigurationBuilder { }
    public static class AkkaHostingExtensions { public static IServiceCollection AddAkka(this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder> builder) => services; }
}
namespace Akka.Remote.Hosting
{
    public class RemoteOptions { public string HostName { get; set; } public string PublicHostName { get; set; } public int? Port { get; set; } }
    public static class AkkaRemoteHostingExtensions
    {
        public static Akka.Hosting.AkkaConfigurationBuilder WithRemoting(this Akka.Hosting.AkkaConfigurationBuilder builder, string hostname = null, int? port = null, string publicHostname = null, int? publicPort = null) => builder;
        public static Akka.Hosting.AkkaConfigurationBuilder WithRemoting(this Akka.Hosting.AkkaConfigurationBuilder builder, RemoteOptions options) => builder;
    }
}
namespace Akka.Cluster.Hosting
{
    public class ClusterOptions { public string[] SeedNodes { get; set; } public string[] Roles { get; set; } }
    public static class AkkaClusterHostingExtensions { public static Akka.Hosting.AkkaConfigurationBuilder WithClustering(this Akka.Hosting.AkkaConfigurationBuilder builder, ClusterOptions options) => builder; }
}
