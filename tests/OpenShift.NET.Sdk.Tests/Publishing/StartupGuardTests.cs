using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Tests.Code;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Publishing;

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
    public void The_guards_code_says_nothing_of_the_application()
    {
        CodeFacts alone = Compiled.CSharp(Program);
        CodeFacts guarded = Compiled.Application([("/src/App/Program.cs", Program), ("/nuget/guard/OpenShiftGuard.cs", "#define OPENSHIFT_GUARD_HOST\n" + File.ReadAllText(Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Guard", "OpenShiftGuard.cs")))], []);
        CollectionAssert.AreEqual(alone.Types.Select(static t => t.Name).ToArray(), guarded.Types.Select(static t => t.Name).ToArray());
        CollectionAssert.AreEqual(alone.Calls.Select(static c => c.ToString()).ToArray(), guarded.Calls.Select(static c => c.ToString()).ToArray());
        CollectionAssert.AreEqual(alone.Literals.Select(static c => c.ToString()).ToArray(), guarded.Literals.Select(static c => c.ToString()).ToArray());
    }

    [TestMethod]
    public void What_is_only_described_and_what_one_of_several_hosts_may_have_ends_nothing()
    {
        StringAssert.Contains(ListOf(new GuardFacts { IsCompiledIn = true }, says: false), "found|Payment__Url");
        StringAssert.Contains(ListOf(new GuardFacts { IsCompiledIn = true }, severalHosts: true), "found|Payment__Url");
    }

    [TestMethod]
    public void What_the_application_needs_of_its_container_is_in_bytes_and_thousandths()
    {
        var least = new MetadataFacts { MinMemory = "1.5Gi", MinCpu = "0.25" };
        Assert.AreEqual("workload|deployment/web;limits|1610612736|250|268435456", StartupGuard.ListOf(Bare(least), Compiled.CSharp("_ = 1;"), new Dictionary<string, string>(), severalHosts: false));
        Assert.IsNull(StartupGuard.ListOf(Bare(new MetadataFacts()), Compiled.CSharp("_ = 1;"), new Dictionary<string, string>(), severalHosts: false));

        static ProjectFacts Bare(MetadataFacts metadata) => new() { Identity = new ProjectIdentity { Name = "web", ProjectFile = "/src/web.csproj", AssemblyName = "web", Version = "1.0.0" }, Metadata = metadata, Guard = new GuardFacts { IsCompiledIn = true }, Manifests = new ManifestFacts { Name = "web" } };
    }

    private static string? ListOf(GuardFacts guard, bool says = true, bool severalHosts = false)
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
        return StartupGuard.ListOf(facts, Compiled.CSharp(Program), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), severalHosts);
    }
}
