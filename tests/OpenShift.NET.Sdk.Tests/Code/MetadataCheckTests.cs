using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Tests.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Code;

[TestClass]
public sealed class MetadataCheckTests
{
    [TestMethod]
    public void Sound_assemblies_pass()
    {
        string[] files = [.. Compiled.FrameworkFiles(), .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")];
        int passed = 0;
        foreach (string file in files)
        {
            try
            {
                MetadataCheck.Require(File.ReadAllBytes(file));
                passed++;
            }
            catch (BadImageFormatException) when (IsNative(file))
            {
                // Libraries of the system lie beside the managed ones.
            }
            catch (Exception e)
            {
                Assert.Fail($"{file}: {e}");
            }
        }

        Assert.IsGreaterThan(200, passed);
    }

    [TestMethod]
    public void A_method_may_have_as_many_locals_as_a_language_allows() => MetadataCheck.Require(ImportingAssembly.Build(["sensors"], locals: ushort.MaxValue));

    private static bool IsNative(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new System.Reflection.PortableExecutable.PEReader(stream);
        try
        {
            return !image.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return true;
        }
    }
}
