using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing.Neighbours;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tests.Publishing.Solutions;

/// <summary>Who calls whom, by what the settings of a solution's services say.</summary>
[TestClass]
public sealed class ServiceLinksTests
{
    private static readonly SolutionPort s_http = new("http", 80, 8080, "http");
    private static readonly SolutionPort s_grpc = new("grpc", 5001, 5001, "kubernetes.io/h2c");

    [TestMethod]
    // The port on which developers start the other one.
    [DataRow("CatalogUrl", "http://localhost:5101", "http://catalog:5101", "http://shop-catalog-api")]
    [DataRow("Backend__BaseUrl", "https://localhost:5101/v1/?a=b", "https://backend:5101/v1/?a=b", "http://shop-catalog-api/v1/?a=b")]
    // The setting's name.
    [DataRow("Services__Catalog", "http://localhost:9999/", "http://catalog:9999/", "http://shop-catalog-api/")]
    // A name that is written down: of the project, of its Service, with a port that the Service does not have.
    [DataRow("Url", null, "http://catalog", "http://shop-catalog-api")]
    [DataRow("Url", null, "http://catalog-api:8080/api", "http://shop-catalog-api/api")]
    [DataRow("Url", null, "http://catalogapi", "http://shop-catalog-api")]
    [DataRow("Url", null, "http://Shop.Catalog.Api", "http://shop-catalog-api")]
    [DataRow("Url", null, "https://shop-catalog-api", "http://shop-catalog-api")]
    [DataRow("services__catalog__http__0", null, "http://catalog", "http://shop-catalog-api")]
    [DataRow("Hub", null, "ws://catalog/hub", "ws://shop-catalog-api/hub")]
    // What is right stays.
    [DataRow("Url", null, "http://shop-catalog-api", "http://shop-catalog-api")]
    [DataRow("Url", null, "http://shop-catalog-api:80/x", "http://shop-catalog-api:80/x")]
    // The port that was meant.
    [DataRow("CatalogGrpcUrl", "http://localhost:5101", "http://catalog:5101", "http://shop-catalog-api:5001")]
    [DataRow("Url", null, "http://catalog:5001", "http://shop-catalog-api:5001")]
    public void A_service_is_known_by_its_port_or_its_name(string setting, string? replaces, string value, string address)
    {
        ServiceLink link = Find(Web(Setting(setting, value) with { Replaces = replaces }), Catalog, Orders).Single();
        Assert.AreEqual(("shop-web", "shop-catalog-api", setting, address), (link.Caller, link.Callee, link.Setting, link.Address));
        string before = replaces ?? value;
        Assert.AreEqual(before == address ? null : before, link.Replaces);
    }

    [TestMethod]
    [DataRow("Url", "http://localhost:5100", "http://backend:5100", SettingKind.Endpoint)] // its own
    [DataRow("BackendUrl", "http://localhost:7777", "http://backend:7777", SettingKind.Endpoint)] // nobody's, and no name
    [DataRow("PaymentUrl", "http://localhost:7777", "http://payment:7777", SettingKind.Endpoint)]
    [DataRow("Url", null, "https://catalog.example.com", SettingKind.Endpoint)]
    [DataRow("Url", null, "https://api", SettingKind.Endpoint)] // what any could be called
    // Names that anybody can register.
    [DataRow("Url", null, "https://catalog.web.app/v1", SettingKind.Endpoint)]
    [DataRow("Url", null, "https://orders.host", SettingKind.Endpoint)]
    [DataRow("Url", null, "https://orders.services", SettingKind.Endpoint)]
    [DataRow("Url", null, "https://catalog.app", SettingKind.Endpoint)]
    [DataRow("Url", null, "https://shop.orders", SettingKind.Endpoint)]
    [DataRow("Url", null, "http://catalog.shop.svc.cluster.local", SettingKind.Endpoint)] // another Service, of another namespace
    [DataRow("OrdersUrl", "http://localhost:5101", "http://orders:5101", SettingKind.Endpoint)] // the port says Catalog, the name Orders
    [DataRow("Amqp", null, "amqp://catalog", SettingKind.Endpoint)]
    [DataRow("Url", null, "http://me:secret@catalog", SettingKind.Endpoint)]
    [DataRow("Jwt__Issuer", "http://localhost:5101", "http://localhost:5101", SettingKind.Endpoint)] // a name, which is compared
    [DataRow("Cors__Origins", null, "http://catalog", SettingKind.Endpoint)]
    [DataRow("CatalogUrl", "http://localhost:5101", "http://localhost:5101", SettingKind.OwnAddress)]
    [DataRow("CatalogUrl", null, null, SettingKind.Secret)]
    [DataRow("Greeting", null, "catalog", SettingKind.Plain)]
    public void What_is_not_sure_is_left_alone(string setting, string? replaces, string? value, SettingKind kind) =>
        Assert.IsEmpty(Find(Web(Setting(setting, value) with { Replaces = replaces, Kind = kind }), Catalog, Orders));

