using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>What the manifests run an application as: what the project says, else what its code is.</summary>
internal static class WorkloadChoice
{
    /// <summary>The kind of the workload, never <see cref="WorkloadKind.Auto"/>.</summary>
    /// <param name="facts">The project.</param>
    /// <param name="end">Whether the program comes to its end by itself.</param>
    /// <param name="hasPorts">Whether the image exposes ports: one that is exposed is one that somebody is to call.</param>
    public static WorkloadKind Of(ProjectFacts facts, ProgramEnd end, bool hasPorts) =>
        facts.Manifests.Workload != WorkloadKind.Auto ? facts.Manifests.Workload
        : end == ProgramEnd.Ends && facts.Application.Kind != ApplicationKind.Web && !hasPorts ? WorkloadKind.Job
        : WorkloadKind.Deployment;

    /// <summary>Whether the container starts the program with arguments. A command of the user's own may hand on anything; the one that the .NET SDK infers is "dotnet /app/X.dll" or the program itself.</summary>
    public static bool HasArguments(ProjectFacts facts) =>
        facts.Image is not { Entrypoint.IsEmpty: true, EntrypointArgs.IsEmpty: true, DefaultArgs.IsEmpty: true, AppCommandArgs.IsEmpty: true }
        || facts.Image.AppCommand is not ([] or [_] or ["dotnet", _]);
}
