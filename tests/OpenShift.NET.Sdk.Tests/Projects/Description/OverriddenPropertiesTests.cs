using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects.Description;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

/// <summary>Of two properties for one thing, the one without effect is told.</summary>
[TestClass]
public sealed class OverriddenPropertiesTests
{
    [TestMethod]
    [DataRow("ContainerImageName=old;_OpenShiftUserRepository=new", "ContainerRepository", "ContainerRepository < ContainerImageName on the command line")]
    [DataRow("ContainerImageName=old;_OpenShiftUserRepository=new", "", "ContainerRepository < ContainerImageName")]
    [DataRow("ContainerImageName=old;_OpenShiftUserRepository=new", "ContainerImageName", "")]
    [DataRow("ContainerImageName=old;_OpenShiftUserRepository=new", "ContainerImageName;ContainerRepository", "ContainerRepository < ContainerImageName on the command line")]
    [DataRow("ContainerImageName=same;_OpenShiftUserRepository=same", "ContainerRepository", "")]
    [DataRow("ContainerImageName=old", "ContainerImageName", "")]
    [DataRow("_OpenShiftUserRepository=new", "ContainerRepository", "")]
    [DataRow("RegistryUrl=a.example;_OpenShiftUserRegistry=b.example", "containerregistry", "ContainerRegistry < RegistryUrl on the command line")]
    [DataRow("PublishImageTag=1;_OpenShiftUserImageTag=2", "ContainerImageTag", "ContainerImageTag < PublishImageTag on the command line")]
    [DataRow("AutoGenerateImageTag=true;_OpenShiftUserImageTag=2", "ContainerImageTag", "ContainerImageTag < AutoGenerateImageTag on the command line")]
    [DataRow("AutoGenerateImageTag=false;_OpenShiftUserImageTag=2", "ContainerImageTag", "")]
    [DataRow("PublishImageTag=1;AutoGenerateImageTag=true;_OpenShiftUserImageTag=2", "ContainerImageTag", "ContainerImageTag < PublishImageTag on the command line")]
    [DataRow("_OpenShiftUserBaseImage=ubi;ContainerFamily=alpine", "ContainerFamily", "ContainerFamily < ContainerBaseImage on the command line")]
    [DataRow("_OpenShiftUserBaseImage=ubi;ContainerFamily=alpine", "", "ContainerFamily < ContainerBaseImage")]
    [DataRow("OpenShiftBaseImageArchive=b.tar;_OpenShiftUserBaseImage=ubi", "ContainerBaseImage", "ContainerBaseImage < OpenShiftBaseImageArchive on the command line")]
    [DataRow("OpenShiftEmbeddedBase=always;_OpenShiftUserBaseImage=ubi", "ContainerBaseImage", "ContainerBaseImage < OpenShiftEmbeddedBase on the command line")]
    [DataRow("OpenShiftEmbeddedBase=WhenUnreachable;_OpenShiftUserBaseImage=ubi", "ContainerBaseImage", "")]
    [DataRow("OpenShiftEmbeddedBase=Always;_OpenShiftUserBaseImage=ubi", "OpenShiftEmbeddedBase", "")]
    [DataRow("OpenShiftBase=ubi;ContainerFamily=alpine", "ContainerFamily", "ContainerFamily < OpenShiftBase on the command line")]
    [DataRow("OpenShiftBase=ubi;_OpenShiftUserBaseImage=own", "OpenShiftBase", "OpenShiftBase < ContainerBaseImage on the command line")]
    [DataRow("OpenShiftBase=ubi;_OpenShiftUserBaseImage=own", "ContainerBaseImage", "")]
    [DataRow("OpenShiftBase=ubi;OpenShiftBaseImageArchive=b.tar", "", "OpenShiftBase < OpenShiftBaseImageArchive")]
    [DataRow("ContainerArchiveOutputPath=a.tar;_OpenShiftUserRegistry=r.example", "ContainerRegistry", "ContainerRegistry < ContainerArchiveOutputPath on the command line")]
    [DataRow("ContainerArchiveOutputPath=a.tar;_OpenShiftUserRegistry=r.example", "", "")]
    [DataRow("ContainerArchiveOutputPath=a.tar;_OpenShiftUserRegistry=r.example", "ContainerArchiveOutputPath;ContainerRegistry", "")]
    [DataRow("_OpenShiftUserRegistry=r.example;LocalRegistry=Podman", "LocalRegistry", "LocalRegistry < ContainerRegistry on the command line")]
    [DataRow("_OpenShiftUserRegistry=r.example;LocalRegistry=Podman", "ContainerRegistry", "")]
    [DataRow("_OpenShiftUserRegistry=r.example;LocalRegistry=Podman", "", "")]
    [DataRow("_OpenShiftUserContainerRid=linux-x64;_OpenShiftUserContainerRids=linux-x64,linux-arm64", "ContainerRuntimeIdentifiers", "ContainerRuntimeIdentifiers < ContainerRuntimeIdentifier on the command line")]
    [DataRow("_OpenShiftUserContainerRid=linux-x64;_OpenShiftUserContainerRids=linux-x64,linux-arm64", "ContainerRuntimeIdentifier", "")]
    [DataRow("", "", "")]
    public void The_loser_is_told_where_somebody_waits_for_it(string properties, string commandLine, string expected)
    {
        ImmutableDictionary<string, string> values = properties.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static p => p.Split('=')).ToImmutableDictionary(static p => p[0], static p => p[1]);

        var found = OverriddenProperties.Of(new ProjectInput(values.Add(ProjectInput.CommandLine, commandLine), []));

        Assert.AreEqual(expected, string.Join(", ", found.Select(static o => $"{o.Name} < {o.Winner}{(o.OnCommandLine ? " on the command line" : "")}")));
    }
}
