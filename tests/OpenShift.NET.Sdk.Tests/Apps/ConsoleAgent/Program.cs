using System.Diagnostics;

namespace Agent;

internal static class Program
{
    private static readonly string s_state = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".agent");

    private static async Task<int> Main(string[] args)
    {
        Console.CancelKeyPress += (_, e) => e.Cancel = true;
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("agent.json")
            .Build();
        Directory.CreateDirectory(s_state);
        Console.WriteLine("starting");
        using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine("/data", "agent.db")}");
        database.Open();
        Console.WriteLine("database is open");
        using var broker = Process.Start(new ProcessStartInfo { FileName = "/usr/sbin/mosquitto", ArgumentList = { "-d" } });
        Console.WriteLine($"asks {configuration["Agent:Server"]}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
