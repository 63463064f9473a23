using CsCheck;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Tests.Images.References;

/// <summary>What holds of every reference.</summary>
[TestClass]
public sealed class ImageReferenceProperties
{
    private static readonly Gen<string> s_near = Gen.OneOf("localhost", "registry.example.com", ":", ":5000", "/", "a", "shop", "-", "_", ".", "@", "sha256:" + new string('a', 64), "latest", "V1", "[::1]", "é", " ");

    [TestMethod]
    public void A_reference_that_is_written_out_is_the_same_one() => s_near.Array[0, 7].Select(static parts => string.Concat(parts)).Sample(
        static text =>
        {
            if (ImageReference.TryParse(text, out ImageReference? reference, out string? error))
            {
                Assert.IsTrue(ImageReference.TryParse(reference.ToString(), out ImageReference? again, out string? problem), $"{text}: {reference}: {problem}");
                Assert.AreEqual(reference.ToString(), again.ToString());
                Assert.AreEqual((reference.Registry, reference.Repository, reference.Tag, reference.Digest), (again.Registry, again.Repository, again.Tag, again.Digest));
            }
            else
            {
                Assert.IsFalse(string.IsNullOrEmpty(error));
            }
        },
        iter: 5_000);
}
