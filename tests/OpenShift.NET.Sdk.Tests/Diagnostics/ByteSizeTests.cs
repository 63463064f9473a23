using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Tests.Diagnostics;

[TestClass]
public sealed class ByteSizeTests
{
    [TestMethod]
    [DataRow(0L, "0 bytes")]
    [DataRow(1L, "1 byte")]
    [DataRow(1023L, "1023 bytes")]
    [DataRow(1024L, "1 KiB")]
    [DataRow(65_536L, "64 KiB")]
    [DataRow(1_048_575L, "1 MiB")]
    [DataRow(1_572_864L, "1.5 MiB")]
    [DataRow(3_221_225_472L, "3 GiB")]
    [DataRow(long.MaxValue, "8589934592 GiB")]
    public void A_size_is_written_in_the_largest_unit_it_fills(long bytes, string expected) => Assert.AreEqual(expected, ByteSize.ToText(bytes));

    [TestMethod]
    public void A_negative_size_is_refused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ByteSize.ToText(-1));
}
