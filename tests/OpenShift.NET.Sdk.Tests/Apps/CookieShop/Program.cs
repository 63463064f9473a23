var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.Services.AddHealthChecks();
builder.Services
    .AddAuthentication("Cookies")
    .AddCookie("Cookies", o => o.LoginPath = "/login");
var app = builder.Build();
app.MapControllers();
app.MapHealthChecks("/livez", new() { Predicate = _ => false });
app.MapHealthChecks("/readyz");
app.MapGet("/me", (HttpContext c) => c.User.Identity?.Name);
app.Run();
