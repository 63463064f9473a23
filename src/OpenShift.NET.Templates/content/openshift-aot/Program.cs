using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApplicationJson.Default));

var app = builder.Build();

// Liveness asks this process alone. Readiness runs the checks added above: without its database a pod gets no requests, and is not started again either.
app.MapHealthChecks("/livez", new() { Predicate = _ => false });
app.MapHealthChecks("/readyz");

app.MapGet("/greetings/{name}", (string name, IConfiguration configuration) => new Greeting($"{configuration["Greeting"]}, {name}!"));

app.Run();

internal sealed record Greeting(string Text);

[JsonSerializable(typeof(Greeting))]
internal sealed partial class ApplicationJson : JsonSerializerContext;
