using Microsoft.EntityFrameworkCore;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<Notes>(static o => o.UseSqlite("Data Source=/data/notes.db"));
builder.Services.AddHealthChecks();
WebApplication app = builder.Build();
using (IServiceScope scope = app.Services.CreateScope())
{
    scope.ServiceProvider.GetRequiredService<Notes>().Database.EnsureCreated();
}

app.MapHealthChecks("/healthz");
app.MapGet("/notes", static (Notes notes) => notes.All.ToListAsync());
app.Run();

internal sealed class Notes(DbContextOptions<Notes> options) : DbContext(options)
{
    public DbSet<Note> All => Set<Note>();
}

internal sealed record Note(int Id, string Text);
