using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1606_TuningFollowsLimits;

/// <summary>Code that fixes what the container's limits should decide.</summary>
internal static class CodeTuning
{
    private const int ManyThreads = 64;

    private static readonly KnownApi[] s_threads =
    [
        "System.Threading.ThreadPool::SetMinThreads",
        "Hangfire.BackgroundJobServerOptions::set_WorkerCount",
    ];

    private static readonly KnownApi[] s_processors =
    [
        "System.Diagnostics.Process::set_ProcessorAffinity",
        "System.Diagnostics.ProcessThread::set_ProcessorAffinity",
    ];

    /// <summary>What is fixed, each where it stands.</summary>
    public static IEnumerable<Finding> Find(Publication publication)
    {
        if (publication.Code is not { } code)
        {
            yield break;
        }

        foreach (CodeCall call in code.CallsTo(s_threads).Where(static c => c.InProduction))
        {
            if (call.Argument(0).Number is { } count and >= ManyThreads)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), FormattableString.Invariant($"starts {count} threads, whatever the container's limits are")) with { Fix = "Leave it to the runtime, or make it a part of the limit: Environment.ProcessorCount is that of the container." };
            }
        }

        foreach (CodeCall call in code.CallsTo(s_processors).Where(static c => c.InProduction))
        {
            yield return Finding.Violation(CodeLocations.Of(publication, call), "binds the process to certain processors, which containers share") with { Fix = "Remove it: the limit of the container bounds what the process may use." };
        }
    }
}
