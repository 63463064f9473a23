using System.Text;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Tests.Code;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

/// <summary>What an image tells the guard in its application to look for, and that the guard's own code is not taken for the application's.</summary>
[TestClass]
public sealed class StartupGuardTests
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        _ = builder.Configuration["Tenant"] ?? throw new Exception();
        builder.Build().Run();
        """;

    [TestMethod]
    public void What_is_declared_ends_the_start_and_what_is_found_is_told() => Assert.AreEqual(
        "workload|deployment/web;typed|Limit|number|;declared|Payment__Url|URL|Address %7C of%3B it;found|Tenant||;file|/config/rates.csv||Rates;folder|/data||;template|/app/t.json|/tmp/t.json|;limits|||268435456",
        ListOf(new GuardFacts
        {
            IsCompiledIn = true,
            Paths = [new RequiredPath("/config/rates.csv", true, "Rates"), new RequiredPath("/data", false)],
            Templates = [new StartTemplate("/app/t.json", "/tmp/t.json", "/src/t.json", [])],
        }));

    [TestMethod]
    public void Without_the_guard_there_is_no_list() => Assert.IsNull(ListOf(new GuardFacts { Paths = [new RequiredPath("/data", false)] }));

    [TestMethod]
    [DataRow(Program)]
    [DataRow("_ = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(\"Payment\").GetChildren();")]
    [DataRow("System.Console.WriteLine(1);")]
    public void The_guards_code_says_nothing_of_the_application(string program)
    {
        CodeFacts alone = Compiled.CSharp(program);
        string symbols = string.Concat(GuardSources.Web.Select(static s => $"#define {s}\n"));
        CodeFacts guarded = Compiled.Application([("/src/App/Program.cs", program), .. GuardSources.Of(GuardSources.Web).Append(GuardSources.Start).Select((s, i) => ($"/nuget/guard/{i}.cs", symbols + s))], []);
        CollectionAssert.AreEqual(alone.Types.Select(static t => t.Name).ToArray(), guarded.Types.Select(static t => t.Name).ToArray());
        CollectionAssert.AreEqual(alone.Calls.Select(static c => c.ToString()).ToArray(), guarded.Calls.Select(static c => c.ToString()).ToArray());
        CollectionAssert.AreEqual(Named(alone), Named(guarded));
        CollectionAssert.AreEqual(alone.Literals.Select(static c => c.ToString()).ToArray(), guarded.Literals.Select(static c => c.ToString()).ToArray());

        // Attributes of the compiler are beside the point.
        static string[] Named(CodeFacts code) => [.. code.NamedMethods.Where(static m => !(m.Type.StartsWith("System.", StringComparison.Ordinal) && m.Type.EndsWith("Attribute", StringComparison.Ordinal))).Select(static m => m.Type + "::" + m.Method).Order(StringComparer.Ordinal)];
    }

    [TestMethod]
    public void What_is_only_described_and_what_one_of_several_hosts_may_have_ends_nothing()
    {
        StringAssert.Contains(ListOf(new GuardFacts { IsCompiledIn = true }, says: false), "found|Payment__Url");
        StringAssert.Contains(ListOf(new GuardFacts { IsCompiledIn = true }, severalHosts: true), "found|Payment__Url");
    }

    [TestMethod]
    public void Secrets_of_the_images_environment_are_listed_without_their_value()
    {
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "web", ProjectFile = "/src/web.csproj", AssemblyName = "web", Version = "1.0.0" },
            Guard = new GuardFacts { IsCompiledIn = true },
            Manifests = new ManifestFacts { Name = "web", Settings = [new SettingFact { Name = "DEMO_TOKEN", Kind = SettingKind.Plain, Default = "none-of-yours", Source = "OpenShiftSetting" }] },
        };
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["$ADMIN_PASSWORD"] = "correct-horse", ["ADMIN_PASSWORD"] = "correct-horse", ["$DEMO_TOKEN"] = "none-of-yours", ["$PATH"] = "/bin" };
        string? list = StartupGuard.ListOf(facts, Compiled.CSharp("_ = 1;"), settings, severalHosts: false, hasPorts: true, OwnWorkloads.None);
        Assert.AreEqual($"workload|deployment/web;default|ADMIN_PASSWORD|{GuardRecord.Mark("correct-horse")}|;limits|||268435456", list);
        Assert.AreEqual(new GuardRecord("default", "ADMIN_PASSWORD", GuardRecord.Mark("correct-horse")), GuardRecord.Read(list).Single());
        Assert.AreEqual(new GuardRecord("file", "/a;b|c%7C", "", "x"), GuardRecord.Read(new GuardRecord("file", "/a;b|c%7C", "", "x").ToString()).Single());
    }

    [TestMethod]
    public void What_the_application_needs_of_its_container_is_in_bytes_and_thousandths()
    {
        var least = new MetadataFacts { MinMemory = "1.5Gi", MinCpu = "0.25" };
        Assert.AreEqual("workload|deployment/web;limits|1610612736|250|268435456", StartupGuard.ListOf(Bare(least), Compiled.CSharp("_ = 1;"), new Dictionary<string, string>(), severalHosts: false, hasPorts: true, OwnWorkloads.None));
        Assert.IsNull(StartupGuard.ListOf(Bare(new MetadataFacts()), Compiled.CSharp("_ = 1;"), new Dictionary<string, string>(), severalHosts: false, hasPorts: true, OwnWorkloads.None));

        static ProjectFacts Bare(MetadataFacts metadata) => new() { Identity = new ProjectIdentity { Name = "web", ProjectFile = "/src/web.csproj", AssemblyName = "web", Version = "1.0.0" }, Metadata = metadata, Guard = new GuardFacts { IsCompiledIn = true }, Manifests = new ManifestFacts { Name = "web" } };
    }

    [TestMethod]
    [DataRow(WorkloadKind.Auto, "System.Console.WriteLine(1);", false, "limits")]
    [DataRow(WorkloadKind.Auto, "System.Console.WriteLine(1);", true, "workload|deployment/import")]
    [DataRow(WorkloadKind.Auto, "while (true) { System.Threading.Thread.Sleep(1000); System.Console.WriteLine(1); }", false, "workload|deployment/import")]
    [DataRow(WorkloadKind.Deployment, "System.Console.WriteLine(1);", false, "workload|deployment/import")]
    [DataRow(WorkloadKind.CronJob, "System.Console.WriteLine(1);", false, "workload|cronjob/import")]
    [DataRow(WorkloadKind.Job, "System.Console.WriteLine(1);", true, "limits")]
    public void What_is_to_be_changed_is_the_workload_that_the_manifests_have(WorkloadKind workload, string program, bool hasPorts, string expected)
    {
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "import", ProjectFile = "/src/import.csproj", AssemblyName = "import", Version = "1.0.0" },
            Metadata = new MetadataFacts { MinMemory = "1Gi" },
            Application = new ApplicationFacts { Kind = ApplicationKind.Console },
            Guard = new GuardFacts { IsCompiledIn = true },
            Manifests = new ManifestFacts { Name = "import", Workload = workload },
        };
        string list = StartupGuard.ListOf(facts, Compiled.CSharp(program), new Dictionary<string, string>(), severalHosts: false, hasPorts, OwnWorkloads.None)!;
        Assert.AreEqual(expected, list.StartsWith("limits|", StringComparison.Ordinal) ? "limits" : list.Split(';')[0]);
    }

    [TestMethod]
    [DataRow("import", "CronJob", "batch/v1", "workload|cronjob/import")]
    [DataRow("import", "StatefulSet", "apps/v1", "workload|statefulset/import")]
    [DataRow("import", "DeploymentConfig", "apps.openshift.io/v1", "workload|deploymentconfig/import")]
    [DataRow("import", "Job", "batch/v1", "limits")]
    [DataRow("import", "Pod", "v1", "limits")]
    [DataRow("${NAME}", "DaemonSet", "apps/v1", "workload|daemonset/import")]
    [DataRow("database", "StatefulSet", "apps/v1", "workload|deployment/import")]
    [DataRow("database", "Service", "v1", "limits")]
    public void Beside_a_workload_of_the_users_own_it_names_what_there_is_then(string name, string kind, string version, string expected)
    {
        var file = new ManifestFile("openshift/own.yaml", YamlReader.Read(Encoding.UTF8.GetBytes($"apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {name}\nspec: {{}}\n"), "own.yaml"));
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "import", ProjectFile = "/src/import.csproj", AssemblyName = "import", Version = "1.0.0" },
            Metadata = new MetadataFacts { MinMemory = "1Gi" },
            Application = new ApplicationFacts { Kind = ApplicationKind.Console },
            Guard = new GuardFacts { IsCompiledIn = true },
            Manifests = new ManifestFacts { Name = "import" },
        };
        string list = StartupGuard.ListOf(facts, Compiled.CSharp("System.Console.WriteLine(1);"), new Dictionary<string, string>(), severalHosts: false, hasPorts: false, OwnWorkloads.Of([file], "import"))!;
        Assert.AreEqual(expected, list.StartsWith("limits|", StringComparison.Ordinal) ? "limits" : list.Split(';')[0]);
    }

    // A file for charts steers charts alone: beside one the Template has a Job, whose pods cannot be changed any more.
    [TestMethod]
    [DataRow("database", "StatefulSet", "apps/v1", true, false, "limits")]
    [DataRow("import", "CronJob", "batch/v1", false, true, "limits")]
    [DataRow("database", "StatefulSet", "apps/v1", false, false, "workload|deployment/import")]
    [DataRow("import", "CronJob", "batch/v1", false, false, "workload|cronjob/import")]
    public async Task It_names_no_workload_that_only_a_chart_has_where_more_is_written(string name, string kind, string version, bool template, bool kubernetes, string expected)
    {
        using var folder = new Images.TemporaryFolder();
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "import", ProjectFile = "/src/import.csproj", AssemblyName = "import", Version = "1.0.0" },
            Metadata = new MetadataFacts { MinMemory = "1Gi" },
            Application = new ApplicationFacts { Kind = ApplicationKind.Console },
            Guard = new GuardFacts { IsCompiledIn = true },
            Manifests = new ManifestFacts
            {
                Name = "import",
                Template = template,
                Kubernetes = kubernetes,
                Helm = true,
                Sources = [folder.Write("openshift/own.helm.yaml", $"apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {name}\nspec: {{}}\n")],
            },
        };
        OwnWorkloads own = await OwnManifests.DeployedAsync(facts, CancellationToken.None);
        string list = StartupGuard.ListOf(facts, Compiled.CSharp("System.Console.WriteLine(1);"), new Dictionary<string, string>(), severalHosts: false, hasPorts: false, own)!;
        Assert.AreEqual(expected, list.StartsWith("limits|", StringComparison.Ordinal) ? "limits" : list.Split(';')[0]);
    }

    // What the Template makes up for a key of the application's own is there in no container that was started by hand.
    [TestMethod]
    [DataRow("_ = System.Text.Encoding.UTF8.GetBytes(builder.Configuration[\"JWT_SIGNING_KEY\"]);", true)]
    [DataRow("_ = builder.Configuration[\"JWT_SIGNING_KEY\"];", false)]
    public void A_key_that_the_Template_generates_is_told_where_the_program_stops_without_it(string reads, bool expected)
    {
        string list = ListOf(new GuardFacts { IsCompiledIn = true }, program: $"var builder = WebApplication.CreateBuilder(args); {reads} builder.Build().Run();")!;
        Assert.AreEqual(expected, list.Split(';').Contains("found|JWT_SIGNING_KEY||"), list);
    }

    // Whoever sets the variable of a connection string that nothing reads has changed nothing.
    [TestMethod]
    [DataRow("_ = builder.Configuration[\"DBHOST\"];", false)]
    [DataRow("_ = builder.Configuration.GetConnectionString(\"Shop\");", true)]
    public void A_password_in_the_image_that_nothing_reads_is_not_to_be_changed(string reads, bool expected)
    {
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "web", ProjectFile = "/src/web.csproj", AssemblyName = "web", Version = "1.0.0" },
            Metadata = new MetadataFacts { MinMemory = "1Gi" },
            Guard = new GuardFacts { IsCompiledIn = true },
            Manifests = new ManifestFacts { Name = "web", Settings = [new SettingFact { Name = "ConnectionStrings__Shop", Kind = SettingKind.Secret, Required = true, Source = "appsettings.json ConnectionStrings:Shop" }] },
        };
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["ConnectionStrings:Shop"] = "server=localhost; userid=root; pwd=correct-horse" };
        string list = StartupGuard.ListOf(facts, Compiled.CSharp($"var builder = WebApplication.CreateBuilder(args); {reads} builder.Build().Run();"), settings, severalHosts: false, hasPorts: true, OwnWorkloads.None)!;
        Assert.AreEqual(expected, list.Split(';').Contains("secret|ConnectionStrings__Shop||"), list);
    }

    // What the compiler makes for them is the program's own, though it has a name that nobody wrote.
    [TestMethod]
    [DataRow("Use([new(1), new(2), new(3)]); void Use(IEnumerable<Own> all) { foreach (Own one in all) Console.WriteLine(one.Number); }")]
    [DataRow("Use([new(1)]); void Use(IReadOnlyList<Own> all) { foreach (Own one in all) Console.WriteLine(one.Number); }")]
    [DataRow("List<Own> first = [new(1)]; Use([.. first, new(2)]); void Use(IReadOnlyCollection<Own> all) => Console.WriteLine(all.Count);")]
    [DataRow("Use([new(1), new(2)]); void Use(ReadOnlySpan<Own> all) => Console.WriteLine(all.Length);")]
    [DataRow("var one = new { Number = 1, Name = \"a\" }; Console.WriteLine(one.Name + one.Number);")]
    [DataRow("Kept<Own>.All(o => o.Number > 1);")]
    [DataRow("Own[,] board = new Own[2, 2]; board[1, 1] = new(1); Console.WriteLine(board[1, 1].Number);")]
    [DataRow("foreach (Own one in Kept<Own>.Each(new(1))) Console.WriteLine(one.Number); await Kept<Own>.LaterAsync(new(2));")]
    public void What_the_compiler_makes_builds_no_host(string program) => Assert.IsTrue(CodeHosts.BuildsNone(
        Compiled.CSharp(program + """

            internal sealed record Own(int Number);
            internal static class Kept<T>
            {
                public static void All(Func<T, bool> asks) => Console.WriteLine(new List<T>().All(o => asks(o) && o is not null));
                public static IEnumerable<T> Each(T one) { yield return one; }
                public static async Task LaterAsync(T one) { await Task.Yield(); Console.WriteLine(one); }
            }
            """),
        new ApplicationFacts { Kind = ApplicationKind.Console, Frameworks = ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"] }));

    [TestMethod]
    [DataRow("_ = new ConfigurationBuilder().AddEnvironmentVariables().Build()[\"Payment:Url\"];", true)]
    [DataRow("_ = System.Environment.GetEnvironmentVariable(\"Payment__Url\");", true)]
    [DataRow("_ = new ServiceCollection().AddLogging().BuildServiceProvider();", true)]
    [DataRow("Host.CreateApplicationBuilder(args).Build().Run();", false)]
    [DataRow("new HostBuilder().Build().Run();", false)]
    [DataRow("WebApplication.Create(args).Run();", false)]
    [DataRow("new ServiceCollection().AddHostedService<Import>(); internal sealed class Import : BackgroundService { protected override Task ExecuteAsync(CancellationToken s) => Task.CompletedTask; }", false)]
    [DataRow("System.Reflection.Assembly.LoadFrom(args[0]).EntryPoint!.Invoke(null, null);", false)]
    public void A_program_that_builds_no_host_is_asked_before_it_begins(string program, bool expected) =>
        Assert.AreEqual(expected, ListOf(new GuardFacts { IsCompiledIn = true }, program: program)!.Split(';').Contains("host|none"));

    [TestMethod]
    [DataRow("AddEnvironmentVariables()", true)]
    [DataRow("AddEnvironmentVariables(\"APP_\").AddInMemoryCollection(new Dictionary<string, string?> { [\"Limit\"] = \"5\" }).SetBasePath(\"/config\")", true)]
    [DataRow("AddJsonFile(\"/config/app.json\")", false)]
    [DataRow("AddEnvironmentVariables().AddJsonStream(File.OpenRead(\"/config/app.json\"))", false)]
    [DataRow("AddXmlFile(\"/config/app.xml\")", false)]
    [DataRow("AddIniFile(\"/config/app.ini\")", false)]
    [DataRow("AddKeyPerFile(\"/secrets\")", false)]
    [DataRow("AddUserSecrets(\"app\")", false)]
    [DataRow("AddCommandLine(args)", false)]
    [DataRow("AddConfiguration(new ConfigurationManager())", false)]
    [DataRow("AddAzureKeyVault(\"https://vault\")", false)]
    [DataRow("AddDatabase()", false)]
    [DataRow("Add(new Etcd())", false)]
    [DataRow("Add<Etcd>(null)", false)]
    [DataRow("Ours()", false, "internal static class Ourselves { public static IConfigurationBuilder Ours(this IConfigurationBuilder b) { b.Sources.Insert(0, new Etcd()); return b; } }")]
    [DataRow("Ours()", true, "internal static class Ourselves { public static IConfigurationBuilder Ours(this IConfigurationBuilder b) => b.AddEnvironmentVariables(); }")]
    public void What_may_come_from_somewhere_else_than_the_environment_is_not_asked_for_before_it_begins(string sources, bool expected, string own = "")
    {
        const string Libraries = """
            using Microsoft.Extensions.Configuration;
            namespace Microsoft.Extensions.Configuration { public static class AzureKeyVaultConfigurationExtensions { public static IConfigurationBuilder AddAzureKeyVault(this IConfigurationBuilder b, string vault) => b; } }
            namespace Npgsql.Settings { public static class DatabaseExtensions { public static IConfigurationBuilder AddDatabase(this IConfigurationBuilder b) => b; } }
            """;
        string program = $"using Npgsql.Settings; Console.WriteLine(new ConfigurationBuilder().{sources}.Build()[\"Payment:Url\"]); {own} internal sealed class Etcd : IConfigurationSource {{ public IConfigurationProvider Build(IConfigurationBuilder b) => null!; }}";
        Assert.AreEqual(expected, ListOf(new GuardFacts { IsCompiledIn = true }, program: program, libraries: Libraries)!.Split(';').Contains("host|none"));
    }

    [TestMethod]
    public void What_a_library_builds_is_not_known_where_it_could()
    {
        CodeFacts Code(params string[] packages) => new()
        {
            Assemblies = [new CodeAssembly("App", "/app/App.dll", HasSymbols: false, UnreadMethods: 0)],
            NamedMethods = [("Gov.Sync.Tool", "Start"), ("System.Console", "WriteLine")],
            Packages = [.. packages.Select(static p => new CodePackage(p, "8.0.0"))],
        };
        var console = new ApplicationFacts { Kind = ApplicationKind.Console };
        Assert.IsTrue(CodeHosts.BuildsNone(Code("Microsoft.Extensions.Hosting.Abstractions", "Gov.Sync"), console));
        Assert.IsFalse(CodeHosts.BuildsNone(Code("Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Hosting", "Gov.Sync"), console));
        Assert.IsFalse(CodeHosts.BuildsNone(Code("Microsoft.Extensions.Hosting.Abstractions", "Gov.Sync"), console with { Frameworks = ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"] }));
        Assert.IsFalse(CodeHosts.BuildsNone(Code("Gov.Sync"), console), "Nothing is known of its packages.");
        Assert.IsFalse(CodeHosts.BuildsNone(CodeFacts.Empty, console), "Nothing was read.");
    }

    private static string? ListOf(GuardFacts guard, bool says = true, bool severalHosts = false, string program = Program, string? libraries = null)
    {
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "web", ProjectFile = "/src/web.csproj", AssemblyName = "web", Version = "1.0.0" },
            Guard = guard,
            Manifests = new ManifestFacts
            {
                Name = "web",
                Settings = [new SettingFact { Name = "Payment__Url", Required = true, SaysRequired = says, Type = "URL", Description = "Address | of; it", Source = "OpenShiftSetting" }, new SettingFact { Name = "Limit", Default = "5", Type = "number", Source = "OpenShiftSetting" }],
            },
        };
        return StartupGuard.ListOf(facts, Compiled.CSharp(program, libraries), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), severalHosts, hasPorts: true, OwnWorkloads.None);
    }
}
