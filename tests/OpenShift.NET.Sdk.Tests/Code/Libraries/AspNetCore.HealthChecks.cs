namespace Microsoft.Extensions.DependencyInjection
{
    public static class NpgSqlHealthCheckBuilderExtensions
    {
        public static IHealthChecksBuilder AddNpgSql(this IHealthChecksBuilder builder, string connectionString, string? name = null, System.Collections.Generic.IEnumerable<string>? tags = null) => builder;
    }
    public static class RedisHealthCheckBuilderExtensions
    {
        public static IHealthChecksBuilder AddRedis(this IHealthChecksBuilder builder, string redisConnectionString, string? name = null, System.Collections.Generic.IEnumerable<string>? tags = null) => builder;
    }
}
