using Microsoft.AspNetCore.SignalR;
namespace Microsoft.Extensions.DependencyInjection
{
    public static class StackExchangeRedisDependencyInjectionExtensions { public static ISignalRServerBuilder AddStackExchangeRedis(this ISignalRServerBuilder signalrBuilder, string redisConnectionString) => signalrBuilder; }
}
