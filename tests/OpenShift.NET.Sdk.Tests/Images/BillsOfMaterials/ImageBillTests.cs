using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials.Schemas;

namespace OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials;

/// <summary>What a bill of materials names, and that both formats are what their specifications say.</summary>
[TestClass]
public sealed class ImageBillTests : IDisposable
{
    private readonly SampleBill _sample = new();

    public void Dispose() => _sample.Dispose();

    [TestMethod]
    public async Task Packages_of_every_kind_the_runtime_and_the_application_are_named_with_their_layers()
    {
        Image image = SampleBill.Image();
        BillOfMaterials bill = await _sample.OfAsync(image);
        string seen = string.Join('\n', bill.Components.Select(c => $"{c.Kind} {c.PackageUrl ?? c.Reference} {c.Origin} {(c.Layer is { } layer ? image.Manifest.Layers.Select(static l => l.Digest).ToList().IndexOf(layer) : -1)}"));
        string application = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("the application"u8));
        string core = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("its core"u8));
        Assert.AreEqual(
            $"""
            OperatingSystem os:debian@12 Base 0
            Library pkg:deb/debian/libc6@2.36-9%2Bdeb12u13?distro=debian-12 Base 0
            Library pkg:deb/debian/libicu72@1:72.1-3?distro=debian-12 Base 1
            Library pkg:generic/Shop.Core@1.0.0?checksum=sha256:{core} App 2
            Application pkg:generic/Web.Api@1.4.2?checksum=sha256:{application} App 2
            Library pkg:nuget/Dapper@2.1.66 App 2
            Framework pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.12 Base 1
            Library pkg:nuget/Newtonsoft.Json@13.0.4 App 2
            Container pkg:oci/runtime@sha256:{new string('b', 64)}?arch=amd64&repository_url=mcr.microsoft.com%2Fdotnet%2Fruntime&tag=10.0 Base -1
            """,
            seen);
        BillComponent dapper = bill.Components.Single(static c => c.Name == "Dapper");
        Assert.AreEqual(("Apache-2.0", "Sam", new string('a', 128)), (dapper.License!.Expression, dapper.Supplier, dapper.Sha512));
        BillComponent runtime = bill.Components.Single(static c => c.Kind == ComponentKind.Framework);
        Assert.AreEqual(("MIT", "cpe:2.3:a:microsoft:.net:10.0.12:*:*:*:*:*:*:*"), (runtime.License!.Expression, runtime.Cpe));
        Assert.IsEmpty(bill.Gaps);
    }

    [TestMethod]
    public async Task The_graph_leads_from_the_image_to_every_component()
    {
        BillOfMaterials bill = await _sample.OfAsync(SampleBill.Image());
        string Name(string reference) => reference == bill.Subject.Reference ? "image" : bill.Components.Single(c => c.Reference == reference).Name;
        string[] edges = [.. bill.Dependencies.SelectMany(d => d.Value.Select(v => $"{Name(d.Key)} -> {Name(v)}"))];
        CollectionAssert.IsSubsetOf(
            (string[])["image -> mcr.microsoft.com/dotnet/runtime", "image -> Web.Api", "mcr.microsoft.com/dotnet/runtime -> libc6", "mcr.microsoft.com/dotnet/runtime -> debian", "Web.Api -> Shop.Core", "Web.Api -> Dapper", "Web.Api -> Microsoft.NETCore.App.Runtime.linux-x64", "Shop.Core -> Newtonsoft.Json", "Dapper -> Newtonsoft.Json"],
            edges,
            string.Join('\n', edges));

        var reached = new HashSet<string> { bill.Subject.Reference };
        for (int before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(reached.ToArray().SelectMany(r => bill.Dependencies.GetValueOrDefault(r, [])));
        }

        Assert.HasCount(bill.Components.Length + 1, reached);
    }

    [TestMethod]
    public async Task Both_formats_fit_their_published_schemas()
    {
        foreach (BillOfMaterials bill in (BillOfMaterials[])[await _sample.OfAsync(SampleBill.Image()), await _sample.OfAsync(SampleBill.Image("no field at all\n", labels: false), new BillSource { Name = "web", ToolVersion = "1.0.0" }, 0)])
        {
            using JsonDocument cycloneDx = JsonDocument.Parse(CycloneDxWriter.Write(bill));
            Assert.IsEmpty(BillSchemas.CycloneDx.Validate(cycloneDx.RootElement));
            using JsonDocument spdx = JsonDocument.Parse(SpdxWriter.Write(bill));
            Assert.IsEmpty(BillSchemas.Spdx.Validate(spdx.RootElement));

            // What the schemas do not say: whoever is named is there, once.
            string[] references = [.. cycloneDx.RootElement.GetProperty("components").EnumerateArray().Select(static c => c.GetProperty("bom-ref").GetString()!), bill.Subject.Reference];
            Assert.HasCount(references.Length, references.Distinct());
            Assert.IsTrue(bill.Dependencies.All(d => references.Contains(d.Key) && d.Value.All(references.Contains)));
            string[] elements = [.. spdx.RootElement.GetProperty("packages").EnumerateArray().Select(static p => p.GetProperty("SPDXID").GetString()!), "SPDXRef-DOCUMENT"];
            Assert.HasCount(elements.Length, elements.Distinct());
            Assert.IsTrue(spdx.RootElement.GetProperty("relationships").EnumerateArray().All(r => elements.Contains(r.GetProperty("spdxElementId").GetString()) && elements.Contains(r.GetProperty("relatedSpdxElement").GetString())));
        }
    }

    [TestMethod]
    public async Task The_same_image_has_the_same_bytes_and_another_one_another_number()
    {
        using var other = new SampleBill();
        Image image = SampleBill.Image();
        byte[] one = CycloneDxWriter.Write(await _sample.OfAsync(image));
        CollectionAssert.AreEqual(one, CycloneDxWriter.Write(await other.OfAsync(image)));
        CollectionAssert.AreEqual(SpdxWriter.Write(await _sample.OfAsync(image)), SpdxWriter.Write(await other.OfAsync(image)));
        byte[] changed = CycloneDxWriter.Write(await _sample.OfAsync(SampleBill.Image("Package: curl\nStatus: install ok installed\nVersion: 8\n\n")));
        Assert.AreNotEqual(SerialOf(one), SerialOf(changed));
        Assert.Contains("\"timestamp\": \"2026-01-01T00:00:00Z\"", Encoding.UTF8.GetString(one));

        static string SerialOf(byte[] document) => JsonDocument.Parse(document).RootElement.GetProperty("serialNumber").GetString()!;
    }

    [TestMethod]
    public async Task Of_an_image_alone_its_own_lists_tell_the_application()
    {
        BillOfMaterials bill = await _sample.OfAsync(SampleBill.Image(), new BillSource { Name = "web-api", ToolVersion = "1.0.0" });
        Assert.AreEqual("Web.Api 1.4.2", string.Join(", ", bill.Components.Where(static c => c.Kind == ComponentKind.Application).Select(static c => $"{c.Name} {c.Version}")));
        Assert.AreEqual("Dapper, Newtonsoft.Json, Shop.Core", string.Join(", ", bill.Components.Where(static c => c.Kind == ComponentKind.Library && c.Origin == Origin.App).Select(static c => c.Name).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public async Task A_database_that_cannot_be_read_is_told_in_the_bill()
    {
        BillOfMaterials bill = await _sample.OfAsync(SampleBill.Image("no field at all\n"));
        Assert.Contains("/var/lib/dpkg/status is no dpkg status file", string.Join(' ', bill.Gaps));
        string text = Encoding.UTF8.GetString(CycloneDxWriter.Write(bill));
        Assert.Contains("\"aggregate\": \"incomplete\"", text);
        Assert.Contains("openshift-net-sdk:gap", text);
    }
}
