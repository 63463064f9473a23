using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Html.Sections;

/// <summary>What happened when the image ran: in one sentence, as a picture, and moment by moment with the application's log.</summary>
internal static class RunSection
{
    private const int MostRuns = 50;
    private const int MostNames = 20;

    public static void Write(HtmlPage page)
    {
        Publication publication = page.Publication;
        page.Raw("<section aria-labelledby=\"run\">\n<h2 id=\"run\">The run</h2>\n");
        if (publication.Run is not { } facts)
        {
            page.Raw("<p>The image was not run: nobody asked for a proof. ");
            page.Raw(publication.Project is null ? "<code>openshift-image prove</code> runs it as OpenShift would.</p>\n" : "With <code>&lt;OpenShiftProve&gt;WhenPossible&lt;/OpenShiftProve&gt;</code> it is run as OpenShift would before it is delivered.</p>\n");
        }
        else if (facts.NotRun is not null || facts.AsDeclared is null)
        {
            page.Raw("<p>The image was not run: ").Text(facts.NotRun ?? "no run was made").Raw(".</p>\n");
        }
        else
        {
            WriteRun(page, new ProvedRun(publication, facts, facts.AsDeclared));
        }

        page.Raw("</section>\n");
    }

    private static void WriteRun(HtmlPage page, ProvedRun run)
    {
        page.Raw("<p>").Raw(run.IsUp ? "" : "<strong class=\"error\">It did not come up.</strong> ").Text(RunLine.Of(run.Facts)).Raw(".</p>\n");
        WriteChart(page, run.Declared);
        WriteFacts(page, run);
        WriteEvents(page, run.Declared);
        WriteOthers(page, run);
    }

    private static void WriteChart(HtmlPage page, ContainerRun run)
    {
        page.Raw("<div class=\"chart\" tabindex=\"0\" role=\"region\" aria-label=\"Time line of the run; the same moment by moment below\">\n").Raw(RunChart.Of(run)).Raw("\n</div>\n");
        page.Raw("<p class=\"keys\" aria-hidden=\"true\"><span class=\"key starting\"></span> starting <span class=\"key serving\"></span> ready <span class=\"key stopping\"></span> stopping <span class=\"key good\"></span> probe answered <span class=\"key bad\"></span> not answered</p>\n");
    }

    private static void WriteFacts(HtmlPage page, ProvedRun run)
    {
        (RunFacts facts, ContainerRun declared) = (run.Facts, run.Declared);
        page.Raw("<dl class=\"facts\">\n");
        Fact("Run by", $"{RunText.Engine(facts)} ({(facts.Engine == ProofEngine.InPlace ? "in place" : facts.Engine.ToString().ToLowerInvariant())})");
        Fact("As", facts.Workload ?? "the image alone, without manifests");
        Fact("User", FormattableString.Invariant($"{declared.UserId}:{declared.GroupId}"));
        Fact("Root file system", declared.ReadOnlyRoot ? "read-only" : declared.KnowsWritten ? "writable, to see what would be written" : "writable");
        foreach (ProbeRun probe in declared.Probes)
        {
            string slowest = probe.SlowestAnswer is { } took ? $", slowest in {RunText.Time(took)} of {RunText.Time(probe.Timeout)}" : "";
            Fact(probe.Kind, probe.NotAsked is { } reason ? $"{probe.Target}, {reason}" : probe.SucceededAfter is { } after ? $"{probe.Target}, answered after {RunText.Time(after)}{slowest}" : $"{probe.Target}, never answered as it should be");
        }

        Fact("Listened on", run.KnowsSockets ? OrNone(declared.Sockets.Select(static s => FormattableString.Invariant($"{(s.Address.Contains(':', StringComparison.Ordinal) ? $"[{s.Address}]" : s.Address)}:{s.Port}"))) : "not known");
        Fact("Processes", declared.KnowsProcesses ? OrNone(declared.Processes.Select(static p => RunText.Short(p.Command.Length > 0 ? p.Command : p.Program, 120)).Distinct(StringComparer.Ordinal)) : "not known");
        ImmutableArray<WrittenFile> written = [.. run.Ordinary.SelectMany(static r => r.Written).DistinctBy(static w => w.Path)];
        Fact("Wrote", declared.KnowsWritten ? OrNone(written.OrderBy(static w => w.IsDeclared).Select(static w => $"{w.Path} ({ByteSize.ToText(Math.Max(0, w.Size))}{(w.IsDeclared ? "" : ", not declared")})")) : "not known");
        if (declared.Memory is { } memory)
        {
            string limit = memory.Limit is > 0 and var most ? $" of {ByteSize.ToText(most)}{(memory.IsEnforced ? "" : ", to which nothing held it")}" : ", without a limit";
            Fact("Memory", $"{ByteSize.ToText(Math.Max(0, memory.Peak))} at most{limit}");
        }

        Fact("Asked in vain", string.Join(", ", declared.Unreachable.Select(static u => u.Port is { } port ? FormattableString.Invariant($"{u.Host}:{port}") : u.Host).Distinct(StringComparer.Ordinal).Take(MostNames)));
        Fact("Without a value", string.Join(", ", facts.MissingSettings.Take(MostNames)));
        Fact("Tokens", facts.AcceptsTokensOfTheOther switch { true => "a second instance accepts those of the first", false => "a second instance does not accept those of the first", _ => "" });
        Fact("Not proved", string.Join("; ", facts.Unproved.Take(MostNames)));
        page.Raw("</dl>\n");

        void Fact(string name, string value)
        {
            if (value.Length > 0)
            {
                page.Raw("<div><dt>").Text(name).Raw("</dt><dd>").Text(value).Raw("</dd></div>\n");
            }
        }
    }

