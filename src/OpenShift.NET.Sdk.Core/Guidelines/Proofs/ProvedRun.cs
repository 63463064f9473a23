using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Proofs;

/// <summary>The run of an image that stands for its pods, and what came of it.</summary>
internal sealed class ProvedRun
{
    /// <summary>How a fate begins that ended the container before anybody asked it to.</summary>
    public const string EndedByItself = "ended by itself";

    /// <summary>How the fate of a container begins that went on without becoming ready.</summary>
    public const string NeverReady = "never became ready";

    /// <summary>How the fate of a container begins that exceeded its memory limit.</summary>
    public const string OutOfMemory = "was killed for want of memory";

    private const int MostNames = 10;

    private readonly Publication _publication;
    private WorkloadContainer? _container;
    private bool _containerIsRead;

    public ProvedRun(Publication publication, RunFacts facts, ContainerRun declared)
    {
        _publication = publication;
        Facts = facts;
        Declared = declared;
        IsJob = MayEnd();
        Fate = FateOf(declared);
        IsUp = CameUp(declared);
        Ordinary = [.. facts.Runs.Where(static r => r.Purpose != RunPurpose.WithoutSetting)];
    }

    /// <summary>All that is known.</summary>
    public RunFacts Facts { get; }

    /// <summary>The run as the manifests have it.</summary>
    public ContainerRun Declared { get; }

    /// <summary>The runs with every setting.</summary>
    public ImmutableArray<ContainerRun> Ordinary { get; }

    /// <summary>Whether the container is meant to come to its end: a Job's, or that of a program nobody reaches and no manifest runs on.</summary>
    public bool IsJob { get; }

    /// <summary>Whether it became ready and ran until it was stopped; of a Job, whether it did not fail.</summary>
    public bool IsUp { get; }

    /// <summary>What came of it, a predicate: <c>ended by itself after 0.41 s with code 134</c>. Begins with one of the constants when it did not come up.</summary>
    public string Fate { get; }

    /// <summary>That the rules cannot tell because the application did not come up, and lacked settings; <see langword="null"/> when that is not so. All rules say it in the same words, so that it is told once.</summary>
    public Finding? WithoutSettings
    {
        get
        {
            if (IsUp || Facts.MissingSettings.IsEmpty)
            {
                return null;
            }

            ImmutableArray<string> names = [.. Facts.MissingSettings.Take(MostNames)];
            return Finding.CouldNotTell(Container(), $"{Fate}, and was run without {RunText.List(names)}, which {(names.Length == 1 ? "is" : "are")} required and had no value") with
            {
                Fix = "Give the proof a value: " + string.Join(' ', names.Select(static n => $"<OpenShiftProveSetting Include=\"{n}\" Value=\"…\" />")) + ", or set the variable where the image is built.",
                ImageFix = "Give the proof a value: " + string.Join(' ', names.Select(static n => $"--env {n}=…")) + ".",
            };
        }
    }

    /// <summary>What rules say that need an application that came up, of one that did not.</summary>
    public Finding DidNotComeUp => WithoutSettings ?? Finding.NotJudged(Container(), Fate + ", which OSC2202 tells");

    /// <summary>Whether the sockets are known: what answered a probe while no socket was seen says that they are not.</summary>
    public bool KnowsSockets => Declared.KnowsSockets && (!Declared.Sockets.IsEmpty || !Declared.Probes.Any(static p => p.SucceededAfter is not null && p.Action != "exec"));

    /// <summary>Whether something the application lacked in the proof may be why it did not come up.</summary>
    public bool LackedSomething => !Facts.MissingSettings.IsEmpty || !Declared.Unreachable.IsEmpty;

    /// <summary>What follows for the pods from what did not work, to be put behind what was seen: the fate; empty when the application came up all the same.</summary>
    public string Consequence => IsUp ? "" : ", and the container " + Fate;

    /// <summary>The manifests' container that was followed; <see langword="null"/> when there is none.</summary>
    public WorkloadContainer? ManifestContainer
    {
        get
        {
            if (!_containerIsRead)
            {
                _container = _publication.Workloads is null || Facts.Workload is null
                    ? null
                    : PublishedContainers.Of(_publication).Where(c => $"{c.Workload.Kind}/{c.Workload.Object.Name}" == Facts.Workload).OrderBy(static c => c.Workload.Object.Template is null ? 0 : 1).FirstOrDefault();
                _containerIsRead = true;
            }

            return _container;
        }
    }

    /// <summary>Where a finding is that has no place but the running container.</summary>
    /// <param name="scope">What it is about, stable from one run to the next: <c>process:sshd</c>; empty for the run as a whole.</param>
    public static Location Container(string scope = "") => new("The container", scope.Length == 0 ? "run" : "run:" + scope);

    /// <summary>Whether a container ended before it was stopped.</summary>
    public static bool Ended(ContainerRun run) => run is { Exit: not null, TerminatedAfter: null };

    /// <summary>Whether the run came up: as <see cref="IsUp"/>, of any run.</summary>
    public bool CameUp(ContainerRun run) =>
        Ended(run)
            ? IsJob && run.Exit is { Code: 0, OutOfMemory: false }
            : run.Exit?.OutOfMemory != true && (run.ReadyAfter is not null || IsJob || (Facts.DeclaredPorts.IsEmpty && !run.Probes.Any(static p => p.NotAsked is null)));

    /// <summary>What came of any run, as <see cref="Fate"/>.</summary>
    public string FateOf(ContainerRun run)
    {
        if (run.Exit is { OutOfMemory: true } killed)
        {
            return $"{OutOfMemory} after {RunText.Time(killed.After)}";
        }

        return Ended(run)
            ? FormattableString.Invariant($"{EndedByItself} after {RunText.Time(run.Exit!.After)} with code {run.Exit.Code}{RunText.Meaning(run)}")
            : !CameUp(run) ? NeverReady + (run.TerminatedAfter is { } waited ? $" in {RunText.Time(waited)}" : "")
            : run.ReadyAfter is { } ready ? $"was ready after {RunText.Time(ready)}" : "ran until it was stopped";
    }

    private bool MayEnd()
    {
        string kind = Facts.Workload?.Split('/')[0] ?? "";
        return ManifestContainer is { } container ? !container.Workload.RunsOn
            : kind.Length > 0 ? kind is "Job" or "CronJob"
            : Facts.DeclaredPorts.IsEmpty && Declared.Probes.IsEmpty && _publication.Project?.Application.Kind != Projects.ApplicationKind.Web;
    }
}
