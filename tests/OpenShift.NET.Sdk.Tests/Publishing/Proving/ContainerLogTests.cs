using System.Text;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving;

[TestClass]
public sealed class ContainerLogTests
{
    private static async Task<ContainerLog> ReadAsync(string content)
    {
        double at = 0;
        var log = new ContainerLog(() => at++);
        await log.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), isError: true);
        return log;
    }

    [TestMethod]
    public async Task Lines_are_taken_down_with_and_without_their_end()
    {
        ContainerLog log = await ReadAsync("one\r\n\ntwo\nthree");
        CollectionAssert.AreEqual((string[])["one", "", "two", "three"], log.Lines.Select(static l => l.Text).ToArray());
        CollectionAssert.AreEqual((double[])[0, 1, 2, 3], log.Lines.Select(static l => l.At).ToArray());
        Assert.IsTrue(log.Lines.All(static l => l.IsError));
        Assert.AreEqual(4, log.Count);
    }

    [TestMethod]
    public async Task Neither_a_long_line_nor_many_are_kept_whole()
    {
        ContainerLog log = await ReadAsync(new string('x', 100_000) + "\nafter\n" + string.Concat(Enumerable.Repeat("l\n", 10_500)));
        Assert.AreEqual(2_000, log.Lines[0].Text.Length);
        Assert.AreEqual("after", log.Lines[1].Text);
        Assert.HasCount(10_000, log.Lines);
        Assert.AreEqual(10_502, log.Count);
    }

    [TestMethod]
    public async Task Whoever_hears_the_lines_hears_all_of_them_and_the_last_ones_are_kept()
    {
        var heard = new List<LogLine>();
        var log = new ContainerLog(static () => 0, heard: heard.Add);
        await log.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 100_000) + "\n" + string.Concat(Enumerable.Range(0, 12_000).Select(static i => $"line {i}\n")))), isError: false);
        Assert.HasCount(12_001, heard);
        Assert.AreEqual(32_000, heard[0].Text.Length);
        Assert.AreEqual("line 11999", heard[^1].Text);
        Assert.AreEqual("line 11999", log.Lines[^1].Text);
        Assert.IsLessThanOrEqualTo(10_000, log.Lines.Length);
        Assert.IsTrue(log.Lines.All(static l => l.Text.Length <= 2_000));
    }
}
