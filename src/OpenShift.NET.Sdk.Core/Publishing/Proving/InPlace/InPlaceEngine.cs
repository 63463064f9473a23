using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving.Linux;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.InPlace;

/// <summary>
/// The published application as a process beside this one: for a build that runs in a pod of restricted-v2 itself, where no new namespaces can be made, and OpenShift
/// constrains the process already.
/// </summary>
/// <param name="environment">Environment variables.</param>
internal sealed class InPlaceEngine(IEnvironment environment) : IRunEngine
{
    private InPlaceSurroundings? _surroundings;

    /// <inheritdoc/>
    public ProofEngine Kind => ProofEngine.InPlace;

    /// <summary>Why it cannot run an application beside services: a service comes as an image, and in place only what the build itself has is run.</summary>
    /// <param name="services">The services.</param>
    /// <returns>One sentence without a full stop; <see langword="null"/> when there are none.</returns>
    public static string? WhyNot(ImmutableArray<ProveService> services) =>
        services is [var service, ..] ? $"the service '{PrintableText.Line(service.Name)}' is an image, and in place only the published application runs" : null;

    /// <summary>Whether it is a way to take unasked: elsewhere the application would have all rights of whoever builds.</summary>
    public bool IsConstrained => OperatingSystem.IsLinux() && Surroundings.IsRestrictedPod;

    private InPlaceSurroundings Surroundings => _surroundings ??= InPlaceSurroundings.Find(environment);

    /// <inheritdoc/>
    public Task<EngineTrial> TryAsync(CancellationToken cancellationToken)
    {
        const string Name = "in place";
        string? problem = !OperatingSystem.IsLinux() ? "the published application runs only on Linux as it would in a pod"
            : SearchPath.Find(environment.Variable("PATH"), "setsid") is null ? "setsid is not installed: apt-get install util-linux / dnf install util-linux"
            : null;
        return Task.FromResult(new EngineTrial(Name, problem, problem is null ? Unproved() : []));
    }

    /// <inheritdoc/>
    public Task<IProofScene> BeginAsync(CancellationToken cancellationToken) =>
        OperatingSystem.IsLinux() ? Task.FromResult<IProofScene>(new InPlaceScene(Surroundings)) : throw InPlaceFailure.Of("The published application runs only on Linux as it would in a pod");

    private ImmutableArray<string> Unproved()
    {
        ImmutableArray<string>.Builder unproved = ImmutableArray.CreateBuilder<string>();
        unproved.Add("the base image took no part: the program ran with the .NET and the libraries of the build's machine");
        unproved.Add("the root file system was not read-only, and files outside of the application's folder and its volumes were not watched");
        unproved.Add("volumes were mounted only below the application's folder, and their place told only by TMPDIR");
        if (!Surroundings.IsRestrictedPod)
        {
            unproved.Add(FormattableString.Invariant($"the user was the build's ({Surroundings.UserId}:{Surroundings.GroupId}), with its rights"));
        }

        if (ControlGroup.OfProcess(Environment.ProcessId, null)?.Limit is null)
        {
            unproved.Add("the memory limit is not enforced: the build itself has none");
        }

        return unproved.ToImmutable();
    }
}
