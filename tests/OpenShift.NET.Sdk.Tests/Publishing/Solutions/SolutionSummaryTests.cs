using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tests.Publishing.Solutions;

[TestClass]
public sealed class SolutionSummaryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("summary-");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task Each_image_has_its_digest_findings_bytes_and_time()
    {
        var check = new CheckResult([new CheckMessage(Severity.Warning, "OSC1801", "a", null), new CheckMessage(Severity.Info, "OSC0015", "b", null), new CheckMessage(Severity.Info, "OSC0016", "c", null)], "", []);
        await check.WriteAsync(Path.Combine(_folder.FullName, "messages.json"), "x");
        SolutionDelivery pushed = Delivery("r/basket:1.0", 1_500_000);
        Assert.AreEqual($"r/basket:1.0, sha256:ab: 1 warning, 2 messages, {ByteSize.ToText(1_500_000)} sent, 1.2 s", SolutionSummary.Of(pushed));
        Assert.AreEqual("r/basket:1.0, sha256:ab: 1 warning, 2 messages, nothing sent, 1.2 s", SolutionSummary.Of(pushed with { BytesSent = 0 }));
        Assert.AreEqual("/out/basket.tar, sha256:ab: 1 warning, 2 messages, written, 1.2 s", SolutionSummary.Of(pushed with { Image = "/out/basket.tar", BytesSent = -1 }));
    }

    [TestMethod]
    public async Task What_two_platforms_say_alike_is_one_finding()
    {
        foreach (string platform in (string[])["a", "b"])
        {
            Directory.CreateDirectory(Path.Combine(_folder.FullName, platform));
            await new CheckResult([new CheckMessage(Severity.Warning, "OSC1801", "a", null)], "", []).WriteAsync(Path.Combine(_folder.FullName, platform, "messages.json"), "x");
        }

        SolutionDelivery several = Delivery("r/basket:1.0", 0) with { Facts = [Path.Combine(_folder.FullName, "a", "facts.json"), Path.Combine(_folder.FullName, "b", "facts.json")] };
        Assert.Contains("1 warning, 0 messages", SolutionSummary.Of(several));
    }

    [TestMethod]
    public void A_report_that_is_gone_is_told_and_not_taken_for_a_clean_one() => Assert.Contains("report not readable", SolutionSummary.Of(Delivery("r/a:1", 0)));

    [TestMethod]
    public void The_line_over_all_counts_images_and_bytes()
    {
        Assert.AreEqual($"Shop.slnx: 3 images, 1 up to date, {ByteSize.ToText(3_000_000)} sent, 2.5 s", SolutionSummary.Of("Shop.slnx", [Delivery("a", 1_000_000), Delivery("b", 0), Delivery("c", 2_000_000)], TimeSpan.FromSeconds(2.5)));
        Assert.AreEqual("Shop.slnx: 1 image, 0.5 s", SolutionSummary.Of("Shop.slnx", [Delivery("a.tar", -1)], TimeSpan.FromSeconds(0.5)));
    }

    private SolutionDelivery Delivery(string image, long sent) => new(image, "sha256:ab", sent, TimeSpan.FromSeconds(1.2), [Path.Combine(_folder.FullName, "facts.json")]);
}
