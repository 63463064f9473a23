using Gateway;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddJsonFile("ocelot.json");
builder.Services.AddHealthChecks();
builder.Services.AddUpstreams(builder.Configuration);
var app = builder.Build();
app.MapHealthChecks("/livez", new() { Predicate = _ => false });
app.MapHealthChecks("/readyz");
app.Run();
