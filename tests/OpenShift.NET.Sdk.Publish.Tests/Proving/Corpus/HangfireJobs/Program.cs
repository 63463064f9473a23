using Hangfire;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddHangfire(static jobs => jobs.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings().UseInMemoryStorage());
builder.Services.AddHangfireServer();
WebApplication app = builder.Build();
app.Services.GetRequiredService<IRecurringJobManager>().AddOrUpdate("tick", static () => Console.WriteLine("tick"), Cron.Minutely());
app.Services.GetRequiredService<IBackgroundJobClient>().Enqueue(static () => Console.WriteLine("once"));
app.MapGet("/healthz", () => "ok");
app.Run();
