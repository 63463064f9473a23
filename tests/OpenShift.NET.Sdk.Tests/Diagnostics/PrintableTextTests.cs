using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Tests.Diagnostics;

[TestClass]
public sealed class PrintableTextTests
{
    [TestMethod]
    [DataRow("C:\\Users\\me\\app.csproj : error CS1002: ; expected")]
    [DataRow("std::vector<int> and ::std::string, [::1]:8080 and ::1")]
    [DataRow("::1::2 is an address")]
    [DataRow("a ::error:: in the middle of a line")]
    [DataRow("## heading, # comment, [#1] and a#[b]")]
    [DataRow("Änderung ñ 漢字 עברית العربية \u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 👩\u200D💻")]
    [DataRow("tab\tstays")]
    [DataRow("50 % of 1 GiB … 'quoted' \"too\" <b>&amp;</b>")]
    [DataRow("section_start:1:x")]
    public void Ordinary_text_stays_as_it_is(string text)
    {
        Assert.AreEqual(text, PrintableText.Line(text));
        Assert.AreEqual(text, PrintableText.Block(text));
    }

    [TestMethod]
    [DataRow("\u001b[31mred\u001b[0m\u0007", "[U+001B][31mred[U+001B][0m[U+0007]")]
    [DataRow("\u009b31m", "[U+009B]31m")]
    [DataRow("one\r\n::error::two", "one[U+000D][U+000A]::error::two")]
    [DataRow("a\u2028b\u2029c\u0085d", "a[U+2028]b[U+2029]c[U+0085]d")]
    [DataRow("gp\u202Egnp.exe\u2066x\u2069\u200E\u200F\u061C", "gp[U+202E]gnp.exe[U+2066]x[U+2069][U+200E][U+200F][U+061C]")]
    [DataRow("in\u00ADvisible\uFEFF\U000E0041", "in[U+00AD]visible[U+FEFF][U+E0041]")]
    [DataRow("\0", "[U+0000]")]
    public void What_cannot_be_seen_is_written_as_its_number(string text, string clean) => Assert.AreEqual(clean, PrintableText.Line(text));

    [TestMethod]
    public void Half_a_pair_is_no_character() => Assert.AreEqual("half \uFFFD a pair\uFFFD", PrintableText.Line("half \udc00 a pair\ud800"));

    [TestMethod]
    [DataRow("PATH ##vso[task.setvariable variable=x]y", "PATH # #vso[task.setvariable variable=x]y")]
    [DataRow("##VSO[task.x]##vso[y]", "# #VSO[task.x]# #vso[y]")]
    [DataRow("###vso[x]", "## #vso[x]")]
    [DataRow("##[error]x", "# #[error]x")]
    [DataRow("##teamcity[buildStop comment='x']", "# #teamcity[buildStop comment='x']")]
    [DataRow("::error file=a::x", ": :error file=a::x")]
    [DataRow("  ::SET-OUTPUT name=a::b", "  : :SET-OUTPUT name=a::b")]
    [DataRow("::stop-commands::token", ": :stop-commands::token")]
    public void What_a_CI_system_would_obey_is_defused(string text, string clean)
    {
        Assert.AreEqual(clean, PrintableText.Line(text));
        Assert.AreEqual(clean, PrintableText.Line(clean), "Cleaning twice changes nothing.");
    }

    [TestMethod]
    public void Many_commands_in_one_text_take_no_copy_of_it_each()
    {
        string text = string.Concat(Enumerable.Repeat("##[", 80_000));
        string clean = string.Concat(Enumerable.Repeat("# #[", 80_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        string block = PrintableText.Block(text);
        Assert.IsLessThan(16L << 20, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(clean, block);
    }

    [TestMethod]
    public void Jenkins_and_GitLab_need_control_characters_which_are_not_left()
    {
        Assert.DoesNotContain("\u001b", PrintableText.Line("\u001b[8mha:AAAA\u001b[0m"));
        Assert.AreEqual("section_start:1:x[U+000D][U+001B][0K", PrintableText.Line("section_start:1:x\r\u001b[0K"));
    }

    [TestMethod]
    public void A_block_keeps_its_lines_and_each_of_them_is_cleaned() =>
        Assert.AreEqual("a\n: :error::b\n\t# #vso[c]\n[U+000D]d", PrintableText.Block("a\r\n::error::b\n\t##vso[c]\n\rd"));

    [TestMethod]
    public void Long_text_is_cut_with_a_note_and_no_character_is_halved()
    {
        string text = new string('a', PrintableText.LongestLine - 1) + "💻" + new string('b', 41);
        Assert.AreEqual(new string('a', PrintableText.LongestLine - 1) + "… (43 more characters)", PrintableText.Line(text));
        Assert.AreEqual(new string('a', PrintableText.LongestLine), PrintableText.Line(new string('a', PrintableText.LongestLine)));
    }

    [TestMethod]
    public void Nothing_is_the_empty_text()
    {
        Assert.AreEqual("", PrintableText.Line(null));
        Assert.AreEqual("", PrintableText.Block(""));
    }
}
