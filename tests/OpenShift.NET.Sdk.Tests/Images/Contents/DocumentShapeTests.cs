using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Images.Contents;

/// <summary>Documents that are JSON and all the same none of an image.</summary>
[TestClass]
public sealed class DocumentShapeTests
{
    private const string Hex = "0000000000000000000000000000000000000000000000000000000000000001";

    [TestMethod]
    [DataRow("{'layers':[]}", "JSON line 1")]
    [DataRow("{'config':null,'layers':[]}", "names no configuration")]
    [DataRow("{'config':{},'layers':[]}", "its configuration has no media type")]
    [DataRow("{'config':{'mediaType':'c','size':1},'layers':[]}", "its configuration has no digest")]
    [DataRow("{'config':{'mediaType':'c','digest':'D','size':-1},'layers':[]}", "its configuration has a size of -1 bytes")]
    [DataRow("{'config':{'mediaType':'c','digest':'D','size':1},'layers':[null]}", "layer 1 is null")]
    [DataRow("{'config':{'mediaType':'c','digest':'D','size':1},'layers':[{'mediaType':'l','digest':'D','size':1},{'digest':'D','size':1}]}", "layer 2 has no media type")]
    [DataRow("{'config':{'mediaType':'c','digest':'D','size':1},'layers':[{'mediaType':'l','digest':'D','size':9223372036854775807}]}", "layer 1 has a size of 9223372036854775807 bytes")]
    [DataRow("{'config':{'mediaType':'c','digest':'D','size':1},'layers':[{'mediaType':'l','digest':'D','size':1,'annotations':{'a':null}}]}", "annotation 'a' is null")]
    [DataRow("{'config':{'mediaType':'c','digest':'D','size':1},'annotations':{'a':null}}", "annotation 'a' is null")]
    [DataRow("{'config':{'mediaType':'c','digest':null,'size':1}}", "JSON line 1")]
    [DataRow("[]", "JSON line 1")]
    [DataRow("null", "JSON line 1")]
    [DataRow("", "JSON line 1")]
    public void A_manifest_is_refused(string json, string says) => Refused(() => ImageJson.ReadManifest(Bytes(json), "M"), "M is not an image manifest", says);

    [TestMethod]
    [DataRow("{'manifests':[null]}", "manifest 1 is null")]
    [DataRow("{'manifests':[{'digest':'D','size':1}]}", "manifest 1 has no media type")]
    [DataRow("{'annotations':{'a':null}}", "annotation 'a' is null")]
    public void An_index_is_refused(string json, string says) => Refused(() => ImageJson.ReadIndex(Bytes(json), "I"), "I is not an image index", says);

    [TestMethod]
    [DataRow("{'architecture':null,'os':'linux'}", "its architecture is null")]
    [DataRow("{'architecture':'amd64','os':null}", "its os is null")]
    [DataRow("{'architecture':'amd64','os':'linux','config':{'Env':['A=1',null]}}", "entry 2 of Env is null")]
    [DataRow("{'architecture':'amd64','os':'linux','config':{'Entrypoint':[null]}}", "entry 1 of Entrypoint is null")]
    [DataRow("{'architecture':'amd64','os':'linux','config':{'Cmd':[null]}}", "entry 1 of Cmd is null")]
    [DataRow("{'architecture':'amd64','os':'linux','config':{'Labels':{'a':null}}}", "label 'a' is null")]
    [DataRow("{'architecture':'amd64','os':'linux','history':[{},null]}", "entry 2 of its history is null")]
    [DataRow("{'architecture':'amd64','os':'linux','x':'\\ud800'}", "a text in it is no Unicode")]
    [DataRow("{'architecture':'amd64','os':'linux','config':{'Healthcheck':{'\\udc00':1}}}", "a text in it is no Unicode")]
    [DataRow("{'architecture':'amd64','os':'linux','config':{'User':'\\ud800'}}", "JSON line 1")]
    [DataRow("{'architecture':'amd64','os':'linux','config':{'Labels':{'\\ud800':''}}}", "JSON line 1")]
    [DataRow("{'architecture':'amd64','os':'linux','rootfs':{'diff_ids':[null]}}", "JSON line 1")]
    public void A_configuration_is_refused(string json, string says) => Refused(() => ImageJson.ReadConfig(Bytes(json), "C"), "C is not an image configuration", says);

