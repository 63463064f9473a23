using System.Text.Json;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Publishing;

/// <summary>What a program with the start-up guard says and does at start; how it comes into programs of every kind the publish tests show.</summary>
[TestClass]
public sealed class GuardedProgramTests
{
    private const string Program = """
        if (System.Environment.GetEnvironmentVariable("FAILS") != null) throw new System.Exception("no tenant");
        System.Console.WriteLine("started");
        """;

    private const string WebHost = """
        using Microsoft.AspNetCore;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Logging;
        WebHost.CreateDefaultBuilder(args).UseUrls("http://127.0.0.1:0").ConfigureLogging(l => l.ClearProviders()).Configure(app => System.Console.WriteLine("configured")).Build().Start();
        System.Console.WriteLine("started");
        """;

    private const string OddHost = """
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.Hosting;
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        ((IConfigurationBuilder)builder.Configuration).Add(new Odd());
        builder.Build();
        System.Console.WriteLine("started");

        internal sealed class Odd : ConfigurationProvider, IConfigurationSource
        {
            public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

            public override bool TryGet(string key, out string value)
            {
                value = "";
                return key.StartsWith("Payment") ? throw new System.IO.InvalidDataException("odd") : false;
            }
        }
        """;

    private const string EagerHost = """
        using Microsoft.Extensions.Hosting;
        var builder = Host.CreateApplicationBuilder(args);
        _ = builder.Configuration["Payment:Url"] ?? throw new System.Exception("no payment");
        builder.Build();
        System.Console.WriteLine("started");
        """;

    private const string VisualBasicWebHost = """
        Imports Microsoft.AspNetCore
        Imports Microsoft.AspNetCore.Hosting
        Imports Microsoft.AspNetCore.Builder
        Module Program
            Sub Main(args As String())
                WebHost.CreateDefaultBuilder(args).UseUrls("http://127.0.0.1:0").Configure(Sub(app) System.Console.WriteLine("configured")).Build().Start()
                System.Console.WriteLine("started")
            End Sub
        End Module
        """;

    private const string WebList = "workload|deployment/shop;declared|Payment__Url|URL|Address of the payment service;secret|Admin__Password||";

    private const string MissingUrl = "OpenShift: Required setting Payment__Url is missing: Address of the payment service.\nOpenShift: Set what is missing: oc set env deployment/shop Payment__Url=… (a secret: --from=secret/NAME)\n";

    private static GuardedProgram? s_console;

    [ClassInitialize]
    public static void Compile(TestContext _) => s_console = GuardedProgram.CSharp(Program);

    [ClassCleanup]
    public static void Clean() => s_console?.Dispose();

