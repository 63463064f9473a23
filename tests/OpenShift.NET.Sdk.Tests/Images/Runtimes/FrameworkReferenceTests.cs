using NuGet.Versioning;
using OpenShift.NET.Sdk.Images.Runtimes;

namespace OpenShift.NET.Sdk.Tests.Images.Runtimes;

/// <summary>The host's roll-forward rules, each row tried with the host of .NET 10 or taken from its design document.</summary>
[TestClass]
public sealed class FrameworkReferenceTests
{
    [TestMethod]
    [DataRow("10.0.0", "", "10.0.12", "10.0.12")]
    [DataRow("10.0.99", "", "10.0.12", null)]
    [DataRow("9.0.0", "", "10.0.12", null)]
    [DataRow("10.0.0", "", "10.1.3 10.2.0", "10.1.3")]
    [DataRow("10.0.0", "", "10.0.1 10.0.4 10.1.0", "10.0.4")]
    [DataRow("10.0.0", "Disable", "10.0.12", null)]
    [DataRow("10.0.0", "disable", "10.0.0 10.0.1", "10.0.0")]
    [DataRow("10.0.0", "LatestPatch", "10.0.1 10.0.4 10.1.0", "10.0.4")]
    [DataRow("10.0.0", "LatestPatch", "10.1.0", null)]
    [DataRow("10.0.0", "LatestMinor", "10.0.4 10.1.0 11.0.0", "10.1.0")]
    [DataRow("9.0.0", "major", "10.0.12 11.0.1", "10.0.12")]
    [DataRow("9.0.0", "Major", "9.0.2 10.0.12", "9.0.2")]
    [DataRow("9.0.0", "LatestMajor", "9.0.2 10.0.12 11.0.1", "11.0.1")]
    [DataRow("10.0.0", "", "10.0.1-rc.1 10.0.1", "10.0.1")]
    [DataRow("10.0.13", "", "10.1.0-rc.1 10.0.12", "10.1.0-rc.1")]
    [DataRow("10.1.0", "", "10.1.0-rc.1", null)]
    [DataRow("10.0.0-rc.1", "", "10.0.12", "10.0.12")]
    [DataRow("10.0.0-rc.1", "", "10.0.0-rc.2", "10.0.0-rc.2")]
    [DataRow("10.0.0", "", "", null)]
    public void The_version_is_the_hosts(string asked, string policy, string installed, string? chosen)
    {
        var reference = new FrameworkReference("Microsoft.NETCore.App", NuGetVersion.Parse(asked), RuntimeConfig.PolicyOf(policy) ?? RollForward.Minor);

        Assert.AreEqual(chosen, reference.Choose(Versions(installed), toPrerelease: false)?.ToString());
    }

    [TestMethod]
    public void Prereleases_count_as_releases_when_the_environment_says_so()
    {
        var reference = new FrameworkReference("F", NuGetVersion.Parse("10.0.0"), RollForward.LatestMajor);

        Assert.AreEqual("10.0.1", reference.Choose(Versions("10.0.1 11.0.0-preview.1"), toPrerelease: false)?.ToString());
        Assert.AreEqual("11.0.0-preview.1", reference.Choose(Versions("10.0.1 11.0.0-preview.1"), toPrerelease: true)?.ToString());
    }

    [TestMethod]
    public void Without_patches_the_nearest_version_is_taken() =>
        Assert.AreEqual("10.0.1", new FrameworkReference("F", NuGetVersion.Parse("10.0.0"), RollForward.Minor, ApplyPatches: false).Choose(Versions("10.0.1 10.0.4"), false)?.ToString());

    [TestMethod]
    [DataRow("10.0.0", "Minor", "10.0.2", "Minor", "10.0.2 Minor")]
    [DataRow("10.0.0", "Disable", "10.0.2", "Minor", null)]
    [DataRow("9.0.0", "Major", "10.0.2", "Minor", "10.0.2 Minor")]
    [DataRow("9.0.0", "Minor", "10.0.2", "LatestMajor", null)]
    [DataRow("10.1.0", "LatestMajor", "10.0.2", "Major", "10.1.0 LatestMajor")]
    public void Two_references_to_one_framework_are_joined(string first, string firstPolicy, string second, string secondPolicy, string? joined)
    {
        FrameworkReference? both = Of(first, firstPolicy).With(Of(second, secondPolicy));

        Assert.AreEqual(joined, both is null ? null : $"{both.Version} {both.RollForward}");
        Assert.AreEqual(both, Of(second, secondPolicy).With(Of(first, firstPolicy)));
    }

    [TestMethod]
    [DataRow("{", "line 1 is not valid JSON")]
    [DataRow("{}", "it has no object runtimeOptions")]
    [DataRow("[]", "it has no object runtimeOptions")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"F"}}}""", "the framework 'F' has no version")]
    [DataRow("""{"runtimeOptions":{"rollForward":"Nope"}}""", "rollForward 'Nope' is none of Disable, LatestPatch, Minor, LatestMinor, Major, LatestMajor")]
    [DataRow("""{"runtimeOptions":{"rollForward":"Minor","applyPatches":true}}""", "it has rollForward beside rollForwardOnNoCandidateFx or applyPatches")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"F\ud800","version":"1.0.0"}}}""", "it holds a text that is no Unicode")]
    [DataRow("""{ /* a */ "runtimeOptions":{"framework":{"name":"F","version":"1.0.0",},},}""", null)]
    public void What_the_host_refuses_is_said(string text, string? problem) => Assert.AreEqual(problem, RuntimeConfig.Read(text, null).Problem);

    [TestMethod]
    public void A_policy_from_outside_replaces_that_of_the_file()
    {
        const string Text = """{"runtimeOptions":{"rollForwardOnNoCandidateFx":2,"frameworks":[{"name":"A","version":"1.0.0"},{"name":"B","version":"1.0.0","rollForward":"Disable"}]}}""";

        Assert.AreEqual("Major Disable", string.Join(' ', RuntimeConfig.Read(Text, null).Frameworks.Select(f => f.RollForward)));
        Assert.AreEqual("LatestMinor LatestMinor", string.Join(' ', RuntimeConfig.Read(Text, RollForward.LatestMinor).Frameworks.Select(f => f.RollForward)));
    }

    private static FrameworkReference Of(string version, string policy) => new("F", NuGetVersion.Parse(version), Enum.Parse<RollForward>(policy));

    private static NuGetVersion[] Versions(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(NuGetVersion.Parse)];
}
