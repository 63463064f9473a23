using System.Text.Json;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Guidelines;

/// <summary>The list of real applications and what is true of them (tests/OpenShift.NET.Sdk.RealApplications): the run over them needs their clones, the files themselves do not.</summary>
[TestClass]
public sealed class RealApplicationsTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.RealApplications");

    [TestMethod]
    public void The_list_is_wide_pinned_and_partly_set_aside()
    {
        using JsonDocument list = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "applications.json")));
        JsonElement[] applications = [.. list.RootElement.EnumerateArray()];

        Assert.IsGreaterThanOrEqualTo(60, applications.Select(a => Text(a, "repository")).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.IsTrue(applications.All(a => Text(a, "commit") is { Length: 40 } commit && commit.All(char.IsAsciiHexDigitLower)), "a commit is no full hash");
        Assert.HasCount(applications.Length, applications.Select(a => Text(a, "name")).Distinct(StringComparer.Ordinal));
        Assert.IsTrue(applications.All(a => Text(a, "set") is "open" or "aside"), "a set is neither open nor aside");
        JsonElement[] aside = [.. applications.Where(a => Text(a, "set") == "aside")];
        string[] repositories = [.. aside.Select(a => Text(a, "repository")).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (aside.Length > 0)
        {
            // What was read to mend it is opened as a whole; what takes its place is as wide.
            Assert.IsGreaterThanOrEqualTo(36, aside.Length);
            Assert.IsGreaterThanOrEqualTo(30, repositories.Length);
        }

        // Who knows one application of a repository knows its habits: what is set aside comes from others.
        Assert.IsEmpty(repositories.Intersect(applications.Where(a => Text(a, "set") == "open").Select(a => Text(a, "repository")), StringComparer.OrdinalIgnoreCase));
        CollectionAssert.AreEquivalent(
            applications.Select(a => Text(a, "name") + ".json").ToArray(),
            Directory.GetFiles(Path.Combine(s_folder, "Truth")).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public void Truth_rows_name_rules_that_are_there()
    {
        HashSet<string> known = [.. RuleCatalog.All.Rules.Select(static r => r.Description.Id)];
        foreach (string path in Directory.GetFiles(Path.Combine(s_folder, "Truth")))
        {
            using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(path));
            foreach (string rows in (string[])["must", "mustNot", "judged"])
            {
                if (!truth.RootElement.TryGetProperty(rows, out JsonElement list))
                {
                    continue;
                }

                foreach (JsonElement row in list.EnumerateArray())
                {
                    string[] unknown = [.. row.GetProperty("rules").EnumerateArray().Select(static r => r.GetString()!).Where(r => !known.Contains(r))];
                    Assert.IsEmpty(unknown, $"{Path.GetFileName(path)} {rows} names {string.Join(", ", unknown)}");
                    Assert.IsFalse(string.IsNullOrWhiteSpace(Text(row, "why")), $"{Path.GetFileName(path)} {rows} has a row without a reason");
                }
            }
        }
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
