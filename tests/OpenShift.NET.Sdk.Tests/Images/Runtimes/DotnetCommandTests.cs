using OpenShift.NET.Sdk.Images.Runtimes;

namespace OpenShift.NET.Sdk.Tests.Images.Runtimes;

[TestClass]
public sealed class DotnetCommandTests
{
    [TestMethod]
    [DataRow("App.dll x", "App.dll", null)]
    [DataRow("/app/App.DLL", "/app/App.DLL", null)]
    [DataRow("exec App.dll run", "App.dll", null)]
    [DataRow("exec --depsfile a.json --runtimeconfig b.json App.dll", "App.dll", null)]
    [DataRow("--roll-forward Major --additionalprobingpath /x App.exe", "App.exe", null)]
    [DataRow("run --project App.csproj", null, "run")]
    [DataRow("App", null, "App")]
    [DataRow("Shop.cs", null, "Shop.cs")]
    [DataRow("--info", null, null)]
    [DataRow("exec App", null, null)]
    [DataRow("$APP App.dll", null, null)]
    [DataRow("", null, null)]
    public void What_dotnet_is_told_to_start_is_found(string arguments, string? file, string? command)
    {
        DotnetCommand found = DotnetCommand.Read([.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.AreEqual((file, command), (found.File, found.SdkCommand));
    }

    [TestMethod]
    public void Options_of_the_host_are_kept()
    {
        DotnetCommand found = DotnetCommand.Read(["exec", "--depsfile", "a.json", "--runtimeconfig", "b.json", "--fx-version", "10.0.1", "--roll-forward-on-no-candidate-fx", "0", "--additional-deps", "c", "App.dll", "--roll-forward", "Major"]);

        Assert.AreEqual(("a.json", "b.json", "10.0.1", "LatestPatch", true), (found.DepsFile, found.RuntimeConfig, found.FrameworkVersion, found.RollForward, found.ProbesElsewhere));
    }
}
