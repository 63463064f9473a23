using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Projects;

[TestClass]
public sealed class ListeningPortsTests
{
    private static readonly PortFact s_endpoint = new(8443, "tcp", "appsettings.json Kestrel:Endpoints:Https:Url");
    private static readonly PortFact s_urls = new(5005, "tcp", "appsettings.json urls");

    [TestMethod]
    public void Port_numbers_come_from_the_base_images_variable() => Ports("8080", "ASPNETCORE_HTTP_PORTS=8080");

    [TestMethod]
    public void Several_ports_are_ordered_and_each_named_once() => Ports("80,8080,8443", "ASPNETCORE_HTTP_PORTS=8080;80; 8080", "ASPNETCORE_HTTPS_PORTS=8443");

    [TestMethod]
    public void Urls_overrule_port_numbers() => Ports("5000", "ASPNETCORE_HTTP_PORTS=8080", "ASPNETCORE_URLS=http://+:5000");

    [TestMethod]
    public void An_empty_urls_setting_leaves_it_to_the_port_numbers() => Ports("8080", "ASPNETCORE_URLS=", "ASPNETCORE_HTTP_PORTS=8080");

    [TestMethod]
    public void DOTNET_overrules_ASPNETCORE() => Ports("7000", "DOTNET_URLS=http://*:7000", "ASPNETCORE_URLS=http://*:6000");

    [TestMethod]
    public void An_unprefixed_variable_overrules_all_of_its_key() => Ports("9000", [s_urls], "ASPNETCORE_URLS=http://*:6000", "URLS=http://*:9000");

    [TestMethod]
    public void The_last_entry_of_a_variable_wins() => Ports("2", "HTTP_PORTS=1", "HTTP_PORTS=2");

    [TestMethod]
    public void Appsettings_urls_overrule_the_prefixed_variables() => Ports("5005", [s_urls], "ASPNETCORE_URLS=http://*:6000", "ASPNETCORE_HTTP_PORTS=8080");

    [TestMethod]
    public void Kestrel_endpoints_overrule_everything_else() => Ports("8443", [s_urls, s_endpoint], "URLS=http://*:9000", "ASPNETCORE_HTTP_PORTS=8080");

    [TestMethod]
    public void An_endpoint_in_the_environment_overrules_the_one_of_that_name_and_adds_others() =>
        Ports("81,444", [s_endpoint], "Kestrel__Endpoints__Https__Url=https://*:444", "KESTREL__ENDPOINTS__Other__Url=http://*:81");

    [TestMethod]
    public void Facts_from_the_environment_are_left_to_the_environment_itself() => Ports("8080", [new PortFact(80, "tcp", "ASPNETCORE_HTTP_PORTS")], "ASPNETCORE_HTTP_PORTS=8080");

    [TestMethod]
    public void Nothing_configured_says_nothing()
    {
        ListeningPorts none = ListeningPorts.Resolve([], ["PATH=/bin", "=x", "noequals"]);
        Assert.IsFalse(none.IsConfigured);
        Assert.IsEmpty(none.Ports);
    }

    [TestMethod]
    public void Unix_sockets_are_configured_and_have_no_port()
    {
        ListeningPorts socket = ListeningPorts.Resolve([], ["ASPNETCORE_URLS=http://unix:/run/app.sock", "ASPNETCORE_HTTP_PORTS=8080"]);
        Assert.IsTrue(socket.IsConfigured);
        Assert.IsEmpty(socket.Ports);
        Assert.IsEmpty(socket.NotUnderstood);
    }

    [TestMethod]
    [DataRow("ASPNETCORE_HTTP_PORTS=http", "ASPNETCORE_HTTP_PORTS ('http' is no fixed port number)")]
    [DataRow("ASPNETCORE_HTTP_PORTS=0", "ASPNETCORE_HTTP_PORTS ('0' is no fixed port number)")]
    [DataRow("HTTPS_PORTS=70000", "HTTPS_PORTS ('70000' is no fixed port number)")]
    [DataRow("URLS=http://*:$(PORT)", "URLS ('http://*:$(PORT)' is no address with a fixed port)")]
    [DataRow("URLS=*:80", "URLS ('*:80' is no address with a fixed port)")]
    [DataRow("URLS=tcp://*:80", "URLS ('tcp://*:80' is no address with a fixed port)")]
    [DataRow("URLS=http://", "URLS ('http://' is no address with a fixed port)")]
    [DataRow("URLS=http://*:0", "URLS ('http://*:0' is no address with a fixed port)")]
    public void What_is_not_understood_is_told(string entry, string told)
    {
        ListeningPorts result = ListeningPorts.Resolve([], [entry]);
        Assert.AreEqual(told, Assert.ContainsSingle(result.NotUnderstood));
        Assert.IsEmpty(result.Ports);
    }

    [TestMethod]
    [DataRow("http://+:8080", 8080, false)]
    [DataRow("HTTP://0.0.0.0:81/base", 81, false)]
    [DataRow("https://[::]:8443", 8443, false)]
    [DataRow("http://[::1]:5000", 5000, true)]
    [DataRow("http://localhost:5000", 5000, true)]
    [DataRow("http://127.0.0.1", 80, true)]
    [DataRow("https://shop.example", 443, false)]
    [DataRow("http://[::]", 80, false)]
    public void An_address_gives_port_and_loopback(string address, int number, bool loopback)
    {
        Assert.IsTrue(ListeningPorts.TryReadAddress(address, "URLS", out PortFact? port));
        Assert.AreEqual(new PortFact(number, "tcp", "URLS", loopback, Tls: address.StartsWith("https", StringComparison.Ordinal)), port);
    }

    [TestMethod]
    public void A_port_that_is_open_to_all_is_not_taken_for_a_loopback_one()
    {
        ListeningPorts result = ListeningPorts.Resolve([], ["URLS=http://localhost:80;http://+:80"]);
        Assert.IsFalse(Assert.ContainsSingle(result.Ports).LoopbackOnly);
    }

    private static void Ports(string expected, params ImmutableArray<string> environment) => Ports(expected, [], environment);

    private static void Ports(string expected, ImmutableArray<PortFact> facts, params ImmutableArray<string> environment) =>
        Assert.AreEqual(expected, string.Join(',', ListeningPorts.Resolve(facts, environment).Ports.Select(p => p.Number)));
}
