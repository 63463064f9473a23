using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>How the run of an image came to its end.</summary>
/// <param name="Code">The exit code of the application, 128 + signal when a signal ended it.</param>
/// <param name="After">Time since its start.</param>
/// <param name="WasStopped">Whether it was asked to end.</param>
/// <param name="StoppedIn">Time from SIGTERM to its end; zero when it was not asked.</param>
/// <param name="WasKilled">Whether SIGKILL was needed.</param>
/// <param name="WasReady">Whether it had become ready.</param>
/// <param name="MemoryLimit">The limit in bytes that it has exceeded; <see langword="null"/> when it has not.</param>
/// <param name="LastLines">The last lines of its log, when it ended by itself.</param>
internal sealed record RunEnd(int Code, TimeSpan After, bool WasStopped, TimeSpan StoppedIn, bool WasKilled, bool WasReady, long? MemoryLimit, ImmutableArray<string> LastLines)
{
    private const int MostCharacters = 600;

    /// <summary>Whether it ended by itself, and not well.</summary>
    public bool HasFailed => !WasStopped && Code != 0;

    /// <summary>What happened, one sentence without a full stop.</summary>
    public string Text => WasStopped
        ? string.Create(CultureInfo.InvariantCulture, $"stopped: ended {StoppedIn.TotalSeconds:0.0#} s after SIGTERM with code {Code}{(WasKilled ? ", by SIGKILL, for the grace period was over" : "")}")
        : string.Create(CultureInfo.InvariantCulture, $"the application ended after {After.TotalSeconds:0.0#} s with code {Code}");

    /// <summary>The failure that it is: OSC0065.</summary>
    public OpenShiftException ToFailure()
    {
        string how = MemoryLimit is { } limit
            ? $"it wanted more memory than its limit, {ByteSize.ToText(limit)}"
            : WasReady ? "it had been ready" : "it had not become ready";
        string said = string.Join(" | ", LastLines);
        return new OpenShiftException(
            ToolCodes.RunFailed,
            string.Create(CultureInfo.InvariantCulture, $"The application ended after {After.TotalSeconds:0.0#} s with exit code {Code}; {how}{(said.Length == 0 ? "" : $"; its log ends: {(said.Length > MostCharacters ? said[^MostCharacters..] : said)}")}"),
            MemoryLimit is not null ? "Raise the limit (OpenShiftMemoryLimit), or let it use less." : "Mend what its log tells; OpenShiftProve=WhenPossible holds the rules against a run.");
    }
}
