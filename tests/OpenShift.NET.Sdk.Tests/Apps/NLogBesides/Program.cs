using NLog.Web;

var log = NLog.LogManager.GetCurrentClassLogger();
log.Info("starting");
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.Host.UseNLog();
builder.Services.AddHealthChecks();
var app = builder.Build();
app.MapHealthChecks("/livez", new() { Predicate = _ => false });
app.MapHealthChecks("/readyz");
app.MapPost("/orders", () => Console.WriteLine("order"));
app.Run();
