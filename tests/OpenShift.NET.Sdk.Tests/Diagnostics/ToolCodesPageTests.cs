using System.Reflection;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Diagnostics;

[TestClass]
public sealed class ToolCodesPageTests
{
    private static string[] Codes { get; } = [.. typeof(ToolCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    private static string[][] Rows { get; } =
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Core", "Diagnostics", "ToolCodes.md"))
            .Where(l => l.StartsWith("| OSC", StringComparison.Ordinal))
            .Select(l => l.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    [TestMethod]
    public void The_page_explains_every_code_once_and_no_other() =>
        Assert.AreEqual(string.Join('\n', Codes.Order(StringComparer.Ordinal)), string.Join('\n', Rows.Select(r => r[0])));

    [TestMethod]
    public void Every_code_has_a_meaning_and_a_remedy() =>
        Assert.AreEqual("", string.Join(' ', Rows.Where(r => r.Length != 3 || r.Any(c => c.Length == 0) || !r[1].EndsWith('.') || !r[2].EndsWith('.')).Select(r => r[0])));

    [TestMethod]
    public void No_code_stands_for_two_things() => Assert.HasCount(Codes.Length, Codes.Distinct().ToArray());

    [TestMethod]
    public void Every_code_is_one_of_the_tools() =>
        Assert.IsTrue(Codes.All(c => c.Length == 7 && c.StartsWith("OSC00", StringComparison.Ordinal)));
}
