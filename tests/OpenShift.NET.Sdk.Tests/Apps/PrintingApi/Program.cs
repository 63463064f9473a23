var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
var app = builder.Build();
var currency = app.Configuration["Shop:Currency"];
app.MapHealthChecks("/livez", new() { Predicate = _ => false });
app.MapHealthChecks("/readyz");
app.MapPost("/orders", () =>
{
    Console.WriteLine("got an order");
    Console.WriteLine($"in {currency}");
    Console.Error.WriteLine("and lost it");
    return Results.Accepted();
});
app.Run();
