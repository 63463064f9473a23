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

        CodeType[] services = [.. code.Types.Where(static t => t.Used && !t.IsAbstract && (t.Is("Microsoft.Extensions.Hosting.BackgroundService") || t.Is("Microsoft.Extensions.Hosting.IHostedService")))];
        if (services.Length == 0 || code.CallsTo(s_leaders).Any(static c => c.InProduction) || code.Literals.Any(static l => l.Value.Contains("pg_try_advisory_lock", StringComparison.OrdinalIgnoreCase) || l.Value.Contains("pg_advisory_lock", StringComparison.OrdinalIgnoreCase) || l.Value.Contains("sp_getapplock", StringComparison.OrdinalIgnoreCase)))
        {
            yield break;
        }

        foreach (CodeType service in services)
        {
            CodeCall? timer = code.CallsTo(s_timers).FirstOrDefault(c => c.InProduction && c.In.Type == service.Name && IsSchedule(c));
            if (timer is not null)
            {
                string name = service.Name[(service.Name.LastIndexOfAny(['.', '+']) + 1)..];
                yield return Finding.Violation(new Location($"Background service {name}", "code:" + service.Name, timer.Place ?? service.Place), $"does its work on a timer, in every pod at the same time ({scaled})");
            }
        }
    }

    // A short delay is a retry or a poll, which every pod does for itself.
    private static bool IsSchedule(CodeCall call) =>
        call.Type != "System.Threading.Tasks.Task"
        || call.Argument(0) is ConstantValue { Value: TimeSpan { TotalSeconds: >= 60 } and { TotalDays: < 24 } }
        || call.Argument(0).Number >= 60_000;
}
