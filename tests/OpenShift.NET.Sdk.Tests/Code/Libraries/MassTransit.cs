using System;
using Microsoft.Extensions.DependencyInjection;
namespace MassTransit
{
    public interface IBusRegistrationConfigurator { void AddConsumer<T>(); }
    public interface IBusRegistrationContext { }
    public interface IInMemoryBusFactoryConfigurator { }
    public interface IRabbitMqBusFactoryConfigurator { }
    public interface IBusControl { }
    public interface IBusFactorySelector { }
    public static class Bus { public static IBusFactorySelector Factory => null; }
    public static class RabbitMqBusFactoryConfiguratorExtensions { public static IBusControl CreateUsingRabbitMq(this IBusFactorySelector selector, Action<IRabbitMqBusFactoryConfigurator> configure) => null; }
    public class RabbitMqTransportOptions { public string Host { get; set; } public string User { get; set; } public string Pass { get; set; } }
    public interface IRabbitMqHostConfigurator { void Username(string username); void Password(string password); }
    public static class DependencyInjectionRegistrationExtensions { public static IServiceCollection AddMassTransit(this IServiceCollection collection, Action<IBusRegistrationConfigurator> configure) => collection; }
    public static class InMemoryConfigurationExtensions { public static void UsingInMemory(this IBusRegistrationConfigurator configurator, Action<IBusRegistrationContext, IInMemoryBusFactoryConfigurator> configure = null) { } }
    public static class RabbitMqConfigurationExtensions { public static void UsingRabbitMq(this IBusRegistrationConfigurator configurator, Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator> configure = null) { } }
    public static class RabbitMqHostConfigurationExtensions { public static void Host(this IRabbitMqBusFactoryConfigurator configurator, string host, string virtualHost = "/") { } public static void Host(this IRabbitMqBusFactoryConfigurator configurator, string host, string virtualHost, Action<IRabbitMqHostConfigurator> configure) { } }
}
