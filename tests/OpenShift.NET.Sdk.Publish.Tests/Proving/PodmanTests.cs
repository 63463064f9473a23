using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Podman;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>podman as root.</summary>
[TestClass]
public sealed class PodmanTests : ContainerEngineTests
{
    private static readonly PodmanEngine Shared = new(new ProcessEnvironment());

    private protected override IRunEngine Engine
    {
        get
        {
            Components.Require("podman", "runc", "nsenter", "ip");
            return Shared;
        }
    }

    private protected override string EngineName => "podman";

    private protected override string EnginePathVariable => Environment.GetEnvironmentVariable("PATH")!;

    private protected override CommandResult Run(params string[] arguments) => Container.Podman(["--runtime", "runc", .. arguments]);

    [TestMethod]
    public async Task The_trial_runs_a_container_and_leaves_nothing_unproved_but_the_seccomp_profile()
    {
        EngineTrial trial = await Engine.TryAsync(CancellationToken.None);
        Assert.IsNull(trial.Problem);
        Assert.StartsWith("podman ", trial.Name);
        Assert.AreEqual("the system calls were those that podman's own seccomp profile lets through, which is not the profile of restricted-v2", trial.Unproved.Single());
    }
}
