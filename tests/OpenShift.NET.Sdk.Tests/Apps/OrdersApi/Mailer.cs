namespace Orders;

public class Mailer(IConfiguration configuration, ILogger<Mailer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var credential = new System.Net.NetworkCredential(configuration["Smtp:User"], configuration["Smtp:Password"]);
        while (!stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("Sending as {User}", credential.UserName);
            await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
        }
    }
}
