using System.Diagnostics;

namespace Desktop;

internal static class Program
{
    private static int Main()
    {
        var settings = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "desktop", "settings.json");
        File.WriteAllText(settings, "{}");
        var temporary = Path.GetTempFileName();
        File.WriteAllText(temporary, Environment.UserName);
        using var change = Process.Start("chown", "app:app " + settings);
        change.WaitForExit();
        return change.ExitCode;
    }
}
