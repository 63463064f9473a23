using OpenShift.NET.Sdk.Images.ConfigFiles;

namespace OpenShift.NET.Sdk.Tests.Images.ConfigFiles;

[TestClass]
public sealed class ConfigFileTests
{
    [TestMethod]
    [DataRow("a.json", "{ /* c */ \"a\": { \"b\": [1, {\"c\": \"d\"}, true,] },\n \"e\": null, \"f\": \"\\u0041\" }", "1 a:b:0=1|1 a:b:1:c=d|1 a:b:2=True|2 e=|2 f=A")]
    [DataRow("a.json", "[\"x\"]", "1 0=x")]
    [DataRow("a.config", "<c>\n<add key='k' value='v'/><add name='n' connectionString='s' providerName='p'/>\n<x y='z'>t</x></c>", "2 add:key=k|2 k=v|2 add:name=n|2 connectionStrings:n=s|2 add:providerName=p|3 x:y=z|3 x=t")]
    [DataRow("a.ini", "; c\n[s]\na = \"b\"\nexport c='d'\n# e=f\nnothing\n", "3 s:a=b|4 s:c=d")]
    [DataRow(".env", "A=b=c\nD=", "1 A=b=c|2 D=")]
    [DataRow("a.properties", "a: b\n! c\n", "1 a=b")]
    [DataRow("a.yaml", "a:\n  b: c # d\n  e:\n    - f: 'g'\n      h: i\n    - plain\nj: |\n  one\n  two\nk: \"#l\"\n", "2 a:b=c|4 a:e:f=g|5 a:e:h=i|6 a:e=plain|8 j=one|9 j=two|10 k=#l")]
    [DataRow("b.yml", "a: { b: c, d: [e, \"f # g\"] }\n\"h: i\": |-\n  one\n\n  # two\nj: &k\n  l: m\nn: *k\no:\n  >\n   three\n---\np: 'it''s'\nq: \"\\x41\"\nr:\n- s:\n    t: u\n", "1 a:b=c|1 a:d=e|1 a:d=f # g|3 h: i=one|5 h: i=# two|7 j:l=m|11 o=three|13 p=it's|14 q=A|17 r:s:t=u")]
    [DataRow("c.yaml", "- a\n- b: c\n- - d\n", "1 =a|2 b=c|3 =d")]
    [DataRow("e.yaml", "? [a, b]\n: c\nd: e\n", "1 ?=a|1 ?=b|2 ?=c|3 d=e")]
    [DataRow("f.yaml", "a: b\nc: {{ .Values.c }}\nd: e\n", "1 a=b|3 d=e")]
    [DataRow("d.yaml", "# nothing\n---\n", "")]
    public void Settings_are_read_with_their_keys_and_lines(string name, string text, string expected)
    {
        ConfigFile file = ConfigFile.Read("/app/" + name, text);
        Assert.IsNull(file.Problem);
        Assert.AreEqual(expected, string.Join('|', file.Entries.Select(e => $"{e.Line} {e.Key}={e.Value}")));
    }

    [TestMethod]
    [DataRow("a.json", "{ \"a\": 1,\n x", "a", "line 2 is not valid JSON")]
    [DataRow("a.config", "<c a='1'>\n<", "c:a", "line 2 is not valid XML")]
    [DataRow("a.config", "<!DOCTYPE x [<!ENTITY a 'b'>]><c>&a;</c>", "", "line 1 is not valid XML")]
    [DataRow("a.yaml", "a: b\nc: ]\ne: f\n", "a", "line 2 cannot be read as YAML")]
    public void What_stands_before_the_damage_counts(string name, string text, string key, string problem)
    {
        ConfigFile file = ConfigFile.Read("/app/" + name, text);
        Assert.AreEqual(key, string.Join('|', file.Entries.Select(e => e.Key)));
        Assert.AreEqual(problem, file.Problem);
    }

    [TestMethod]
    [DataRow("/app/appsettings.json", "{\n  \"a\": {\n    \"b\": 1, \"é\": [ true,\n      \"x\" ] } }", "a:b 3,5; a:é:0 3,13; a:é:1 4,7")]
    [DataRow("/app/web.config", "<a>\n  <add key='k' value='v' />\n</a>", "add:key 2,8; k 2,16")]
    [DataRow("/app/x.yaml", "a:\n  b: 1\n  d:\n  - c: 2\n  e:\n    long\n  f: |\n     g", "a:b 2,3; a:d:c 4,5; a:e 6,5; a:f 8,6")]
    [DataRow("/app/x.ini", "[s]\n  k = v", "s:k 2,3")]
    public void A_setting_stands_where_its_name_does(string path, string text, string places) =>
        Assert.AreEqual(places, string.Join("; ", ConfigFile.Read(path, text).Entries.Select(static e => FormattableString.Invariant($"{e.Key} {e.Line},{e.Column}"))));

    [TestMethod]
    public void Far_out_in_a_line_of_pages_no_column_is_known()
    {
        string text = "{ " + string.Join(", ", Enumerable.Range(0, 2000).Select(static i => FormattableString.Invariant($"\"key{i}\": {i}"))) + " }";

        Assert.AreEqual((1, 3, 0), (ConfigFile.Read("/app/appsettings.json", text).Entries[0].Line, ConfigFile.Read("/app/appsettings.json", text).Entries[0].Column, ConfigFile.Read("/app/appsettings.json", text).Entries[^1].Column));
    }
}
