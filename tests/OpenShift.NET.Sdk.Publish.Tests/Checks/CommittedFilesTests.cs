using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Checks;

/// <summary>The files people commit beside a project: the contract of the image and the lock of its base.</summary>
[TestClass]
[DoNotParallelize]
public class CommittedFilesTests
{
    [TestMethod]
    public void What_the_contract_promises_must_stay_and_what_is_locked_is_the_base()
    {
        using RegistryServer registry = RegistryServer.Start();
        string locked = EmbeddedLayout.CopyTo(registry);
        TestProject project = TestProject.Web("<UseAppHost>false</UseAppHost>", """
            <ContainerPort Include="8080" />
            <ContainerPort Include="9090" Condition="'$(Metrics)' != 'false'" />
            """);
        string contract = Path.Combine(project.Folder, "container.contract.json");
        string lockFile = Path.Combine(project.Folder, "container.lock.json");
        string[] arguments = [$"-p:ContainerBaseImage={locked}", $"-p:ContainerArchiveOutputPath={project.Folder}/out/image.tar"];

        project.Publish([.. arguments, "-p:OpenShiftUpdateContract=true", "-p:OpenShiftUpdateLock=true"]).MustSucceed();
        Assert.Contains("\"9090/tcp\"", File.ReadAllText(contract));
        Assert.Contains(locked, File.ReadAllText(lockFile));

        project.Publish([.. arguments, "--no-build", "-p:Metrics=false"]).MustFail()
            .MustSay("container.contract.json").MustSay("error OSC0204: Port 9090/tcp is exposed no more, but container.contract.json of 1.4.2 promises it to users of the tag 1.");
        project.Publish([.. arguments, "--no-build", "-p:Metrics=false", "-p:Version=2.0.0", "-v:d"]).MustSucceed().MustSay("OSC0204: container.contract.json still is that of version 1.4.2");

        // The tag moves on; the lock does not, and asks nobody.
        EmbeddedLayout.CopyTo(registry, twoPlatforms: true);
        registry.TakeRequests();
        project.Publish([.. arguments, "--no-build"]).MustSucceed();
        Assert.DoesNotContain(r => r.Contains("/manifests/10.0 ", StringComparison.Ordinal), registry.TakeRequests());
        string before = File.ReadAllText(lockFile);
        project.Publish([.. arguments, "--no-build", "-p:OpenShiftUpdateLock=true"]).MustSucceed();
        Assert.AreNotEqual(before, File.ReadAllText(lockFile));
    }
}
