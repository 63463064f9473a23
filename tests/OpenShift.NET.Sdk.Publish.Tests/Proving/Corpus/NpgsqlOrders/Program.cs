using Npgsql;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
await using NpgsqlDataSource database = NpgsqlDataSource.Create("Host=orders-db;Port=5432;Database=orders;Username=orders;Password=" + Guid.NewGuid() + ";Timeout=1");
WebApplication app = builder.Build();
try
{
    await using NpgsqlCommand command = database.CreateCommand("create table if not exists orders (id bigint primary key)");
    await command.ExecuteNonQueryAsync();
}
catch (NpgsqlException e)
{
    app.Logger.LogWarning(e, "The orders come later");
}
catch (System.Net.Sockets.SocketException e)
{
    app.Logger.LogWarning(e, "The orders come later");
}

app.MapGet("/healthz", () => "ok");
app.Run();
