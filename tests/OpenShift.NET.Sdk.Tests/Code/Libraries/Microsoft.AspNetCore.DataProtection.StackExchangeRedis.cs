// needs: StackExchange.Redis
using StackExchange.Redis;
namespace Microsoft.AspNetCore.DataProtection
{
    public static class StackExchangeRedisDataProtectionBuilderExtensions { public static IDataProtectionBuilder PersistKeysToStackExchangeRedis(this IDataProtectionBuilder builder, IConnectionMultiplexer connectionMultiplexer) => builder; }
}
