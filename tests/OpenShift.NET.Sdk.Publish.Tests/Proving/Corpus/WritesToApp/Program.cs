var app = WebApplication.CreateBuilder(args).Build();
File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "state.json"), "{}");
app.MapGet("/healthz", () => "ok");
app.Run();
