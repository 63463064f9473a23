using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddOpenTelemetry().ConfigureResource(static r => r.AddService("telemetry-api"))
    .WithTracing(static t => t.AddSource("Shop").AddOtlpExporter(static o => o.Endpoint = new Uri("http://collector:4317")))
    .WithMetrics(static m => m.AddMeter("Microsoft.AspNetCore.Hosting").AddOtlpExporter(static o => o.Endpoint = new Uri("http://collector:4317")));
WebApplication app = builder.Build();
app.MapGet("/healthz", () => "ok");
app.Run();
