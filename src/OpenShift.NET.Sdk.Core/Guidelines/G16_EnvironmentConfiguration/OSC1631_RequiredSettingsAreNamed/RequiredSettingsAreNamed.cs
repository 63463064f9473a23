using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1631_RequiredSettingsAreNamed;

/// <summary>OSC1631.</summary>
[Rule(
    "OSC1631",
    "Without a required setting the application ends, and its log names the setting",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Check the setting at start-up, for example with ValidateOnStart(), and end with a message that names it.")]
public sealed class RequiredSettingsAreNamed : RunRule
{
    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        bool any = false;
        foreach (string name in run.Facts.MissingSettings.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            any = true;
            yield return NotRequired(publication, name, $"is said to be required, and the application {run.Fate} without a value of it");
        }

        foreach (ContainerRun without in run.Facts.Runs.Where(static r => r is { Purpose: RunPurpose.WithoutSetting, Setting: not null }))
        {
            any = true;
            if (Judge(publication, run, without, without.Setting!) is { } finding)
            {
                yield return finding;
            }
        }

        if (!any)
        {
            yield return Finding.NotApplicable(ProvedRun.Container(), "requires no setting");
        }
    }

    private static Finding? Judge(Publication publication, ProvedRun run, ContainerRun without, string name)
    {
        if (without.Exit?.OutOfMemory == true)
        {
            return Finding.CouldNotTell(Where(publication, name), $"was left out, and the application {run.FateOf(without)}");
        }

        bool named = without.Log.Any(l => Names(l.Text, name));
        if (ProvedRun.Ended(without) && !(run.IsJob && without.Exit!.Code == 0))
        {
            if (named)
            {
                return null;
            }

            // What it did not reach may have ended it before it asked for the setting.
            if (!without.Unreachable.IsEmpty && run.Declared.Unreachable.IsEmpty)
            {
                return Finding.CouldNotTell(Where(publication, name), $"was left out, and the application asked {Peer(without.Unreachable[0])} in vain and {run.FateOf(without)}");
            }

            string lines = RunText.LastLines(without, besidesMeaning: true);
            return Finding.Violation(Where(publication, name), $"is required, and without it the application {run.FateOf(without)} and does not name it{(lines.Length > 0 ? "; it wrote " + lines : without.Log.IsEmpty ? "; it wrote nothing" : "")}");
        }

        if (run.CameUp(without))
        {
            return NotRequired(publication, name, $"is said to be required, and without it the application {run.FateOf(without)} all the same");
        }

        return Finding.Violation(Where(publication, name), $"is required, and without it the application {run.FateOf(without)} and did not end{(named ? "" : ", nor does its log name it")}: the rollout waits until it is given up");
    }

    private static Finding NotRequired(Publication publication, string name, string seen) => Finding.Violation(Where(publication, name), seen) with
    {
        AtMost = Severity.Info,
        Fix = $"Say that it is not, with <OpenShiftSetting Include=\"{name}\" Required=\"false\" />, or check it at start-up.",
        ImageFix = "Check it at start-up, or do not call it required.",
    };

    private static Location Where(Publication publication, string name)
    {
        SettingFact? setting = publication.Project?.Manifests.Settings.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new Location($"Setting {name}", "setting:" + name, setting?.Place);
    }

    private static string Peer(UnreachablePeer peer) => peer.Port is { } port ? FormattableString.Invariant($"{peer.Host}:{port}") : peer.Host;

    // Applications speak of keys ("Mail:Host") and of variables ("Mail__Host"), and of a connection string by its name alone.
    private static bool Names(string line, string name)
    {
        string key = name.Replace("__", ":", StringComparison.Ordinal);
        return line.Contains(name, StringComparison.OrdinalIgnoreCase)
            || line.Contains(key, StringComparison.OrdinalIgnoreCase)
            || line.Contains(key.Replace(':', '.'), StringComparison.OrdinalIgnoreCase)
            || HasWord(line, key[(key.LastIndexOf(':') + 1)..]);
    }

    private static bool HasWord(string line, string word)
    {
        if (word.Length < 3)
        {
            return false;
        }

        for (int at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(line[at - 1])) && (end == line.Length || !char.IsLetterOrDigit(line[end])))
            {
                return true;
            }
        }

        return false;
    }
}
