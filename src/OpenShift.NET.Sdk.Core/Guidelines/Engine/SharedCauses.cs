using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0409_EndsOnSigterm;
using OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0731_ListensAsDeclared;
using OpenShift.NET.Sdk.Guidelines.G19_Logging.OSC1931_LogsToStandardOutput;
using OpenShift.NET.Sdk.Guidelines.G20_HealthProbes.OSC2031_ProbesAreAnswered;
using OpenShift.NET.Sdk.Guidelines.Proofs;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>
/// Tells of one cause once. Of the findings that several rules have of one thing the most severe is shown, and names the others; nothing that is more
/// severe is ever silent because of something milder. Held over the findings that nothing else silences, so that a suppressed finding keeps no other one quiet.
/// </summary>
internal static class SharedCauses
{
    private static readonly ImmutableArray<SharedCause> s_all =
    [
        // A port that is not to be opened; that nobody listens on it comes to that, that nobody exposes it does not.
        new("port:", ["OSC1004", "OSC1309"], ["OSC0702"]) { Where = static f => f.RuleId != "OSC0702" || f.Seen.StartsWith("is exposed", StringComparison.Ordinal) },

        // That the code's port is named nowhere, with all that names another one.
        new("port:", ["OSC0707"], ["OSC0702"]) { Where = static f => f.RuleId != "OSC0702" || f.Seen.StartsWith("is listened on", StringComparison.Ordinal) },

        // Who may read a file that must not be there is no question.
        new("file:", ["OSC0906", "OSC1002"], ["OSC1303", "OSC1304", "OSC1305"]),

        // The package brings its files.
        new("", ["OSC1001"], ["OSC1002"]) { Anywhere = true, Where = static f => !f.Where.Scope.StartsWith("file:/etc/ssh/ssh_host_", StringComparison.Ordinal) },

        // Owner and mode of one file, for those who execute, read or write it.
        new("file:", ["OSC1304", "OSC1305"], ["OSC1303"]),
        new("env:", ["OSC1315"], ["OSC1303"]),
        new("file:", ["OSC1903", "OSC0504"], []),
        new("manifest:", ["OSC0205"], ["OSC2104"]) { Where = static f => f.RuleId != "OSC2104" || f.Seen.StartsWith("runs the tag ", StringComparison.Ordinal) },
        new("volume:", ["OSC1105"], ["OSC1107"]),
        new("file:", ["OSC1003"], ["OSC0302", "OSC0401"]),

        // What nobody reaches from outside is not exposed, or exposed in vain, and answers no probe.
        new("", ["OSC0703"], ["OSC0701", "OSC0702", "OSC2002", "OSC2103"])
        {
            Anywhere = true,
            Where = static f => f.RuleId switch
            {
                "OSC2002" or "OSC2103" => f.Seen.Contains("no livenessProbe and no readinessProbe", StringComparison.Ordinal),
                "OSC0702" => f.Seen.StartsWith("is exposed", StringComparison.Ordinal),
                _ => true,
            },
        },

        // The Template and the plain files have the same containers.
        new("manifest:", ["OSC2002"], ["OSC2103"]),

        // Why the application did not come up when it ran, and that it did not.
        new("", ["OSC1632", "OSC1331", "OSC1131", "OSC0731", "OSC2031"], ["OSC2202"]) { Anywhere = true, Where = static f => f.RuleId == "OSC2202" || SaysFate(f) },
        new("", ["OSC1309"], ["OSC2202"]) { Anywhere = true, Where = static f => f.RuleId == "OSC1309" || f.Seen.Contains("ermission denied", StringComparison.Ordinal) },
        new("", ["OSC0404", "OSC0407", "OSC0106", "OSC1304"], ["OSC2202"]) { Anywhere = true, Where = static f => f.RuleId != "OSC2202" || f.Seen.StartsWith(ProvedRun.EndedByItself, StringComparison.Ordinal) },

        // What the image's files, its code and the manifests say, and the run shows.
        new("port:", ["OSC0703", "OSC0702", "OSC0731"], []),
        new("", ["OSC0731"], ["OSC2031"])
        {
            Anywhere = true,
            Where = static f => f.RuleId == "OSC2031" ? f.Seen.Contains(ProbesAreAnswered.Refused, StringComparison.Ordinal)
                : f.Seen.StartsWith(ListensAsDeclared.NobodyListens, StringComparison.Ordinal) || f.Seen.StartsWith(ListensAsDeclared.OnLoopback, StringComparison.Ordinal),
            Key = static f => f.RuleId == "OSC2031" ? PortAsked(f.Seen) : f.Where.Scope["port:".Length..].Split('/')[0],
        },
        new("", ["OSC0401", "OSC0402", "OSC0409"], []) { Anywhere = true, Where = static f => f.RuleId != "OSC0409" || f.Seen.Contains(EndsOnSigterm.ShellIsFirst, StringComparison.Ordinal) },
        new("", ["OSC0409"], ["OSC0405", "OSC0406"]) { Anywhere = true, Where = static f => f.RuleId != "OSC0409" || (f.Seen.StartsWith("did not end", StringComparison.Ordinal) && !f.Seen.Contains(EndsOnSigterm.ShellIsFirst, StringComparison.Ordinal)) },
        new("", ["OSC0304", "OSC0331"], []) { Anywhere = true, Key = static f => f.Where.Scope[(f.Where.Scope.LastIndexOf(':') + 1)..] },
        new("", ["OSC0302", "OSC0331"], []) { Anywhere = true, Where = static f => f.RuleId != "OSC0331" || f.Where.Scope.StartsWith("run:process:", StringComparison.Ordinal) },
        new("", ["OSC0301", "OSC0331"], []) { Anywhere = true, Where = static f => f.RuleId != "OSC0331" || f.Seen.StartsWith("runs the supervisor ", StringComparison.Ordinal) },
        new("env:", ["OSC0901"], ["OSC0907", "OSC0931"]),
        new("file:", ["OSC0902"], ["OSC0907", "OSC0931"]),
        new("", ["OSC1003", "OSC1031"], []) { Anywhere = true },
        new("", ["OSC1101", "OSC1102", "OSC1131"], []) { Anywhere = true, Where = static f => f.RuleId == "OSC1131" || PathWritten(f) is not null, Key = static f => PathWritten(f) ?? "" },
        new("file:", ["OSC1304", "OSC1305", "OSC1303", "OSC1331"], []),
        new("", ["OSC1314", "OSC1831"], []) { Anywhere = true },
        new("", ["OSC1901", "OSC1931"], []) { Anywhere = true, Where = static f => f.RuleId == "OSC1901" || f.Seen.StartsWith(LogsToStandardOutput.LogFile, StringComparison.Ordinal) },
        new("", ["OSC1902", "OSC1931"], []) { Anywhere = true, Where = static f => f.RuleId == "OSC1902" || f.Seen.StartsWith(LogsToStandardOutput.NoLine, StringComparison.Ordinal) },
        new("manifest:", ["OSC2003", "OSC2031"], []),

        // The scripts of a builder are programs, and its user is that of assemble where no label names another one.
        new("file:", ["OSC1202", "OSC1304"], ["OSC1303"]),
        new("config:", ["OSC1301", "OSC1206"], []),
    ];