    [TestMethod]
    [DataRow("declared|Payment__Url|URL|Address of the payment service", "", 78, "Required setting Payment__Url is missing: Address of the payment service.\nSet what is missing: podman run --env Payment__Url=…")]
    [DataRow("workload|deployment/shop;declared|A||Of a.;declared|B||", "B=", 78, "Required setting A is missing: Of a.\nRequired setting B is missing.\nSet what is missing: oc set env deployment/shop A=… B=… (a secret: --from=secret/NAME)")]
    [DataRow("declared|A||", "A=1", 0, "")]
    [DataRow("typed|Limit|number|Most orders", "Limit=ten", 78, "Setting Limit is no number: Most orders.")]
    [DataRow("typed|Limit|number|", "Limit=-1.5e3", 0, "")]
    [DataRow("typed|Limit|number|", "", 0, "")]
    [DataRow("declared|Wait|duration|", "Wait=soon", 78, "Setting Wait is no duration.")]
    [DataRow("declared|Wait|duration|", "Wait=00:00:05", 0, "")]
    [DataRow("declared|On|boolean|", "On=yes", 78, "Setting On is no boolean.")]
    [DataRow("declared|At|URL|", "At=shop:8080", 78, "Setting At is no URL.")]
    [DataRow("declared|At|URL|", "At=amqp://u:p@shop", 0, "")]
    [DataRow("file|/none/rates.csv||Rates;folder|/none||", "", 78, "Required file /none/rates.csv is not there: Rates. Mount a volume, ConfigMap or Secret with it.\nRequired folder /none is not there. Mount a volume, ConfigMap or Secret with it.")]
    [DataRow("folder|/usr||;file|/etc/passwd||", "", 0, "")]
    [DataRow("template|/none/t.json|/tmp/t.json|", "", 78, "Template /none/t.json cannot be read.")]
    [DataRow("template|{t}|/proc/none/t.txt|", "HOST=a", 78, "The template {t} cannot be written to /proc/none/t.txt: its folder cannot be written. Mount a volume there, or declare an OpenShiftWritablePath.")]
    [DataRow("template|{t}|{o}/t.txt|", "", 78, "Required setting HOST is missing: the template {t} uses it.\nSet what is missing: podman run --env HOST=…")]
    [DataRow("template|{t}|{o}/t.xml|", "HOST=\u0001", 78, "Setting HOST has a character that XML does not know: the template {t} uses it.")]
    [DataRow("found|Tenant||Whose it is", "FAILS=1", 134, "Setting Tenant, which the application seems to need, is not set: Whose it is.\nSet what is missing: podman run --env Tenant=…")]
    [DataRow("workload|cronjob/import;found|Tenant||;found|Key||;found|Tenant||", "FAILS=1", 134, "Setting Tenant, which the application seems to need, is not set.\nSetting Key, which the application seems to need, is not set.\nSetting Tenant, which the application seems to need, is not set.\nSet what is missing: oc set env cronjob/import Tenant=… Key=… (a secret: --from=secret/NAME)")]
    [DataRow("template|{t}|t.txt|", "HOST=a", 0, "the start-up guard could not do its work (ArgumentException); the application starts without it")]
    [DataRow("found|Tenant||", "", 0, "")]
    [DataRow("default|ADMIN_PASSWORD|{hash of correct-horse}|", "ADMIN_PASSWORD=correct-horse", 0, "Warning: setting ADMIN_PASSWORD still has the value that the image holds. Set the variable ADMIN_PASSWORD from a Secret.")]
    [DataRow("default|ADMIN_PASSWORD|{hash of correct-horse}|", "ADMIN_PASSWORD=other", 0, "")]
    [DataRow("declared|A||one %7C two%3B 100 %25", "", 78, "Required setting A is missing: one | two; 100 %.\nSet what is missing: podman run --env A=…")]
    [DataRow("declared|HOST||;template|{t}|{o}/a.txt|;template|{t}|{o}/b.txt|", "", 78, "Required setting HOST is missing.\nRequired setting HOST is missing: the template {t} uses it.\nSet what is missing: podman run --env HOST=…")]
    [DataRow("declared|x;;|||;later|A|B|C;later|A|B|C|D;workload", "", 0, "")]
    public void It_says_what_is_wrong_and_starts_otherwise(string list, string variable, int exit, string expected)
    {
        using var folder = new Images.TemporaryFolder();
        File.WriteAllText(folder["t.tmpl"], "host ${HOST} ${HOST}");
        string Filled(string text) => text.Replace("{t}", folder["t.tmpl"], StringComparison.Ordinal).Replace("{o}", folder["out"], StringComparison.Ordinal).Replace("{hash of correct-horse}", GuardRecord.Mark("correct-horse"), StringComparison.Ordinal);
        (int code, string output, string error) = s_console!.Run(Filled(list), variable.Length == 0 ? [] : [variable]);
        Assert.AreEqual(Filled(expected), string.Join('\n', error.Split('\n').Where(static l => l.StartsWith("OpenShift: ", StringComparison.Ordinal)).Select(static l => l["OpenShift: ".Length..])));
        Assert.AreEqual(exit, code, error);
        Assert.AreEqual(exit == 0 ? "started\n" : "", output);
        Assert.IsFalse(Directory.Exists(folder["out"]), "A part of a file is left.");
    }

    [TestMethod]
    public void A_closed_standard_error_ends_nothing() =>
        Assert.AreEqual((0, "started\n", ""), s_console!.Run("default|P|" + GuardRecord.Mark("x") + "|", ["P=x"], after: "2>&-"));