    [TestMethod]
    [DataRow("CatalogService__BaseUrl", "http://shop-catalog-api")]
    [DataRow("CATALOG_API_URL", "http://shop-catalog-api")]
    [DataRow("Services__Catalog__BaseAddress", "http://shop-catalog-api")]
    [DataRow("Grpc__CatalogUrl", "http://shop-catalog-api:5001")]
    public void A_setting_that_the_program_stops_without_and_that_nobody_gives_a_value_is_known_by_its_name(string setting, string address)
    {
        SettingFact required = Setting(setting, null) with { Kind = SettingKind.Plain, Required = true };
        ServiceLink link = Find(Web(required), Catalog, Orders).Single();
        Assert.AreEqual(("shop-catalog-api", address, "", "nothing", "and the setting's name is that of Shop.Catalog.Api"), (link.Callee, link.Address, link.Replaces, link.Said, link.Reason));
        Assert.AreEqual(address, Find(Web(required with { Source = "OpenShiftSetting" }), Catalog, Orders).Single().Address, "declared as OSC1611 asks for");
        ImmutableArray<SolutionMember> members = [Web(required), Orders, Catalog];
        Assert.IsEmpty(SolutionFit.WithOpenPorts(members, ServiceLinks.Find(members), areAll: true)[2].OpenPorts);

        // It may do without; somebody else gives it; it is its own.
        Assert.IsEmpty(Find(Web(required with { Required = false }), Catalog, Orders));
        Assert.IsEmpty(Find(Web(required) with { Given = ImmutableDictionary<string, string>.Empty.Add(setting, "http://elsewhere") }, Catalog, Orders));
        Assert.IsEmpty(Find(Catalog with { Settings = [required] }, Orders));
    }

    [TestMethod]
    [DataRow("BaseUrl", SettingKind.Plain)]
    [DataRow("Payment__BaseUrl", SettingKind.Plain)]
    [DataRow("Catalog__Name", SettingKind.Plain)]
    [DataRow("Catalog__Endpoint", SettingKind.Plain)] // a cloud's as often
    [DataRow("Catalog__CallbackUrl", SettingKind.Plain)]
    [DataRow("CatalogUrl", SettingKind.Secret)]
    public void A_name_that_says_no_address_of_a_service_is_left_alone(string setting, SettingKind kind) =>
        Assert.IsEmpty(Find(Web(Setting(setting, null) with { Kind = kind, Required = true }), Catalog, Orders));

    [TestMethod]
    public void A_name_or_a_port_that_two_could_have_is_nobodys()
    {
        SolutionMember catalog = Catalog with { Repository = "" };
        SolutionMember other = catalog with { Name = "old-catalog", Project = "Catalog.Old.Api", LaunchPorts = [5101] };
        SolutionMember same = catalog with { Name = "admin-catalog", Project = "Shop.Catalog" };
        Assert.IsEmpty(Find(Web(Setting("CatalogUrl", "http://catalog:5101") with { Replaces = "http://localhost:5101" }), catalog, other));
        Assert.IsEmpty(Find(Web(Setting("Url", "http://catalog")), catalog, same with { Project = "Shop.CatalogService" }));
        Assert.AreEqual("admin-catalog", Find(Web(Setting("Url", "http://catalog")), catalog, same).Single().Callee, "one has that very name, the other is called by it at most");
        Assert.AreEqual("shop-catalog-api", Find(Web(Setting("Url", "http://shop-catalog-api")), catalog, same).Single().Callee, "the Service's own name comes first");
    }

    [TestMethod]
    public void What_somebody_has_written_down_keeps_its_value_and_still_tells_who_calls()
    {
        SettingFact declared = Setting("Url", "http://catalog") with { Source = "OpenShiftSetting" };
        Assert.IsEmpty(Find(Web(declared), Catalog, Orders));
        ServiceLink link = Find(Web(declared with { Default = "http://shop-catalog-api/x" }), Catalog, Orders).Single();
        Assert.AreEqual((null, "http://shop-catalog-api/x", 8080), (link.Replaces, link.Address, link.Port));
        SolutionMember given = Web(Setting("Url", "http://catalog:5101") with { Replaces = "http://localhost:5101" }) with { Given = ImmutableDictionary<string, string>.Empty.Add("Url", "http://elsewhere") };
        Assert.IsEmpty(Find(given, Catalog, Orders));
        link = Find(given with { Given = ImmutableDictionary<string, string>.Empty.Add("Url", "http://shop-catalog-api:5001") }, Catalog, Orders).Single();
        Assert.AreEqual((null, 5001), (link.Replaces, link.Port));
    }

