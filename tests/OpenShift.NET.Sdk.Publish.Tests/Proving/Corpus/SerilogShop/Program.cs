using Serilog;

Log.Logger = new LoggerConfiguration().WriteTo.Console().CreateBootstrapLogger();
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddSerilog((services, logging) => logging.ReadFrom.Configuration(builder.Configuration).WriteTo.Console());
WebApplication app = builder.Build();
app.UseSerilogRequestLogging();
app.MapGet("/healthz", () => "ok");
app.Run();
