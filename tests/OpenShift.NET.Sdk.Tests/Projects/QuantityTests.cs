using System.Globalization;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Projects;

[TestClass]
public sealed class QuantityTests
{
    [TestMethod]
    [DataRow("2", "2")]
    [DataRow("0", "0")]
    [DataRow("250m", "0.25")]
    [DataRow("100n", "0.0000001")]
    [DataRow("3u", "0.000003")]
    [DataRow("1k", "1000")]
    [DataRow("1Ki", "1024")]
    [DataRow("512Mi", "536870912")]
    [DataRow("1.5Gi", "1610612736")]
    [DataRow("1Ti", "1099511627776")]
    [DataRow("2E", "2000000000000000000")]
    [DataRow("2E3", "2000")]
    [DataRow("1e3", "1000")]
    [DataRow("1e-3", "0.001")]
    [DataRow("12e+2", "1200")]
    [DataRow("+4", "4")]
    [DataRow("-4", "-4")]
    [DataRow(".5", "0.5")]
    [DataRow("5.", "5")]
    public void A_quantity_is_the_number_Kubernetes_reads(string text, string value)
    {
        Assert.IsTrue(Quantity.TryParse(text, out Quantity quantity));
        Assert.AreEqual(decimal.Parse(value, CultureInfo.InvariantCulture), quantity.Value);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow(".")]
    [DataRow("+")]
    [DataRow("Mi")]
    [DataRow("512MB")]
    [DataRow("512 Mi")]
    [DataRow(" 512Mi")]
    [DataRow("1K")]
    [DataRow("1KI")]
    [DataRow("1.2.3")]
    [DataRow("--1")]
    [DataRow("1e")]
    [DataRow("1e1.5")]
    [DataRow("0x10")]
    [DataRow("١")]
    public void Other_texts_are_no_quantities(string? text) => Assert.IsFalse(Quantity.TryParse(text, out _));

    [TestMethod]
    [DataRow("100E")]
    [DataRow("16Ei")]
    [DataRow("1e40")]
    [DataRow("99999999999999999999999999999999999999")]
    public void What_is_too_large_is_capped(string text)
    {
        Assert.IsTrue(Quantity.TryParse(text, out Quantity quantity));
        Assert.AreEqual(long.MaxValue, quantity.Value);
    }

    [TestMethod]
    public void What_is_finer_than_nano_is_rounded_up()
    {
        Assert.IsTrue(Quantity.TryParse("0.5n", out Quantity half));
        Assert.IsTrue(Quantity.TryParse("1e-12", out Quantity tiny));
        Assert.AreEqual(0.000_000_001m, half.Value);
        Assert.AreEqual(0.000_000_001m, tiny.Value);
    }

    [TestMethod]
    public void Quantities_are_ordered_by_value()
    {
        Assert.IsTrue(Quantity.TryParse("1000Mi", out Quantity smaller));
        Assert.IsTrue(Quantity.TryParse("1Gi", out Quantity larger));
        Assert.IsLessThan(0, smaller.CompareTo(larger));
    }
}
