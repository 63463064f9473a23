using System;
using Microsoft.Extensions.DependencyInjection;
namespace Coravel.Scheduling.Schedule.Interfaces { public interface IScheduler { void Schedule(Action work); } public interface ISchedulerConfiguration { } }
namespace Coravel
{
    public static class SchedulerServiceRegistration
    {
        public static IServiceCollection AddScheduler(this IServiceCollection services) => services;
        public static Scheduling.Schedule.Interfaces.ISchedulerConfiguration UseScheduler(this IServiceProvider provider, Action<Scheduling.Schedule.Interfaces.IScheduler> assignScheduledTasks) => null;
    }
}