    [TestMethod]
    [DataRow("000")]
    [DataRow("077")]
    public void A_template_is_rendered_for_its_format(string umask)
    {
        const string Value = "a\"b\\c<d>&'e'\n\tf\u0085g\u2028 ü $HOME ${X}";
        using var folder = new Images.TemporaryFolder();
        (string Extension, string Template)[] templates =
        [
            ("json", """{ "v": "${V}", "port": ${PORT:-8080}, "cost": "$$5 $5 ${a b} ${" }"""), ("xml", "<v a=\"${V}\">${V}</v>"), ("config", "<v>${V}</v>"), ("yaml", "v: \"${V}\"\n"), ("yml", "v: \"${V}\"\n"), ("conf", "v ${V};${EMPTY:-none};${EMPTY:-}\n"),
        ];
        foreach ((string extension, string template) in templates)
        {
            File.WriteAllText(folder["t-" + extension], template);
        }

        // One of them is there already.
        Directory.CreateDirectory(folder["out"]);
        File.WriteAllText(folder["out/o.conf"], new string('x', 10_000));
        (int code, _, string error) = s_console!.Run(string.Join(';', templates.Select(t => $"template|{folder["t-" + t.Extension]}|{folder["out/o." + t.Extension]}|")), ["V=" + Value, "EMPTY="], before: $"umask {umask};");
        Assert.AreEqual(0, code, error);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["out/o.json"]));
        Assert.AreEqual(Value, json.RootElement.GetProperty("v").GetString());
        Assert.AreEqual(8080, json.RootElement.GetProperty("port").GetInt32());
        Assert.AreEqual("$5 $5 ${a b} ${", json.RootElement.GetProperty("cost").GetString());
        XElement xml = XElement.Parse(File.ReadAllText(folder["out/o.xml"]), LoadOptions.PreserveWhitespace);
        Assert.AreEqual(Value, xml.Value);
        Assert.AreEqual(Value, xml.Attribute("a")!.Value);
        Assert.AreEqual(Value, XElement.Parse(File.ReadAllText(folder["out/o.config"]), LoadOptions.PreserveWhitespace).Value);
        foreach (string yaml in (string[])["yaml", "yml"])
        {
            Assert.AreEqual("v: \"a\\\"b\\\\c<d>&'e'\\n\\tf\\u0085g\\u2028 ü $HOME ${X}\"\n", File.ReadAllText(folder["out/o." + yaml]));
        }

        Assert.AreEqual($"v {Value};none;\n", File.ReadAllText(folder["out/o.conf"]));
        CollectionAssert.AreEquivalent(templates.Select(static t => "o." + t.Extension).ToArray(), Directory.EnumerateFiles(folder["out"]).Select(Path.GetFileName).ToArray());
        foreach (string file in Directory.EnumerateFiles(folder["out"]))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(file), file);
            }
        }
    }

    [TestMethod]
    public void A_socket_is_a_file_that_is_there()
    {
        using var folder = new Images.TemporaryFolder();
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(folder["agent.sock"]));
        Assert.AreEqual((0, "started\n", ""), s_console!.Run($"file|{folder["agent.sock"]}||Socket of the agent", []));
    }

    [TestMethod]
    public void A_program_without_a_host_is_asked_before_it_begins_whatever_it_was_compiled_against()
    {
        using GuardedProgram program = GuardedProgram.CSharp(Program, "OPENSHIFT_GUARD_HOST");
        Assert.AreEqual((78, "", MissingUrl), program.Run(WebList + ";host|none", []));
        Assert.AreEqual((78, "", "OpenShift: Setting Payment__Url is no URL: Address of the payment service.\n"), program.Run("host|none;" + WebList, ["Payment__Url=payments"]));
        Assert.AreEqual((0, "started\n", ""), program.Run("host|none;" + WebList, ["Payment__Url=http://payments"]));
        Assert.AreEqual((0, "started\n", ""), program.Run(WebList, []), "It may be told by the host.");
    }

    [TestMethod]
    public void A_configuration_that_cannot_be_read_ends_nothing()
    {
        using GuardedProgram program = GuardedProgram.CSharp(OddHost, "OPENSHIFT_GUARD_HOST");
        Assert.AreEqual((0, "started\n", "OpenShift: the start-up guard could not read the configuration (InvalidDataException); the application starts without it\n"), program.Run(WebList, []));
    }

    [TestMethod]
    public void What_a_program_asks_for_before_its_host_is_built_is_told_beside_its_own_exception()
    {
        using GuardedProgram program = GuardedProgram.CSharp(EagerHost, "OPENSHIFT_GUARD_HOST");
        (int code, string output, string error) = program.Run(WebList, []);
        Assert.AreEqual((134, ""), (code, output));
        Assert.Contains("no payment", error);
        Assert.Contains(MissingUrl.Replace("Payment__Url is missing:", "Payment__Url is not set:", StringComparison.Ordinal), error);
        Assert.AreEqual((0, "started\n", ""), program.Run(WebList, ["Payment__Url=http://payments"]));
    }

    [TestMethod]
    public void A_WebHost_is_asked_for_its_configuration_before_it_starts()
    {
        using GuardedProgram program = GuardedProgram.CSharp(WebHost, "OPENSHIFT_GUARD_HOST", "OPENSHIFT_GUARD_WEBHOST");
        Check(program);

        // Who forbids such assemblies is told of it at the end only.
        Assert.AreEqual((0, "configured\nstarted\n", ""), program.Run(WebList, ["ASPNETCORE_PREVENTHOSTINGSTARTUP=true"]));
    }

    [TestMethod]
    public void A_WebHost_of_Visual_Basic_is_asked_too()
    {
        using GuardedProgram program = GuardedProgram.VisualBasic(VisualBasicWebHost, "OPENSHIFT_GUARD_HOST", "OPENSHIFT_GUARD_WEBHOST");
        Check(program);
    }

    private static void Check(GuardedProgram program)
    {
        const string Started = "configured\nstarted\n";
        string[] quiet = ["Logging__LogLevel__Default=None"];
        Assert.AreEqual((78, "", MissingUrl), program.Run(WebList, quiet));
        Assert.AreEqual((78, "", "OpenShift: Setting Payment__Url is no URL: Address of the payment service.\n"), program.Run(WebList, [.. quiet, "Payment__Url=payments"]));
        Assert.AreEqual((0, Started, ""), program.Run(WebList, [.. quiet, "Payment__Url=http://payments"]));
        Assert.AreEqual((0, Started, ""), program.Run(WebList, quiet, "--Payment:Url http://payments"));
        File.WriteAllText(program["appsettings.json"], """{ "Payment": { "Url": "http://payments" }, "Admin": { "Password": "changeme" } }""");
        Assert.AreEqual((0, Started, "OpenShift: Warning: setting Admin__Password still has the value that the image holds. Set the variable Admin__Password from a Secret.\n"), program.Run(WebList, quiet));
        Assert.AreEqual((0, Started, ""), program.Run(WebList, [.. quiet, "Admin__Password=other"]));

        // Without its variable it is asleep.
        Assert.AreEqual((0, Started, ""), program.Run("", quiet));
    }
}
