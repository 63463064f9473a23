namespace OpenShift.NET.Sdk.Projects.Manifests;

/// <summary>What runs the application's pods.</summary>
public enum WorkloadKind
{
    /// <summary>What the code is: a Job for a program that comes to its end, a CronJob where a schedule is set, else a Deployment.</summary>
    Auto,

    /// <summary>A Deployment, which starts it again whenever it ends.</summary>
    Deployment,

    /// <summary>A Job, which runs it once, to its end.</summary>
    Job,

    /// <summary>A CronJob, which runs it at the times of a schedule.</summary>
    CronJob,
}
