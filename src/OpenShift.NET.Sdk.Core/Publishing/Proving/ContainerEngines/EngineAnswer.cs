namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>How a command of an engine ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output, at most <see cref="EngineClient.MaxOutput"/> characters.</param>
/// <param name="Errors">Standard error, bounded likewise.</param>
internal sealed record EngineAnswer(int ExitCode, string Output, string Errors)
{
    private const int MaxMessage = 300;

    /// <summary>Whether it succeeded.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last line of what it complained of, bounded and without a full stop.</summary>
    public string Complaint
    {
        get
        {
            string line = Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
                ?? FormattableString.Invariant($"exit code {ExitCode} without a message");
            return (line.Length > MaxMessage ? line[..MaxMessage] : line).TrimEnd('.');
        }
    }
}