    [TestMethod]
    [DataRow("Auth__Authority")]
    [DataRow("Oidc__MetadataAddress")]
    [DataRow("Oidc__DiscoveryUrl")]
    public void Who_checks_tokens_against_another_one_calls_it_and_keeps_the_address_that_stands_in_the_tokens(string setting)
    {
        ServiceLink link = Find(Web(Setting(setting, "http://identity:5101/x") with { Replaces = "http://localhost:5101/x" }), Catalog, Orders).Single();
        Assert.AreEqual(("shop-catalog-api", 8080, null), (link.Callee, link.Port, link.Replaces));
    }

    [TestMethod]
    public void A_value_that_only_the_code_has_is_replaced_and_one_without_a_Service_is_not()
    {
        SettingFact offered = Setting("CatalogUrl", null) with { Kind = SettingKind.Plain, IsOffered = true, OwnValue = "http://localhost:5101" };
        Assert.AreEqual("http://shop-catalog-api", Find(Web(offered), Catalog, Orders).Single().Address);
        Assert.IsEmpty(Find(Web(offered), Catalog with { Ports = [] }, Orders));
    }

    [TestMethod]
    public void Who_cannot_be_told_by_a_label_keeps_the_port_open_for_all()
    {
        ImmutableArray<SolutionMember> members = [Web(Setting("A", "http://catalog"), Setting("B", "http://catalog:5001")), Orders with { Settings = [Setting("A", "http://catalog:5001")] }, Catalog];
        ServiceNeighbours all = ServiceNeighbours.Of(Catalog, members, ServiceLinks.Find(members));
        CollectionAssert.AreEqual((string[])["shop-orders:5001", "shop-web:5001", "shop-web:8080"], all.Callers.Select(static c => $"{c.Name}:{c.Port}").ToArray());
        members = members.SetItem(1, members[1] with { IsLabelled = false });
        ServiceNeighbours some = ServiceNeighbours.Of(Catalog, members, ServiceLinks.Find(members));
        CollectionAssert.AreEqual((string[])["shop-web:8080"], some.Callers.Select(static c => $"{c.Name}:{c.Port}").ToArray());
    }

    [TestMethod]
    // Whoever is not known to call which port may call any.
    [DataRow("Backends", "http://catalog;http://orders", SettingKind.Endpoint)]
    [DataRow("Url", "http://catalog.shop.svc", SettingKind.Endpoint)]
    [DataRow("Url", "http://shop-catalog-api.shop", SettingKind.Endpoint)]
    [DataRow("Url", "http://shop-catalog-api.shop.svc:9999", SettingKind.Endpoint)]
    [DataRow("Catalog__Host", "catalog", SettingKind.Endpoint)]
    [DataRow("Peer", "shop-catalog-api", SettingKind.Plain)]
    [DataRow("Peer", "shop-catalog-api:5001", SettingKind.Plain)]
    [DataRow("Catalog__Connection", null, SettingKind.Secret)]
    [DataRow("CatalogUrl", "http://localhost:5101", SettingKind.OwnAddress)]
    [DataRow("CatalogUrl", null, SettingKind.Endpoint)]
    [DataRow("", "http://shop-catalog-api:5001,http://elsewhere", SettingKind.Plain)]
    public void Who_is_spoken_of_in_any_other_form_stays_open(string setting, string? value, SettingKind kind)
    {
        SolutionMember web = setting.Length == 0 ? Web() with { Addresses = [value!] } : Web(Setting(setting, value) with { Kind = kind });
        ImmutableArray<SolutionMember> members = [web, Orders with { Settings = [Setting("A", "http://catalog:5001")] }, Catalog];
        members = SolutionFit.WithOpenPorts(members, ServiceLinks.Find(members), areAll: true);
        CollectionAssert.AreEqual((int[])[8080, 5001], members[2].OpenPorts.ToArray());
        Assert.IsEmpty(ServiceNeighbours.Of(members[2], members, ServiceLinks.Find(members)).Callers);
    }

    [TestMethod]
    [DataRow("Cors__Origins", "http://catalog")]
    [DataRow("Catalog__PageSize", "10")]
    [DataRow("Queue", "catalog")]
    [DataRow("Url", "http://catalog:5001")]
    public void What_is_no_call_or_one_that_is_known_opens_nothing(string setting, string value)
    {
        ImmutableArray<SolutionMember> members = [Web(Setting(setting, value) with { Kind = value.Contains(':', StringComparison.Ordinal) ? SettingKind.Endpoint : SettingKind.Plain }), Orders, Catalog];
        Assert.IsEmpty(SolutionFit.WithOpenPorts(members, ServiceLinks.Find(members), areAll: true)[2].OpenPorts);
        Assert.HasCount(2, SolutionFit.WithOpenPorts(members, ServiceLinks.Find(members), areAll: false)[2].OpenPorts);
    }

