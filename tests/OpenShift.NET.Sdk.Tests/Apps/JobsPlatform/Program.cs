using Hangfire;
using Jobs;
using MassTransit;
using Quartz;

var host = Host.CreateDefaultBuilder(args)
    .ConfigureServices((context, services) =>
    {
        services.AddHangfire(static c => c.UseInMemoryStorage());
        services.AddHangfireServer(o => o.WorkerCount = Workers.Count);
        services.AddQuartz(q => q.AddNightly());
        services.AddMassTransit(x => x.UsingRabbitMq((_, rabbit) => rabbit.Host(context.Configuration["Rabbit:Host"] ?? "rabbitmq")));
        services.AddHostedService<Heartbeat>();
    })
    .ConfigureHostOptions(o => o.ShutdownTimeout = TimeSpan.FromSeconds(Workers.DrainSeconds))
    .Build();
host.Run();
