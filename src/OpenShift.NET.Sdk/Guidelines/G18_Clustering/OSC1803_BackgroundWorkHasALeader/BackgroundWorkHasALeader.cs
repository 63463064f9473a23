using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1803_BackgroundWorkHasALeader;

/// <summary>OSC1803.</summary>
[Rule(
    "OSC1803",
    "Timed background work runs in one pod at a time",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "If the work may run only once at a time, take a lock first (Medallion.Threading, k8s.LeaderElection) or move it to a CronJob; if every pod may do it, suppress this with that reason.")]
public sealed class BackgroundWorkHasALeader : CodeRule
{
    private static readonly KnownApi[] s_timers =
    [
        "System.Threading.PeriodicTimer::.ctor",
        "System.Threading.Timer::.ctor",
        "System.Timers.Timer::.ctor",
        "System.Threading.Tasks.Task::Delay",
        "NCrontab.CrontabSchedule::Parse",
        "Cronos.CronExpression::Parse",
    ];

    // Schedules that live in the process alone: one more library is one more line.
    private static readonly KnownApi[] s_schedulers =
    [
        "Coravel.*::UseScheduler",
        "Microsoft.Extensions.DependencyInjection.NCronJobExtensions::AddNCronJob",
        "NCronJob.NCronJobExtensions::AddNCronJob",
        "FluentScheduler.JobManager::Initialize",
        "FluentScheduler.JobManager::AddJob",
    ];

    private static readonly KnownApi[] s_leaders =
    [
        "k8s.LeaderElection.*::*",
        "Medallion.Threading.*::*",
        "RedLockNet.*::*",
        "StackExchange.Redis.IDatabase::LockTake*",
        "StackExchange.Redis.IDatabaseAsync::LockTake*",
        "Consul.Lock*::*",
        "Consul.IDistributedLock::*",
        "Azure.Storage.Blobs.Specialized.BlobLeaseClient::Acquire*",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (ScaledOut.Reason(publication) is not { } scaled)
        {
            yield break;
        }

        if (code.CallsTo(s_leaders).Any(static c => c.InProduction) || code.Literals.Any(static l => l.Value.Contains("pg_try_advisory_lock", StringComparison.OrdinalIgnoreCase) || l.Value.Contains("pg_advisory_lock", StringComparison.OrdinalIgnoreCase) || l.Value.Contains("sp_getapplock", StringComparison.OrdinalIgnoreCase)))
        {
            yield break;
        }

        foreach (KnownApi scheduler in s_schedulers)
        {
            if (code.CallsTo(scheduler).FirstOrDefault(static c => c.InProduction) is { } schedule)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, schedule), $"runs its schedule in every pod at the same time ({scaled})");
            }
        }

        foreach (CodeType service in code.Types.Where(static t => t.Used && !t.IsAbstract && (t.Is("Microsoft.Extensions.Hosting.BackgroundService") || t.Is("Microsoft.Extensions.Hosting.IHostedService"))))
        {
            CodeCall? timer = code.CallsTo(s_timers).FirstOrDefault(c => c.InProduction && c.In.Type == service.Name && IsSchedule(c));
            if (timer is not null)
            {
                string name = service.Name[(service.Name.LastIndexOfAny(['.', '+']) + 1)..];
                yield return Finding.Violation(new Location($"Background service {name}", "code:" + service.Name, timer.Place ?? service.Place), $"does its work on a timer, in every pod at the same time ({scaled})");
            }
        }
    }

    // A short delay is a retry or a poll, which every pod does for itself; until a time of day, and for minutes that a setting names, is a schedule.
    private static bool IsSchedule(CodeCall call) => call.Type != "System.Threading.Tasks.Task" || call.Argument(0).Alternatives.Any(static delay => delay switch
    {
        ConstantValue { Value: TimeSpan { TotalSeconds: >= 60 } and { TotalDays: < 24 } } => true,
        ResultValue { Call: { Type: "System.DateTime" or "System.DateTimeOffset", Method: "op_Subtraction" or "Subtract" } } => true,
        ResultValue { Call: { Type: "System.TimeSpan", Method: "FromMinutes" or "FromHours" or "FromDays" } from } => from.Argument(0) is not ConstantValue,
        _ => delay.Number >= 60_000,
    });
}
