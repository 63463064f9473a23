var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddSignalR(o => o.EnableDetailedErrors = false);
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession(o => o.IdleTimeout = TimeSpan.FromMinutes(20));
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
