using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Images.Contents;

[TestClass]
public sealed class ImageJsonDefaultsTests
{
    [TestMethod]
    public void A_configuration_that_leaves_everything_optional_out_is_empty_not_null()
    {
        ImageConfig config = ImageJson.ReadConfig("""{"architecture":"amd64","os":"linux"}"""u8, "x");

        Assert.IsNull(config.Config.User);
        Assert.AreEqual(0, config.History.Length);
        Assert.AreEqual(0, config.RootFs.DiffIds.Length);
    }

    [TestMethod]
    public void Members_outside_the_specification_are_kept()
    {
        ImageConfig config = ImageJson.ReadConfig("""{"architecture":"amd64","os":"linux","container":"abc","config":{"Healthcheck":{"Test":["NONE"]}}}"""u8, "x");

        string written = System.Text.Encoding.UTF8.GetString(ImageJson.Write(config));
        StringAssert.Contains(written, "\"container\":\"abc\"");
        StringAssert.Contains(written, "\"Healthcheck\":{\"Test\":[\"NONE\"]}");
    }

    [TestMethod]
    public void A_manifest_without_media_type_is_an_OCI_manifest()
    {
        const string Config = """{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}""";
        ImageManifest manifest = ImageJson.ReadManifest(System.Text.Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"config":{{Config}}}"""), "x");

        Assert.AreEqual(MediaTypes.OciManifest, manifest.MediaType);
        Assert.AreEqual(0, manifest.Layers.Length);
    }

    [TestMethod]
    public void An_index_without_media_type_is_an_OCI_index() =>
        Assert.AreEqual(MediaTypes.OciIndex, ImageJson.ReadIndex("""{"schemaVersion":2}"""u8, "x").MediaType);
}
