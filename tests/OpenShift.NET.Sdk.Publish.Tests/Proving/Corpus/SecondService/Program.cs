using System.Diagnostics;

using Process cache = Process.Start("/usr/bin/redis-server", ["serve", "6379", "127.0.0.1"]);
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/healthz", () => cache.HasExited ? Results.StatusCode(503) : Results.Ok());
app.Run();
cache.Kill();
