using System.Reflection;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>What a session knows of the tool it is part of.</summary>
/// <param name="ToolVersion">Version of the tool, as reports name it.</param>
/// <param name="RulePages">Folder that has the page of every rule.</param>
public sealed record SessionOptions(string ToolVersion, string RulePages)
{
    /// <summary>Version of an assembly, without the revision it was built from.</summary>
    public static string VersionOf(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        int plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? version : version[..plus];
    }

    /// <summary>The page of a rule; <see langword="null"/> when it is not there.</summary>
    public string? PageOf(string ruleId)
    {
        string path = Path.Combine(RulePages, ruleId + ".md");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
