using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Which values reach a call: <c>Probe.See</c> stands for any API of a library.</summary>
[TestClass]
public sealed class InterpreterTests
{
    private const string Library = """
        public static class Probe
        {
            public static void See(object? value, object? more = null) { }
            public static string Ask() => "";
        }
        public class Options { public string? Path { get; set; } public int Size { get; set; } public Options Add(string x) => this; }
        public static class Registry
        {
            public static void Configure(System.Action<Options> set) { }
            public static void Use<T>() { }
        }
        public abstract class Job { public abstract void Run(); }
        """;

    [TestMethod]
    public void Setters_of_init_properties_leave_nothing_behind()
    {
        string sets = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"P{i} = {i}"));
        string properties = string.Concat(Enumerable.Range(0, 40).Select(i => $"public int P{i} {{ get; init; }} "));
        OpenShift.NET.Sdk.Code.CodeFacts code = Compiled.CSharp($$"""var s = new Some.Settings { {{sets}} }; Console.WriteLine("behind " + "it"); System.GC.KeepAlive(s);""", $$"""namespace Some { public class Settings { {{properties}} } }""");
        Assert.IsTrue(code.IsComplete);
        Assert.IsTrue(code.Calls.Any(c => c is { Method: "WriteLine" } && c.Argument(0).Text == "behind it"));
    }

    [TestMethod]
    [DataRow("Probe.See(\"a\");", "\"a\"")]
    [DataRow("var x = \"a\"; var y = x + \"/\" + 5; Probe.See(y);", "\"a/5\"")]
    [DataRow("var n = 8080; Probe.See($\"http://*:{n}/{\"x\"}\");", "\"http://*:8080/x\"")]
    [DataRow("Probe.See($\"{args[0]}:80\");", "$(?+\":80\")")]
    [DataRow("Probe.See(string.Format(\"{0}-{1}\", \"a\", 2));", "\"a-2\"")]
    [DataRow("Probe.See(Path.Combine(\"logs\", \"a\", \"b.txt\"));", "\"logs/a/b.txt\"")]
    [DataRow("Probe.See(Path.Combine(AppContext.BaseDirectory + \"/a\"));", "$(get_BaseDirectory()+\"/a\")")]
    [DataRow("Probe.See(Path.Combine(\"logs\", \"a\", \"b\", \"c\", \"d.txt\"));", "\"logs/a/b/c/d.txt\"")]
    [DataRow("ReadOnlySpan<string> parts = [\"logs\", AppContext.BaseDirectory]; Probe.See(Path.Join(parts));", "$(\"logs/\"+get_BaseDirectory())")]
    [DataRow("Probe.See(Path.Combine(\"logs\", \"/var/b.txt\"));", "\"/var/b.txt\"")]
    [DataRow("Probe.See(Path.Combine(AppContext.BaseDirectory, \"data\"));", "$(get_BaseDirectory()+\"/data\")")]
    [DataRow("Probe.See(args.Length > 0 ? \"a\" : \"b\");", "{\"b\"|\"a\"}")]
    [DataRow("Probe.See(args.Length > 0 ? \"a\" : args[0]);", "?")]
    [DataRow("Probe.See(Environment.GetEnvironmentVariable(\"HOST\") ?? \"db\");", "$HOST??\"db\"")]
    [DataRow("var c = new ConfigurationBuilder().Build(); Probe.See(c.GetSection(\"A\")[\"B\"]);", "@A:B")]
    [DataRow("new Scanner(new ConfigurationBuilder().Build()).Ask(); class Scanner { readonly string _server = \"127.0.0.1\"; public Scanner(IConfiguration c) { var s = c.GetSection(\"A\"); if (s is not null) { var server = s.GetValue<string>(\"B\"); if (server is not null) { _server = server; } } } public void Ask() => Probe.See(_server); }", "@A:B??\"127.0.0.1\"")]
    [DataRow("new Scanner(new ConfigurationBuilder().Build()).Ask(); class Scanner { readonly string _server = \"127.0.0.1\"; public Scanner(IConfiguration c) { if (c[\"C\"] is not null) { _server = c[\"A\"]!; } } public void Ask() => Probe.See(_server); }", "{\"127.0.0.1\"|@A}")]
    [DataRow("var c = new ConfigurationBuilder().Build(); Probe.See(c.GetConnectionString(\"Main\"));", "@ConnectionStrings:Main")]
    [DataRow("var c = new ConfigurationBuilder().Build(); Probe.See(c.GetSection(\"A\").GetValue<int>(\"N\", 5));", "@A:N??5")]
    [DataRow("Probe.See(new Options { Path = \"p\", Size = 3 });", "Options(){Path=\"p\",Size=3}")]
    [DataRow("Probe.See(new[] { \"a\", \"b\" });", "[\"a\",\"b\"]")]
    [DataRow("Probe.See(TimeSpan.FromMinutes(2));", "00:02:00")]
    [DataRow("Probe.See(\"key\"u8.ToArray());", "bytes(3)")]
    [DataRow("Probe.See(new byte[] { 1, 2, 3, 4 });", "bytes(4)")]
    [DataRow("Probe.See(Keys.Bytes); static class Keys { public static readonly byte[] Bytes = [9, 8, 7, 6, 5]; }", "bytes(5)")]
    [DataRow("Probe.See(Own()); static byte[] Own() => Text.ToArray(); partial class Program { static ReadOnlySpan<byte> Text => \"of a property\"u8; }", "bytes(13)")]
    [DataRow("Probe.See(new byte[4]);", "[?,?,?,?]")]
    [DataRow("Probe.See(new int[] { 1, 2, 3, 4 });", "[?,?,?,?]")]
    [DataRow("string s = \"a\"; for (int i = 0; i < 100; i++) s += \"b\"; Probe.See(s);", "?")]
    [DataRow("Probe.See(await Task.FromResult(\"a\") + await Later()); static async Task<string> Later() { await Task.Delay(1); return \"b\"; }", "\"ab\"")]
    [DataRow("var p = \"c\"; void Local() => Probe.See(p); Local();", "\"c\"")]
    [DataRow("var p = \"c\"; Action a = () => Probe.See(p + \"d\"); a();", "\"cd\"")]
    [DataRow("string? s = null; try { s = \"a\"; } finally { Probe.See(\"f\"); }", "\"f\"")]
    [DataRow("Probe.See(new Holder(\"h\").Both); record Holder(string Name) { public string Both => Name + Fixed; private static readonly string Fixed = \"!\"; }", "\"h!\"")]
    [DataRow("Probe.See(Probe.Ask());", "Ask()")]
    [DataRow("foreach (var x in Many()) Probe.See(x); static IEnumerable<string> Many() { yield return \"only\"; }", "\"only\"")]
    [DataRow("switch (args[0]) { case \"a\": Probe.See(1); break; default: break; }", "1")]
    [DataRow("IThing t = new Thing(); Probe.See(t.Name); interface IThing { string Name { get; } } class Thing : IThing { public string Name => \"thing\"; }", "\"thing\"")]
    [DataRow("Registry.Use<Below>(); class Below() : Above(\"/below\"); abstract class Above(string folder) : Job { public override void Run() => Probe.See(folder + \"/x\"); }", "\"/below/x\"")]
    [DataRow("Registry.Use<A>(); Registry.Use<B>(); class A() : Above(\"/a\"); class B() : Above(\"/b\"); abstract class Above(string folder) : Job { public override void Run() => Probe.See(Path.Combine(folder, Probe.Ask(), \"x\")); }", "{$(\"/a/\"+Ask()+\"/x\")|$(\"/b/\"+Ask()+\"/x\")}")]
    [DataRow("Registry.Use<A>(); class A(string given) : Above(given); abstract class Above(string folder) : Job { public override void Run() => Probe.See(folder); }", "?")]
    [DataRow("Registry.Use<A>(); class A : Above { public override void Run() => Probe.See(Folder); public void Change(string f) => Folder = f; } abstract class Above : Job { protected string Folder = \"/first\"; }", "?")]
    [DataRow("Map<Orders>(\"/v1\"); static void Map<T>(string root) where T : IFeature => T.Map(root); interface IFeature { static abstract void Map(string root); } class Orders : IFeature { public static void Map(string root) => Probe.See(root + \"/orders\"); }", "\"/v1/orders\"")]
    [DataRow("Outer<Orders>(); static void Outer<T>() where T : IFeature => Map<T>(\"/v2\"); static void Map<T>(string root) where T : IFeature => T.Map(root); interface IFeature { static abstract void Map(string root); } class Orders : IFeature { static void IFeature.Map(string root) => Probe.See(root); }", "\"/v2\"")]
    [DataRow("new Feature<Orders>().Run(); class Feature<T> where T : IFeature { public void Run() => T.Map(Probe.Ask()); } interface IFeature { static abstract void Map(string root); } class Orders : IFeature { public static void Map(string root) => Probe.See(\"mapped\"); }", "\"mapped\"")]
    [DataRow("Map<Orders>(); static void Map<T>() where T : IFeature => T.Map(); interface IFeature { static virtual void Map() => Probe.See(\"default\"); } class Orders : IFeature { }", "\"default\"")]
    public void A_value_is_followed_to_the_call(string program, string expected) => Expect(program, "See", expected);

    [TestMethod]
    public void Options_set_in_a_lambda_are_calls_on_its_parameter() =>
        Expect("var root = \"/data\"; Registry.Configure(o => { o.Path = root + \"/x\"; o.Size = 2; });", "set_Path", "\"/data/x\"");

    [TestMethod]
    public void A_type_that_is_registered_is_reachable_and_one_that_is_not_is_dead()
    {
        const string Program = """
            Registry.Use<Registered>();
            class Registered : Job { private readonly string _file = "r.txt"; public override void Run() => Probe.See(_file); }
            class Forgotten { public void Run() => Probe.See("f.txt"); }
            """;
        CodeFacts code = Compiled.CSharp(Program, Library);
        CollectionAssert.AreEqual((string[])["Probe::See(\"r.txt\", null)", "Probe::See(\"f.txt\", null) [dead]"], code.CallsTo("Probe::See").Select(c => c.ToString()).ToArray());
    }

    [TestMethod]
    public void One_helper_called_twice_gives_two_calls()
    {
        CodeFacts code = Compiled.CSharp("One(\"a\"); One(\"b\"); One(\"a\"); static void One(string x) => Probe.See(x);", Library);
        CollectionAssert.AreEqual((string[])["\"a\"", "\"b\""], code.CallsTo("Probe::See").Select(c => c.Argument(0).ToString()).ToArray());
    }

    [TestMethod]
    public void Values_that_depend_on_the_environment_stay_apart()
    {
        CodeFacts code = Compiled.CSharp(
            """
            var app = WebApplication.CreateBuilder(args).Build();
            var path = app.Environment.IsDevelopment() ? "logs" : "/tmp";
            Probe.See(path);
            if (app.Environment.EnvironmentName != "Development" && args.Length > 1) Probe.See("both");
            """,
            Library,
            OptimizationLevel.Debug);
        CollectionAssert.AreEqual(
            (string[])["\"/tmp\" not Development", "\"logs\" Development", "\"both\" not Development"],
            code.CallsTo("Probe::See").Select(c => c.Argument(0) + " " + c.Environment).ToArray(),
            string.Join('\n', code.Calls));
    }

    [TestMethod]
    public void Symbols_may_be_beside_or_inside_or_missing()
    {
        Assert.AreEqual(1, Compiled.CSharp("Probe.See(1);", Library, symbols: DebugInformationFormat.PortablePdb).CallsTo("Probe::See").Single().Place?.Line);
        Assert.AreEqual(1, Compiled.CSharp("Probe.See(1);", Library, symbols: DebugInformationFormat.Embedded).CallsTo("Probe::See").Single().Place?.Line);
        CodeFacts without = Compiled.CSharp("Probe.See(1);", Library, symbols: null);
        Assert.IsNull(without.CallsTo("Probe::See").Single().Place);
        Assert.IsFalse(without.Assemblies[0].HasSymbols);
    }

    [TestMethod]
    public void Symbols_of_another_build_are_none()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyDictionary<string, byte[]> built = Compiled.Files("Console.WriteLine(1);", "public class A;");
        File.WriteAllBytes(folder["App.dll"], built["App.dll"]);
        foreach ((byte[] symbols, bool fit) in ((byte[], bool)[])[(built["App.pdb"], true), (built["Own.Library.pdb"], false), (built["App.pdb"][..200], false), ([], false)])
        {
            File.WriteAllBytes(folder["App.pdb"], symbols);
            CodeFacts facts = CodeReader.Read([folder["App.dll"]], null, CancellationToken.None);
            Assert.AreEqual(fit, facts.Assemblies[0].HasSymbols);
            Assert.AreEqual(fit, facts.CallsTo("System.Console::WriteLine").Single().Place is not null);
        }
    }

    [TestMethod]
    public void Native_code_and_strings_are_listed()
    {
        CodeFacts code = Compiled.CSharp("N.setuid(0); class N { public string Password { get; set; } = \"s3\"; [System.Runtime.InteropServices.DllImport(\"libc\")] public static extern int setuid(int id); }", Library);
        CodeCall native = code.Calls.Single(c => c.IsNative);
        Assert.AreEqual("libc::setuid(0)", native.ToString());
        Assert.AreEqual("Password", code.Literals.Single(l => l.Value == "s3").Member);
    }

    private static void Expect(string program, string method, string expected)
    {
        foreach (OptimizationLevel optimization in (OptimizationLevel[])[OptimizationLevel.Release, OptimizationLevel.Debug])
        {
            CodeFacts code = Compiled.CSharp(program, Library, optimization);
            string[] seen = [.. code.Calls.Where(c => c.Method == method).Select(c => c.Argument(0) + (c.Reachable ? "" : " dead"))];
            CollectionAssert.AreEqual((string[])[expected], seen, $"{optimization}: {string.Join(" ; ", seen)}\n{string.Join('\n', code.Calls)}");
            Assert.IsTrue(code.IsComplete);
        }
    }
}
