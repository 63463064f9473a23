using Nightly;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Cleanup>();
ThreadPool.SetMinThreads(256, 256);
await builder.Build().RunAsync();
