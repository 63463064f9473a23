using Queue;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<Store>();
builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMinutes(2));
builder.Services.AddHostedService<Worker>();
builder.Build().Run();
