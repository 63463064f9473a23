using Serilog;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddSerilog(static logging => logging.WriteTo.Console().WriteTo.File(Path.Combine(Path.GetTempPath(), "audit-.log"), rollingInterval: RollingInterval.Day));
WebApplication app = builder.Build();
app.UseSerilogRequestLogging();
app.MapGet("/healthz", () => "ok");
app.Run();
