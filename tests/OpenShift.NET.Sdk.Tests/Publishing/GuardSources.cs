using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Publishing;

/// <summary>The sources of the guard, as its projects compile them.</summary>
internal static class GuardSources
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Guard");

    /// <summary>The symbols of the guard for ASP.NET Core.</summary>
    public static readonly string[] Web = ["OPENSHIFT_GUARD_HOST", "OPENSHIFT_GUARD_WEBHOST"];

    /// <summary>What an application compiles.</summary>
    public static string Start => File.ReadAllText(Path.Combine(s_folder, "Start", "OpenShiftGuardStart.cs"));

    /// <summary>What the guard's assembly with these symbols is made of.</summary>
    public static IEnumerable<string> Of(string[] symbols)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(s_folder, "*.cs");
        if (symbols.Length > 0)
        {
            files = files.Concat(Directory.EnumerateFiles(Path.Combine(s_folder, "Hosts"), symbols.Length > 1 ? "*.cs" : "Host*.cs"));
        }

        return files.Order(StringComparer.Ordinal).Select(File.ReadAllText);
    }
}
