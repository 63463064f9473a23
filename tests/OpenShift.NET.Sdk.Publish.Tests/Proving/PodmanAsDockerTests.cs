using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Docker;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>A docker that is podman, as the package podman-docker installs it.</summary>
[TestClass]
public sealed class PodmanAsDockerTests
{
    [TestMethod]
    public async Task It_is_spoken_to_as_podman()
    {
        Components.Require("podman", "runc", "nsenter");
        string path = EnginePath.With(Infrastructure.Sandbox.NewFolder("docker"), "docker", "exec podman --runtime runc \"$@\"");
        var engine = new DockerEngine(new EnginePath(path));
        EngineTrial trial = await engine.TryAsync(CancellationToken.None);
        Assert.IsNull(trial.Problem);
        Assert.StartsWith("docker (podman ", trial.Name);
        await using IProofScene scene = await engine.BeginAsync(CancellationToken.None);
        IPreparedImage image = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        await using IRunningContainer container = await scene.StartAsync(
            image,
            new ContainerSpecification { Name = "app", Command = ["/bin/sh", "-c", "id -u; exit 5"], WorkingDirectory = "/app", Environment = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty, ReadOnlyRoot = true },
            CancellationToken.None);
        ContainerExit exit = await container.Exit.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.AreEqual((5, "1000660000"), (exit.Code, ProofSteps.Text(container)));
    }
}
