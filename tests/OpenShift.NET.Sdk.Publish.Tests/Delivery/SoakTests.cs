using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Delivery;

/// <summary>A short run of the soak; the long one is run by hand (tests/OpenShift.NET.Sdk.Soak/README.md).</summary>
[TestClass]
[DoNotParallelize]
public class SoakTests
{
    [TestMethod]
    public void Faults_kills_and_damages_leave_no_tag_in_parts_and_the_next_publish_makes_all_of_it_right()
    {
        Components.Require("docker-registry");
        string soak = Path.Combine(Sandbox.RepositoryRoot, "tests/OpenShift.NET.Sdk.Soak/bin/Release/net10.0/OpenShift.NET.Sdk.Soak.dll");
        Command.Run("dotnet", ["exec", soak, "7", "25", "3"], seconds: Sandbox.BusyMachine).MustSucceed().MustSay("made all of it right");
    }
}
