using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages;

namespace OpenShift.NET.Sdk.Tests.Guidelines.G14_ServicesBetweenImages;

[TestClass]
public sealed class EndpointTextTests
{
    [TestMethod]
    [DataRow("X", "http://10.1.2.3/a", "10.1.2.3")]
    [DataRow("X", "http://user:secret@10.1.2.3:8080", "10.1.2.3:8080")]
    [DataRow("X", "amqp://a:1,amqp://b:2", "a:1 b:2")]
    [DataRow("X", "redis:6379,password=x", "redis:6379")]
    [DataRow("X", "Server=tcp:db,1433;Database=shop", "db")]
    [DataRow("X", "Data Source=db\\SQLEXPRESS;Password=x", "db")]
    [DataRow("X", "Host=10.0.0.1;Port=5432", "10.0.0.1")]
    [DataRow("X", "http://[fd00::1]:8080/", "fd00::1:8080")]
    [DataRow("X", "10.0.0.0", "")]
    [DataRow("X", "1.2.3.4", "")]
    [DataRow("X", "10.0.0.0/8", "")]
    [DataRow("X", "/var/data", "")]
    [DataRow("X", "://", "")]
    [DataRow("X", "http://", "")]
    [DataRow("X", "Information", "")]
    [DataRow("ForwardedHeaders__KnownProxies__0", "http://10.0.0.1", "10.0.0.1")]
    [DataRow("ForwardedHeaders__KnownProxies", "http://10.0.0.1", "")]
    [DataRow("NO_PROXY", "localhost:80", "")]
    public void The_hosts_of_a_value_are_found(string name, string value, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', EndpointText.HostsIn(name, value).Select(h => h.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{h.Host}:{port}") : h.Host)));

    [TestMethod]
    [DataRow("10.1.2.3", true)]
    [DataRow("fd00::1", true)]
    [DataRow("127.0.0.1", false)]
    [DataRow("0.0.0.0", false)]
    [DataRow("192.0.2.1", false)]
    [DataRow("169.254.169.254", false)]
    [DataRow("255.255.255.255", false)]
    [DataRow("orders", false)]
    [DataRow("8080", false)]
    public void Fixed_addresses_are_those_of_one_machine(string host, bool isFixed) => Assert.AreEqual(isFixed, EndpointText.IsFixedAddress(host));
}
