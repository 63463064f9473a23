using System;
using Microsoft.Extensions.DependencyInjection;
namespace Hangfire
{
    public interface IGlobalConfiguration { }
    public class BackgroundJobServerOptions { public int WorkerCount { get; set; } }
    public static class GlobalConfigurationExtensions { public static IGlobalConfiguration UseInMemoryStorage(this IGlobalConfiguration configuration) => configuration; }
    public static class HangfireServiceCollectionExtensions
    {
        public static IServiceCollection AddHangfire(this IServiceCollection services, Action<IGlobalConfiguration> configuration) => services;
        public static IServiceCollection AddHangfireServer(this IServiceCollection services, Action<BackgroundJobServerOptions> optionsAction = null) => services;
    }
    public static class RecurringJob { public static void TriggerJob(string id) { } public static void AddOrUpdate<T>(string id, System.Linq.Expressions.Expression<Action<T>> method, string cron) { } public static void AddOrUpdate(string id, System.Linq.Expressions.Expression<Action> method, string cron) { } }
}
namespace Hangfire.PostgreSql
{
    public static class PostgreSqlBootstrapperConfigurationExtensions { public static IGlobalConfiguration UsePostgreSqlStorage(this IGlobalConfiguration configuration, string connectionString) => configuration; }
}
