using Microsoft.EntityFrameworkCore;
using Orders;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<OrdersDb>();
builder.Services.AddHealthChecks().AddNpgSql(builder.Configuration.GetConnectionString("Orders")!, tags: ["ready"]);
builder.Services.AddHostedService<Mailer>();
builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(20));
var app = builder.Build();
app.MapHealthChecks("/livez", new() { Predicate = _ => false });
app.MapHealthChecks("/readyz", new() { Predicate = c => c.Tags.Contains("ready") });
app.MapOrders();
app.Run();
