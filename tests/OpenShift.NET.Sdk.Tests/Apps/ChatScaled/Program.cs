using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

var builder = WebApplication.CreateBuilder(args);
var redis = builder.Configuration.GetConnectionString("Redis")!;
builder.Services.AddHealthChecks();
builder.Services.AddSignalR().AddStackExchangeRedis(redis);
builder.Services.AddStackExchangeRedisCache(o => o.Configuration = redis);
builder.Services.AddSession();
builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis(ConnectionMultiplexer.Connect(redis));
var app = builder.Build();
app.UseSession();
app.MapHub<Chat>("/chat");
app.MapHealthChecks("/livez", new() { Predicate = _ => false });
app.MapHealthChecks("/readyz");
app.Run();

public class Chat : Microsoft.AspNetCore.SignalR.Hub
{
    public Task Say(string text) => Clients.All.SendCoreAsync("said", [text]);
}
