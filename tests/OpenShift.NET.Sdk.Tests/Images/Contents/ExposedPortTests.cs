using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Images.Contents;

[TestClass]
public sealed class ExposedPortTests
{
    [TestMethod]
    [DataRow("8080/tcp", 8080, "tcp")]
    [DataRow("8080", 8080, "tcp")]
    [DataRow("53/udp", 53, "udp")]
    [DataRow("36412/sctp", 36412, "sctp")]
    [DataRow("1", 1, "tcp")]
    [DataRow("65535", 65535, "tcp")]
    public void A_valid_key_gives_number_and_protocol(string key, int number, string protocol)
    {
        ExposedPort port = ExposedPort.Parse(key);
        Assert.IsNull(port.Problem);
        Assert.AreEqual(number, port.Number);
        Assert.AreEqual(protocol, port.Protocol);
        Assert.AreEqual($"{number}/{protocol}", port.ToString());
    }

    [TestMethod]
    [DataRow("0", "is not between 1 and 65535")]
    [DataRow("65536/tcp", "is not between 1 and 65535")]
    [DataRow("", "has '' where a port number belongs")]
    [DataRow("http/tcp", "has 'http' where a port number belongs")]
    [DataRow("-1/tcp", "has '-1' where a port number belongs")]
    [DataRow(" 80", "has ' 80' where a port number belongs")]
    [DataRow("8000-8010/tcp", "has '8000-8010' where a port number belongs")]
    [DataRow("99999999999999", "has '99999999999999' where a port number belongs")]
    [DataRow("80/", "names no protocol after '/'")]
    [DataRow("80/TCP", "has the protocol 'TCP', which is none of tcp, udp and sctp")]
    [DataRow("80/http", "has the protocol 'http', which is none of tcp, udp and sctp")]
    public void An_invalid_key_says_what_is_wrong(string key, string problem)
    {
        ExposedPort port = ExposedPort.Parse(key);
        Assert.AreEqual(problem, port.Problem);
        Assert.AreEqual(0, port.Number);
        Assert.AreEqual(key, port.ToString());
    }
}
