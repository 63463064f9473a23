using Quartz;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddQuartz(static schedule =>
{
    schedule.AddJob<Report>(static job => job.WithIdentity("report"));
    schedule.AddTrigger(static trigger => trigger.ForJob("report").StartNow().WithSimpleSchedule(static s => s.WithIntervalInSeconds(1).RepeatForever()));
});
builder.Services.AddQuartzHostedService(static host => host.WaitForJobsToComplete = true);
builder.Build().Run();

internal sealed class Report(ILogger<Report> logger) : IJob
{
    public Task Execute(IJobExecutionContext context)
    {
        logger.LogInformation("Reported");
        return Task.CompletedTask;
    }
}
