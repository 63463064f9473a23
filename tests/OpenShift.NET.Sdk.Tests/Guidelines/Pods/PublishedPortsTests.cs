using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Pods;

[TestClass]
public sealed class PublishedPortsTests
{
    [TestMethod]
    [DataRow(false, 4)]
    [DataRow(true, 7)]
    public void A_listening_port_is_found_where_the_user_chose_it(bool variableIsTheUsers, int line)
    {
        ProjectFacts project = Images.Projects.Web();
        project = project with
        {
            Image = project.Image with { Environment = variableIsTheUsers ? [new NamedValue("ASPNETCORE_HTTP_PORTS", "80")] : [new NamedValue("OTHER", "1")] },
            Places = ImmutableSortedDictionary<string, SourceLocation>.Empty
                .Add("ContainerPort", new SourceLocation("a.csproj", 4, 5))
                .Add("ContainerEnvironmentVariable", new SourceLocation("a.csproj", 7, 5)),
        };
        var publication = new Publication
        {
            Project = project,
            Manifest = new ImageManifest { Config = new Descriptor(MediaTypes.OciConfig, Digest.Of([]), 0) },
            Config = new ImageConfig { Architecture = "amd64", Os = "linux" },
            Files = FileTree.Build([], 0),
        };
        Assert.AreEqual(line, PublishedPorts.WhereListening(publication, new PortFact(80, "tcp", "ASPNETCORE_HTTP_PORTS")).Source!.Line);
    }
}
