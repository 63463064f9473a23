var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<Sidecars>();
builder.Services.AddHealthChecks();
builder.WebHost.UseUrls("http://127.0.0.1:8080");
var app = builder.Build();
app.MapHealthChecks("/livez");
app.MapHealthChecks("/readyz");
app.Run();
