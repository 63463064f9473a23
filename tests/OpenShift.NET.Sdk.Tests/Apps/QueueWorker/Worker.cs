namespace Queue;

public class Worker(Store store) : BackgroundService
{
    private static readonly string s_state = Path.Combine(AppContext.BaseDirectory, "state", "last.txt");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.Open();
        await File.WriteAllTextAsync(s_state, "1", stoppingToken);
    }
}
