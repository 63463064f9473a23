using OpenShift.NET.Sdk.Guidelines.EditorConfigs;

namespace OpenShift.NET.Sdk.Tests.Guidelines.EditorConfigs;

[TestClass]
public sealed class EditorConfigReaderTests
{
    private const string Target = "/src/Shop/Web.csproj";

    [TestMethod]
    public void The_nearest_file_wins() =>
        Assert.AreEqual("near", Value(("/src/Shop/.editorconfig", "[*]\nk = near"), ("/src/.editorconfig", "[*]\nk = far")));

    [TestMethod]
    public void In_a_file_the_last_line_wins() =>
        Assert.AreEqual("second", Value(("/src/.editorconfig", "[*]\nk = first\n[*.csproj]\nk = second\n[*.cs]\nk = third")));

    [TestMethod]
    public void What_the_nearest_leaves_out_comes_from_further_up() =>
        Assert.AreEqual("far", Value(("/src/Shop/.editorconfig", "[*]\nother = near"), ("/src/.editorconfig", "[*]\nk = far")));

    [TestMethod]
    public void Root_hides_what_is_further_up() =>
        Assert.IsNull(Value(("/src/Shop/.editorconfig", "ROOT = True\n[*]\nother = near"), ("/src/.editorconfig", "[*]\nk = far")));

    [TestMethod]
    public void Root_in_a_section_is_none() =>
        Assert.AreEqual("far", Value(("/src/Shop/.editorconfig", "[*]\nroot = true"), ("/src/.editorconfig", "[*]\nk = far")));

    [TestMethod]
    [DataRow("\uFEFF# c\n; c\n[*]\n  K  :  v  # why\n")]
    [DataRow("[*]\r\nk=v\r\n")]
    [DataRow("[*]\nno separator\n= nothing\nk = v ; why")]
    public void Comments_spaces_case_and_line_ends_do_not_matter(string text) => Assert.AreEqual("v", Value(("/.editorconfig", text)));

    [TestMethod]
    public void A_line_is_counted_from_one() =>
        Assert.AreEqual(4, EditorConfigReader.Read([new EditorConfigFile("/.editorconfig", "\n# c\n[*]\nk = v")], Target, "k")["k"].Line);

    [TestMethod]
    [DataRow("*")]
    [DataRow("*.csproj")]
    [DataRow("*.{cs,csproj}")]
    [DataRow("*.{cs,{cs,vb}proj}")]
    [DataRow("Web.csproj")]
    [DataRow("/Shop/Web.csproj")]
    [DataRow("Shop/*.csproj")]
    [DataRow("**/Web.csproj")]
    [DataRow("**.csproj")]
    [DataRow("Shop/**/Web.csproj")]
    [DataRow("**/Shop/**")]
    [DataRow("?eb.*")]
    [DataRow("[VWX]eb.csproj")]
    [DataRow("[A-Z]eb.csproj")]
    [DataRow("[!a-z]eb.csproj")]
    [DataRow("Web\\.csproj")]
    public void A_section_applies(string glob) => Assert.IsTrue(SectionGlob.Matches(glob, "/src/.editorconfig", Target), glob);

    [TestMethod]
    [DataRow("*.cs")]
    [DataRow("/Web.csproj")]
    [DataRow("*/Web")]
    [DataRow("eb.csproj")]
    [DataRow("**/eb.csproj")]
    [DataRow("Shop*Web.csproj/")]
    [DataRow("Sh*b.csproj/x")]
    [DataRow("/*.csproj")]
    [DataRow("[!W]eb.csproj")]
    [DataRow("*.{csproj}")]
    [DataRow("*.{a,b")]
    [DataRow("[")]
    [DataRow("")]
    public void A_section_does_not_apply(string glob) => Assert.IsFalse(SectionGlob.Matches(glob, "/src/.editorconfig", Target), glob);

    [TestMethod]
    [DataRow("/src/v3.csproj", true)]
    [DataRow("/src/v12.csproj", false)]
    public void Braces_can_hold_a_range_of_numbers(string file, bool expected) =>
        Assert.AreEqual(expected, SectionGlob.Matches("v{1..9}.csproj", "/src/.editorconfig", file));

    [TestMethod]
    public void A_section_reaches_only_below_its_file() => Assert.IsFalse(SectionGlob.Matches("*", "/src/Other/.editorconfig", Target));

    [TestMethod]
    [Timeout(5000, CooperativeCancellation = true)]
    public void A_monstrous_pattern_takes_no_monstrous_time()
    {
        string stars = string.Concat(Enumerable.Repeat("*a", 200));
        string braces = string.Concat(Enumerable.Repeat("{a,b}", 60));
        Assert.IsFalse(SectionGlob.Matches(stars + "b", "/.editorconfig", "/" + new string('a', 500)));
        Assert.IsFalse(SectionGlob.Matches(braces, "/.editorconfig", "/" + new string('a', 61)));
    }

    private static string? Value(params (string Path, string Text)[] files) =>
        EditorConfigReader.Read(files.Select(f => new EditorConfigFile(f.Path, f.Text)), Target, "k").GetValueOrDefault("k")?.Value;
}
