using StackExchange.Redis;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<IConnectionMultiplexer>(ConnectionMultiplexer.Connect("basket-cache:6379,connectRetry=1,connectTimeout=500"));
WebApplication app = builder.Build();
app.MapGet("/healthz", () => "ok");
app.Run();
