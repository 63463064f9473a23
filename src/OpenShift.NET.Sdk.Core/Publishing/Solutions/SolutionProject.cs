namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>A project that MSBuild builds with a solution.</summary>
/// <param name="Path">Full path of the project file.</param>
/// <param name="Configuration">The configuration the solution gives it.</param>
/// <param name="Platform">The platform the solution gives it; empty for none.</param>
public sealed record SolutionProject(string Path, string Configuration, string Platform)
{
    /// <summary>Whether a target of the solution, asked for as <c>Folder\Project:Target</c>, means this project. MSBuild writes <c>_</c> for what a target's name cannot hold.</summary>
    /// <param name="target">The target, the part after the last colon left out.</param>
    public bool IsMeantBy(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        string name = target[(target.LastIndexOfAny(['\\', '/']) + 1)..];
        return name.Equals(string.Join('_', System.IO.Path.GetFileNameWithoutExtension(Path).Split('.', '%', '$', '@', ';', '(', ')', '\'')), StringComparison.OrdinalIgnoreCase);
    }
}