    private static bool SaysFate(ReportedFinding finding) =>
        finding.Seen.Contains(ProvedRun.EndedByItself, StringComparison.Ordinal) || finding.Seen.Contains(ProvedRun.NeverReady, StringComparison.Ordinal) || finding.Seen.Contains(ProvedRun.OutOfMemory, StringComparison.Ordinal);

    // "asks http://:8080/healthz and …"
    private static string PortAsked(string seen)
    {
        int at = seen.IndexOf(':', StringComparison.Ordinal);
        while (at >= 0 && at + 1 < seen.Length && !char.IsAsciiDigit(seen[at + 1]))
        {
            at = seen.IndexOf(':', at + 1);
        }

        return at < 0 ? "" : string.Concat(seen.Skip(at + 1).TakeWhile(char.IsAsciiDigit));
    }

    // "code:Shop.Export.Run:path:/app/out", "run:path:/app/out"
    private static string? PathWritten(ReportedFinding finding)
    {
        const string Path = ":path:";
        int at = finding.Where.Scope.LastIndexOf(Path, StringComparison.Ordinal);
        return at < 0 ? null : finding.RuleId == "OSC1102" && finding.Where.Scope[(at + Path.Length)..] is var file ? Images.ImagePath.Parent(file) : finding.Where.Scope[(at + Path.Length)..];
    }

    /// <summary>Every rule that is part of a shared cause.</summary>
    public static IEnumerable<string> Rules => s_all.SelectMany(static c => c.Tell.Concat(c.Follow)).Distinct();

    /// <summary>The same findings, related to each other.</summary>
    public static ImmutableArray<ReportedFinding> Relate(ImmutableArray<ReportedFinding> findings)
    {
        ReportedFinding[] related = [.. findings.Select(static f => f.Also.IsEmpty && f.ToldBy is null ? f : f with { Also = [], ToldBy = null })];
        foreach (SharedCause cause in s_all)
        {
            int[] all = [.. Enumerable.Range(0, related.Length).Where(i => related[i] is { IsShown: true, Outcome: Outcome.Violation, Count: 1 } && cause.Has(related[i]))];
            foreach (IGrouping<string, int> group in all.GroupBy(i => cause.KeyOf(related[i])))
            {
                int[] tellers = [.. group.Where(i => cause.Tell.Contains(related[i].RuleId)).OrderByDescending(i => related[i].Severity).ThenBy(i => cause.Tell.IndexOf(related[i].RuleId))];
                if (tellers.Length > 0)
                {
                    Tell(related, tellers[0], group.Where(i => i != tellers[0] && related[i].RuleId != related[tellers[0]].RuleId && related[i].Severity <= related[tellers[0]].Severity));
                }
            }
        }

        // What keeps one rule from telling keeps others too: a script that is not understood, a name that is missing.
        int[] open = [.. Enumerable.Range(0, related.Length).Where(i => related[i] is { IsShown: true, Outcome: Outcome.CouldNotTell })];
        foreach (IGrouping<(string, object?), int> group in open.GroupBy(i => (related[i].Message, (object?)related[i].Where.Source)))
        {
            Tell(related, group.First(), group.Skip(1).Where(i => related[i].Severity == related[group.First()].Severity));
        }

        return ImmutableArray.Create(related);
    }

    private static void Tell(ReportedFinding[] findings, int teller, IEnumerable<int> others)
    {
        foreach (int i in others.ToArray())
        {
            ReportedFinding other = findings[i];
            findings[teller] = findings[teller] with { Also = [.. findings[teller].Also, other with { Also = [] }, .. other.Also] };
            findings[i] = other with { Also = [], ToldBy = findings[teller].RuleId };
        }

        // Of what a finding passes on, the teller is another one now.
        foreach (ReportedFinding passedOn in findings[teller].Also)
        {
            for (int i = 0; i < findings.Length; i++)
            {
                if (findings[i].ToldBy is not null && findings[i].RuleId == passedOn.RuleId && findings[i].Where == passedOn.Where)
                {
                    findings[i] = findings[i] with { ToldBy = findings[teller].RuleId };
                }
            }
        }
    }
}
