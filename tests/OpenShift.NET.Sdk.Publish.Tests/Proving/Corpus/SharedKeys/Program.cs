using Microsoft.AspNetCore.DataProtection;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDataProtection().SetApplicationName("shared-keys").PersistKeysToFileSystem(new DirectoryInfo("/keys"));
builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");
builder.Services.AddHealthChecks();
var app = builder.Build();
app.MapHealthChecks("/healthz");
app.Run();
