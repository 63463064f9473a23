var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.WebHost.ConfigureKestrel((context, kestrel) =>
{
    kestrel.ListenAnyIP(context.Configuration.GetValue("Ports:Http", 8080));
    kestrel.ListenAnyIP(9464);
    kestrel.ListenLocalhost(6060);
});
var app = builder.Build();
app.MapHealthChecks("/livez");
app.MapHealthChecks("/readyz");
app.Run();
