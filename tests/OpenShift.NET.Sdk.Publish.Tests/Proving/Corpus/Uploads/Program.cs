var app = WebApplication.CreateBuilder(args).Build();
File.WriteAllText("/uploads/first.txt", "first");
File.WriteAllText(Path.Combine(Path.GetTempPath(), "scratch"), "scratch");
app.MapGet("/healthz", () => "ok");
app.Run();
