using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<Shop>(o => o.UseSqlite("Data Source=/data/shop.db"));
builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(builder.Environment.ContentRootPath, "keys")));
builder.Services.AddHealthChecks().AddNpgSql("Host=db").AddRedis("redis:6379");
var app = builder.Build();
app.MapProbes();
app.Run();

public class Shop : DbContext;
