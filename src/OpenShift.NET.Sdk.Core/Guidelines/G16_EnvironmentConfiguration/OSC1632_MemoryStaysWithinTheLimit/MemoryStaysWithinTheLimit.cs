using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1632_MemoryStaysWithinTheLimit;

/// <summary>OSC1632.</summary>
[Rule(
    "OSC1632",
    "When the image runs, its memory stays within the manifest's limit",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Use less, or set <OpenShiftMemoryLimit> (and OpenShiftMemoryRequest) higher.",
    ImageFix = "Use less, or raise resources.limits.memory.")]
public sealed class MemoryStaysWithinTheLimit : RunRule
{
    private const int MostPercent = 90;

    // What small quotas leave a pod of which nobody said more.
    private const long Usual = 128 * ByteSize.MiB;

    /// <inheritdoc/>
    private protected override bool NeedsUp => false;

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        MemoryUse? memory = run.Declared.Memory;
        Location where = ProvedRun.Container("memory");
        if (run.Ordinary.FirstOrDefault(static r => r.Exit is { OutOfMemory: true }) is { } killed)
        {
            string limit = (killed.Memory ?? memory)?.Limit is { } most ? $" of {ByteSize.ToText(Math.Max(0, most))}" : "";
            yield return Finding.Violation(where, $"exceeded its memory limit{limit}, and {run.FateOf(killed)}");
            yield break;
        }

        // The heap of .NET ends before the limit does, and so does the program.
        if (!run.IsUp && memory?.Limit is > 0 and var room && RunText.Abort(run.Declared) is { } abort && IsOutOfHeap(abort))
        {
            yield return Finding.Violation(where, $"had no room for more on its heap within its memory limit of {ByteSize.ToText(room)}, and {run.Fate}");
            yield break;
        }

        if (!run.IsUp)
        {
            yield return run.DidNotComeUp;
            yield break;
        }

        if (memory is null or { Peak: <= 0 })
        {
            yield return Finding.CouldNotTell(ProvedRun.Container(), $"was run by {RunText.Engine(run.Facts)}, which does not tell its memory");
            yield break;
        }

        string peak = ByteSize.ToText(memory.Peak);
        if (memory.Limit is not > 0)
        {
            if (memory.Peak > Usual)
            {
                yield return Finding.Violation(where, $"used {peak}, more than {ByteSize.ToText(Usual)}, and no manifest says how much it may use") with
                {
                    AtMost = Severity.Info,
                    Fix = "Set <OpenShiftMemoryLimit>, or resources.limits.memory in manifests of your own.",
                    ImageFix = "Set resources.limits.memory where it is deployed.",
                };
            }
        }
        else if (memory.Peak > memory.Limit)
        {
            yield return Finding.Violation(where, $"used {peak}, more than its memory limit of {ByteSize.ToText(memory.Limit.Value)}, to which nothing held it here: in a pod it is killed");
        }
        else if ((decimal)memory.Peak * 100 > (decimal)memory.Limit * MostPercent)
        {
            yield return Finding.Violation(where, $"used {peak} of its memory limit of {ByteSize.ToText(memory.Limit.Value)} before anybody used it") with { AtMost = Severity.Warning };
        }
    }

    // An array larger than .NET knows has nothing to do with the limit.
    private static bool IsOutOfHeap(string abort) =>
        abort == RunText.OutOfHeap || (abort.Contains("System.OutOfMemoryException", StringComparison.Ordinal) && !abort.Contains("Array dimensions", StringComparison.Ordinal));
}
