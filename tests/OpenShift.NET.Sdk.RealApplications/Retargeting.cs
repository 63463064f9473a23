using System.Text.RegularExpressions;

namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>Makes the projects of a repository build with the SDK at hand, whatever it was when they were written.</summary>
internal static partial class Retargeting
{
    private const string Framework = "net10.0";
    private static readonly string[] s_projects = [".csproj", ".fsproj", ".vbproj", ".props", ".targets"];

    /// <summary>What pins a build to tools or sources of its own: another SDK, feeds, locked packages.</summary>
    private static readonly string[] s_pins = ["global.json", "nuget.config", "packages.lock.json"];

    public static void Apply(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (s_pins.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase))
            {
                File.Delete(path);
            }
            else if (s_projects.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            {
                string text = File.ReadAllText(path);
                string retargeted = FrameworkElement().Replace(text, One);
                if (!string.Equals(text, retargeted, StringComparison.Ordinal))
                {
                    File.WriteAllText(path, retargeted);
                }
            }
        }
    }

    /// <summary>Libraries for .NET Standard alone stay (source generators must), and so do applications of phones, desktops and .NET Framework.</summary>
    private static string One(Match element)
    {
        string value = element.Groups["value"].Value;
        bool isVariable = value.Contains("$(", StringComparison.Ordinal);
        bool stays = !(isVariable ? FrameworkVariable().IsMatch(value) : ModernFramework().IsMatch(value))
            || value.Contains("android", StringComparison.Ordinal) || value.Contains("-ios", StringComparison.Ordinal)
            || (value.Contains("windows", StringComparison.Ordinal) && !value.Contains(';', StringComparison.Ordinal));
        return stays ? element.Value : $"<TargetFramework{element.Groups["condition"].Value}>{Framework}</TargetFramework>";
    }

    [GeneratedRegex("""<TargetFrameworks?(?<condition>(?:\s+Condition="[^"]*")?)>(?<value>[^<]*)</TargetFrameworks?>""")]
    private static partial Regex FrameworkElement();

    [GeneratedRegex(@"net(coreapp)?\d+\.\d")]
    private static partial Regex ModernFramework();

    [GeneratedRegex("Core|Default|NetVer|TargetFramework|TFM|SamplesTarget|SupportedTF|LatestTF")]
    private static partial Regex FrameworkVariable();
}
