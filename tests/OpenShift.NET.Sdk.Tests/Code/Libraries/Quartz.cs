using System;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
namespace Quartz
{
    public interface IJobExecutionContext { }
    public interface IJob { Task Execute(IJobExecutionContext context); }
    public interface IServiceCollectionQuartzConfigurator { void AddJob<T>() where T : IJob; void UseInMemoryStore(); void UsePersistentStore(Action<SchedulerBuilder.PersistentStoreOptions> configure); }
    public class SchedulerBuilder { public class PersistentStoreOptions { public void UseClustering() { } } }
    public static class ServiceCollectionExtensions { public static IServiceCollection AddQuartz(this IServiceCollection services, Action<IServiceCollectionQuartzConfigurator> configure = null) => services; }
    public static class QuartzServiceCollectionExtensions { public static IServiceCollection AddQuartzHostedService(this IServiceCollection services) => services; }
}
