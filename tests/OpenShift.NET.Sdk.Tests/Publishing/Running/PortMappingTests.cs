using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Running;

namespace OpenShift.NET.Sdk.Tests.Publishing.Running;

[TestClass]
public sealed class PortMappingTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("8080", "8080:8080")]
    [DataRow("18080:8080; 0:9090,", "18080:8080 0:9090")]
    public void Ports_are_written_as_podman_has_them(string text, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', PortMapping.Parse(text, "--port").Select(static m => FormattableString.Invariant($"{m.Machine}:{m.Container}"))));

    [TestMethod]
    [DataRow("x")]
    [DataRow("8080:")]
    [DataRow("8080:0")]
    [DataRow("70000:8080")]
    [DataRow("-1:8080")]
    [DataRow("127.0.0.1:1:2")]
    public void What_is_no_port_is_told_with_where_it_stands(string text)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => PortMapping.Parse(text, "OpenShiftRunPorts"));
        Assert.AreEqual(ToolCodes.InvalidPort, e.Code);
        Assert.Contains($"OpenShiftRunPorts '{text}'", e.Message);
    }
}