    [TestMethod]
    [DataRow("http://shop-catalog-api.shop.svc.cluster.local/v1", 8080)]
    [DataRow("http://shop-catalog-api.shop.svc:5001", 5001)]
    public void A_name_of_the_cluster_is_read_and_stays(string address, int port)
    {
        foreach (SolutionMember web in (SolutionMember[])[Web(Setting("Url", address)), Web() with { Addresses = [address] }])
        {
            ServiceLink link = Find(web, Catalog, Orders).Single();
            Assert.AreEqual(("shop-catalog-api", address, port, null), (link.Callee, link.Address, link.Port, link.Replaces));
        }
    }

    [TestMethod]
    public void An_Aspire_host_says_what_a_project_is_called()
    {
        using var folder = new Images.TemporaryFolder();
        string host = folder.Write("Host/Host.csproj", """<Project Sdk="Microsoft.NET.Sdk"><Sdk Name="Aspire.AppHost.Sdk" Version="9.5.0" /></Project>""");
        folder.Write("Host/Program.cs", """
            var stock = builder.AddProject<Projects.Shop_Catalog_Api>("stock", launchProfileName: "http").WithReference(cache);
            builder.AddProject< Projects.Shop_Web >(name: "front").WithReference(stock);
            builder.AddProject<Projects.Shop_Orders>(Names.Orders);
            // builder.AddProject<Projects.Shop_Catalog_Api>("before");
            var page = "http://example.com"; /* builder.AddProject<Projects.Shop_Web>("once");
            builder.AddProject<Projects.Shop_Web>("twice"); */
            """);
        folder.Write("Host/obj/Old.cs", """builder.AddProject<Projects.Shop_Catalog_Api>("old");""");
        string library = folder.Write("Words/Words.csproj", """<Project Sdk="Microsoft.NET.Sdk"><!-- <Sdk Name="Aspire.AppHost.Sdk" /> --></Project>""");
        folder.Write("Words/Text.cs", """builder.AddProject<Projects.Shop_Catalog_Api>("words");""");
        ILookup<string, string> names = AspireNames.Find([host, library, folder["None/None.csproj"]]);
        CollectionAssert.AreEqual((string[])["stock"], names[AspireNames.Written("Shop.Catalog.Api")].ToArray());
        CollectionAssert.AreEqual((string[])["front"], names[AspireNames.Written("Shop.Web")].ToArray());
        Assert.IsEmpty(names[AspireNames.Written("Shop.Orders")]);
        Assert.IsEmpty(Find(Web(Setting("services__stock__http__0", "http://stock")), Catalog, Orders));
        Assert.AreEqual("http://shop-catalog-api", Find(Web(Setting("services__stock__http__0", "http://stock")), Catalog with { Aliases = ["stock"] }, Orders).Single().Address);
    }

    [TestMethod]
    public void Who_is_called_by_an_address_in_the_code_lets_the_caller_in()
    {
        ServiceLink link = Find(Web() with { Addresses = ["http://shop-catalog-api:5001/x", "http://elsewhere", "https+http://orders"] }, Catalog, Orders)[0];
        Assert.AreEqual(("", "shop-catalog-api", 5001, null), (link.Setting, link.Callee, link.Port, link.Replaces));
        Assert.AreEqual("shop-web:8080", ServiceNeighbours.Of(Orders, [Orders, Web()], Find(Web() with { Addresses = ["https+http://orders"] }, Orders)).Callers.Select(static c => $"{c.Name}:{c.Port}").Single());
    }

    private static SolutionMember Catalog => new() { Name = "shop-catalog-api", Project = "Shop.Catalog.Api", Repository = "team/catalog", LaunchPorts = [5101, 7101], Ports = [s_http, s_grpc], IsLabelled = true };

    private static SolutionMember Orders => new() { Name = "shop-orders", Project = "Shop.Orders", LaunchPorts = [5102], Ports = [s_http], IsLabelled = true };

    private static SolutionMember Web(params SettingFact[] settings) => new() { Name = "shop-web", Project = "Shop.Web", LaunchPorts = [5100], Ports = [s_http], Settings = [.. settings], IsLabelled = true };

    private static SettingFact Setting(string name, string? value) => new() { Name = name, Kind = SettingKind.Endpoint, Default = value, Source = "appsettings.json" };

    private static ImmutableArray<ServiceLink> Find(params SolutionMember[] members) => ServiceLinks.Find([.. members]);
}
