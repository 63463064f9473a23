using MailKit.Net.Smtp;
using Npgsql;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Relay>();
builder.Build().Run();

internal sealed class Relay : BackgroundService
{
    private readonly NpgsqlConnectionStringBuilder _database = new() { Host = "127.0.0.1", Port = 5432 };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        using var client = new SmtpClient();
        await client.ConnectAsync("smtp.corp", 25, stoppingToken);
        await client.AuthenticateAsync("relay", "N0t-a-secret", stoppingToken);
    }
}
