using System.Globalization;
using CsCheck;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Projects;

/// <summary>What holds of every quantity.</summary>
[TestClass]
public sealed class QuantityProperties
{
    private static readonly (string Suffix, decimal Scale)[] s_suffixes = [("", 1), ("m", 0.001m), ("k", 1000), ("M", 1_000_000), ("Ki", 1024), ("Mi", 1 << 20), ("Gi", 1 << 30), ("e3", 1000), ("E-2", 0.01m)];

    [TestMethod]
    public void A_number_and_its_unit_are_their_product() => Gen.Select(Gen.Int[0, 1_000_000], Gen.OneOf(s_suffixes)).Sample(
        static (number, unit) =>
        {
            Assert.IsTrue(Quantity.TryParse(number.ToString(CultureInfo.InvariantCulture) + unit.Suffix, out Quantity quantity));
            Assert.AreEqual(number * unit.Scale, quantity.Value);
        },
        iter: 1_000);

    [TestMethod]
    public void Any_text_is_a_quantity_within_its_bounds_or_none() => Gen.String[Gen.Char["0123456789.+-eEmkMGTPiKnu "], 0, 40].Sample(
        static text =>
        {
            if (Quantity.TryParse(text, out Quantity quantity))
            {
                Assert.IsTrue(Math.Abs(quantity.Value) <= long.MaxValue, text);
                Assert.IsTrue(Quantity.TryParse(" " + text, out _) is false, text);
            }
        },
        iter: 5_000);
}
