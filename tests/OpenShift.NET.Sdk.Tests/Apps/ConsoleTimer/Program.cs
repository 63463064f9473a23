namespace Ticks;

internal static class Program
{
    private static void Main()
    {
        var timer = new System.Timers.Timer(1000);
        timer.Elapsed += (_, _) => Console.WriteLine("tick");
        Console.CancelKeyPress += (_, _) => timer.Stop();
        timer.Start();
        Console.ReadKey();
    }
}
