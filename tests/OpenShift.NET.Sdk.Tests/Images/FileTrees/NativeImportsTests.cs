using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

[TestClass]
public sealed class NativeImportsTests
{
    [TestMethod]
    public void Names_are_ordered_each_once_and_too_long_ones_left_out() =>
        Assert.AreEqual("draw sensors", string.Join(' ', NativeImports.Read(ImportingAssembly.Build(["sensors", new string('x', 257), "draw", "sensors"]))));

    [TestMethod]
    public void So_many_rows_are_looked_at_however_few_names_are_kept_of_them()
    {
        Assert.AreEqual("after", string.Join(' ', NativeImports.Read(ImportingAssembly.Build([.. Enumerable.Repeat(new string('x', 257), 255), "after"]))));
        Assert.IsEmpty(NativeImports.Read(ImportingAssembly.Build([.. Enumerable.Repeat(new string('x', 257), 256), "after"])));
    }

    [TestMethod]
    public void Names_of_megabytes_end_the_looking() =>
        Assert.AreEqual("before", string.Join(' ', NativeImports.Read(ImportingAssembly.Build(["before", new string('x', 2 << 20), "after"]))));
}
