var app = WebApplication.CreateBuilder(args).Build();
_ = app.Configuration["Shop:Key"] ?? throw new InvalidOperationException("The configuration is incomplete.");
app.MapGet("/healthz", () => "ok");
app.Run();
