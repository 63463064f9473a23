using System;
namespace Microsoft.Extensions.Caching.StackExchangeRedis { public class RedisCacheOptions { public string Configuration { get; set; } } }
namespace Microsoft.Extensions.DependencyInjection
{
    public static class StackExchangeRedisCacheServiceCollectionExtensions
    {
        public static IServiceCollection AddStackExchangeRedisCache(this IServiceCollection services, Action<Caching.StackExchangeRedis.RedisCacheOptions> setupAction) => services;
    }
}
