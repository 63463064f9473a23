using System;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
namespace Quartz
{
    public interface IJobExecutionContext { }
    public interface IJob { Task Execute(IJobExecutionContext context); }
    public interface IJobDetail { }
    public interface ITrigger { }
    public interface IScheduler { Task<DateTimeOffset> ScheduleJob(IJobDetail jobDetail, ITrigger trigger, System.Threading.CancellationToken cancellationToken = default); Task Start(System.Threading.CancellationToken cancellationToken = default); }
    public interface ISchedulerFactory { Task<IScheduler> GetScheduler(System.Threading.CancellationToken cancellationToken = default); }
    public class JobBuilder { public static JobBuilder Create(Type jobType) => null; public IJobDetail Build() => null; }
    public class TriggerBuilder { public static TriggerBuilder Create() => null; public TriggerBuilder StartNow() => this; public ITrigger Build() => null; }
    public static class CronScheduleTriggerBuilderExtensions { public static TriggerBuilder WithCronSchedule(this TriggerBuilder triggerBuilder, string cronExpression) => triggerBuilder; }
    public interface IServiceCollectionQuartzConfigurator { void AddJob<T>() where T : IJob; void UseInMemoryStore(); void UsePersistentStore(Action<SchedulerBuilder.PersistentStoreOptions> configure); }
    public class SchedulerBuilder { public class PersistentStoreOptions { public void UseClustering() { } } }
    public static class ServiceCollectionExtensions { public static IServiceCollection AddQuartz(this IServiceCollection services, Action<IServiceCollectionQuartzConfigurator> configure = null) => services; }
    public static class QuartzServiceCollectionExtensions { public static IServiceCollection AddQuartzHostedService(this IServiceCollection services) => services; }
}
namespace Quartz.Impl
{
    public class StdSchedulerFactory : ISchedulerFactory
    {
        public StdSchedulerFactory() { }
        public StdSchedulerFactory(System.Collections.Specialized.NameValueCollection props) { }
        public virtual Task<IScheduler> GetScheduler(System.Threading.CancellationToken cancellationToken = default) => null;
    }
}
