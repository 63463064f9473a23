using System;
using System.Net;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
namespace MQTTnet
{
    public interface IMqttClient { Task PublishStringAsync(string topic, string payload); }
    public class MqttClientFactory { public IMqttClient CreateMqttClient() => null; }
}
namespace MQTTnet.Server
{
    public class MqttServer { public Task StartAsync() => null; }
    public class MqttServerOptions { }
    public class MqttServerOptionsBuilder
    {
        public MqttServerOptionsBuilder WithDefaultEndpoint() => this;
        public MqttServerOptionsBuilder WithoutDefaultEndpoint() => this;
        public MqttServerOptionsBuilder WithDefaultEndpointPort(int value) => this;
        public MqttServerOptionsBuilder WithDefaultEndpointBoundIPAddress(IPAddress value) => this;
        public MqttServerOptions Build() => null;
    }
    public class MqttServerFactory
    {
        public MqttServerOptionsBuilder CreateServerOptionsBuilder() => null;
        public MqttServer CreateMqttServer(MqttServerOptions options) => null;
    }
}
namespace MQTTnet.AspNetCore
{
    public static class ServiceCollectionExtensions
    {
        public static IServiceCollection AddMqttServer(this IServiceCollection services, Action<Server.MqttServerOptionsBuilder> configure = null) => services;
        public static IServiceCollection AddHostedMqttServer(this IServiceCollection services, Action<Server.MqttServerOptionsBuilder> configure) => services;
    }
    public static class EndpointRouterExtensions { public static void MapMqtt(this IEndpointRouteBuilder endpoints, string pattern) { } }
}