    private static void WriteEvents(HtmlPage page, ContainerRun run)
    {
        ImmutableArray<RunEvent> events = RunEvent.Of(run);
        long untold = RunEvent.LeftOut(run);
        page.Format($"<details open><summary><h3>Moment by moment, with its log</h3> <span class=\"soft\">{events.Length}</span></summary>\n<div><ol class=\"events\">\n");
        foreach (RunEvent moment in events)
        {
            page.Raw("<li class=\"").Raw(moment.Kind).Raw("\"><span class=\"at\">").Raw(moment.At < 5 ? "0 s" : RunText.Time(moment.At)).Raw("</span> ");
            page.Raw(moment.IsLog ? "<code>" : "<strong>").Text(moment.Text).Raw(moment.IsLog ? "</code>" : "</strong>").Raw("</li>\n");
        }

        page.Raw("</ol>\n");
        if (untold > 0)
        {
            page.Format($"<p class=\"soft\">{untold} more {(untold == 1 ? "line" : "lines")} of the log {(untold == 1 ? "is" : "are")} not shown.</p>\n");
        }

        page.Raw("</div>\n</details>\n");
    }

    private static void WriteOthers(HtmlPage page, ProvedRun run)
    {
        ContainerRun[] others = [.. run.Facts.Runs.Where(r => !ReferenceEquals(r, run.Declared))];
        if (others.Length == 0)
        {
            return;
        }

        page.Format($"<details><summary><h3>Other runs</h3> <span class=\"soft\">{others.Length}</span></summary>\n<div><ul>\n");
        foreach (ContainerRun other in others.Take(MostRuns))
        {
            string lines = RunText.LastLines(other, besidesMeaning: true);
            page.Raw("<li>").Text($"{Purpose(other)}: {run.FateOf(other)}{(other.Purpose == RunPurpose.WithoutSetting && lines.Length > 0 ? "; the log says " + lines : "")}").Raw("</li>\n");
        }

        page.Raw("</ul>\n");
        page.Raw(others.Length > MostRuns ? FormattableString.Invariant($"<p class=\"soft\">{others.Length - MostRuns} more are not listed.</p>\n") : "").Raw("</div>\n</details>\n");
    }

    private static string Purpose(ContainerRun run) => run.Purpose switch
    {
        RunPurpose.Writable => "With a root file system that can be written",
        RunPurpose.WithoutSetting => "Without " + run.Setting,
        RunPurpose.SecondInstance => "As a second instance",
        _ => "As the manifest says",
    };

    private static string OrNone(IEnumerable<string> items) => RunText.List([.. items], MostNames) is { Length: > 0 } list ? list : "nothing";
}
