namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>What a publish said, as the user reads it.</summary>
internal static class ReportedDiagnostics
{
    /// <summary>The diagnostics with a code of this product, each once, in order, with the project's folder left out.</summary>
    public static IReadOnlyList<string> Of(CommandResult result, TestProject project) =>
        [.. result.Text.Split('\n')
            .Where(l => l.Contains(" OSC", StringComparison.Ordinal) && (l.Contains(": error OSC", StringComparison.Ordinal) || l.Contains(": warning OSC", StringComparison.Ordinal) || l.Contains(": message OSC", StringComparison.Ordinal)))
            .Select(l => l.Trim().Replace(project.Folder + "/", "", StringComparison.Ordinal).Replace($" [{project.Name}.csproj]", "", StringComparison.Ordinal))
            .Distinct()];

    /// <summary>Holds that a publish failed with one code, at a place, with a remedy, and without a stack trace.</summary>
    public static string MustFailWith(this CommandResult result, TestProject project, string code, params string[] says)
    {
        result.MustFail().MustNotSay("   at ").MustNotSay("OSC0013").MustNotSay("Unhandled exception");
        string[] errors = [.. Of(result, project).Where(l => l.Contains(": error OSC", StringComparison.Ordinal))];
        Assert.HasCount(1, errors, result.Text);
        string error = errors[0];
        int colon = error.IndexOf($": error {code}: ", StringComparison.Ordinal);
        Assert.IsGreaterThan(0, colon, result.Text);
        Assert.Contains(". ", error[colon..], "A remedy follows what was seen: " + error);
        foreach (string text in says)
        {
            Assert.Contains(text, error);
        }

        return error;
    }
}
