using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Where constants are declared, which symbols do not say.</summary>
[TestClass]
public sealed class ConstantPlacesTests
{
    [TestMethod]
    [DataRow("static class Keys\n{\n    // JwtKey = \"old\"\n    public const string JwtKey = \"k1\";\n}\n", 4)]
    [DataRow("static class Keys\n{\n    public const string\n        JwtKey =\n        \"k1\";\n}\n", 4)]
    [DataRow("static class Keys\n{\n    public const string Other = \"a\";\n    public static bool Is(string key) => key == JwtKey;\n    internal const string JwtKey = \"k1\";\n}\n", 5)]
    public void A_constant_is_where_its_file_declares_it(string source, int line)
    {
        using var folder = new TemporaryFolder();
        string file = folder["Keys.cs"];
        File.WriteAllText(file, source);

        CodeFacts facts = Compiled.Application([(folder["Program.cs"], "Console.WriteLine(Keys.JwtKey);"), (file, source)], []);

        CodeLiteral constant = facts.Literals.Single(static l => l.In is null && l.Member == "JwtKey");
        Assert.AreEqual(file, constant.Place?.File);
        Assert.AreEqual(line, constant.Place?.Line);
    }

    [TestMethod]
    public void Without_its_file_nobody_knows()
    {
        CodeFacts facts = Compiled.Application([("/src/WebApi/Program.cs", "Console.WriteLine(Keys.JwtKey); static class Keys { public const string JwtKey = \"k1\"; }")], []);

        Assert.IsNull(facts.Literals.Single(static l => l.In is null && l.Member == "JwtKey").Place);
    }
}
