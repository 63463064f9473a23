using Tickets;

var builder = WebApplication.CreateBuilder(args);
builder.AddTicketStorage().AddTicketNotifier();
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapTicketApi();
app.MapHealthChecks("/livez", new() { Predicate = static _ => false });
app.MapHealthChecks("/readyz");
await app.RunAsync();
