var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/readyz", () => "ok");
app.Run();