    [TestMethod]
    public void Nesting_without_end_is_refused() =>
        Refused(() => ImageJson.ReadConfig(Bytes("{'architecture':'amd64','os':'linux','x':" + new string('[', 100_000)), "C"), "C is not an image configuration", "JSON line 1");

    [TestMethod]
    public void More_than_any_image_has_is_refused()
    {
        string many = string.Join(',', Enumerable.Range(0, 10_001).Select(static i => $"'{i}':''"));
        Refused(() => ImageJson.ReadConfig(Bytes("{'architecture':'amd64','os':'linux','config':{'Labels':{" + many + "}}}"), "C"), "C is not an image configuration", "it has 10001 labels, more than the 10000 that are read");
        string layers = string.Join(',', Enumerable.Repeat("{'mediaType':'l','digest':'D','size':1}", 10_001));
        Refused(() => ImageJson.ReadManifest(Bytes("{'config':{'mediaType':'c','digest':'D','size':1},'layers':[" + layers + "]}"), "M"), "M is not an image manifest", "it has 10001 layers");
    }

    [TestMethod]
    public void What_runtimes_read_as_empty_is_read_so()
    {
        ImageConfig config = ImageJson.ReadConfig(Bytes("{'architecture':'amd64','os':'linux','config':{'ExposedPorts':{'80/tcp':null,'81/tcp':{}},'Volumes':{'/a':null},'Env':null,'Labels':null},'rootfs':null}"), "C");
        string written = Encoding.UTF8.GetString(ImageJson.Write(config));
        Assert.Contains("\"ExposedPorts\":{\"80/tcp\":{},\"81/tcp\":{}}", written);
        Assert.Contains("\"Volumes\":{\"/a\":{}}", written);
    }

    [TestMethod]
    public void Lists_that_Go_writes_as_null_are_empty()
    {
        ImageManifest manifest = ImageJson.ReadManifest(Bytes("{'config':{'mediaType':'c','digest':'D','size':1},'layers':null}"), "M");
        ImageConfig config = ImageJson.ReadConfig(Bytes("{'architecture':'amd64','os':'linux','rootfs':{'type':'layers','diff_ids':null},'history':null}"), "C");
        Assert.IsEmpty(manifest.Layers);
        Assert.IsEmpty(config.RootFs.DiffIds);
        Assert.IsEmpty(config.History);
        Assert.IsEmpty(ImageJson.ReadIndex(Bytes("{'manifests':null}"), "I").Manifests);
        ImageJson.RequireSameLayers(manifest, config, "C");
        Assert.Contains("\"layers\":[]", Encoding.UTF8.GetString(ImageJson.Write(manifest)));
        Assert.Contains("\"diff_ids\":[]", Encoding.UTF8.GetString(ImageJson.Write(config)));
    }

    [TestMethod]
    public void A_configuration_without_the_layers_of_its_manifest_is_refused()
    {
        ImageManifest manifest = ImageJson.ReadManifest(Bytes("{'config':{'mediaType':'c','digest':'D','size':1},'layers':[{'mediaType':'l','digest':'D','size':1}]}"), "M");
        ImageConfig config = ImageJson.ReadConfig(Bytes("{'architecture':'amd64','os':'linux'}"), "C");
        Refused(() => { ImageJson.RequireSameLayers(manifest, config, "C"); return config; }, "C names 0 layers in rootfs, and its manifest 1", "");
    }

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json.Replace('\'', '"').Replace("\"D\"", $"\"sha256:{Hex}\"", StringComparison.Ordinal));

    private static void Refused(Func<object> read, string what, string says)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(read);
        Assert.AreEqual(ToolCodes.InvalidManifest, e.Code);
        Assert.StartsWith(what, e.Message);
        Assert.Contains(says, e.Message);
    }
}
