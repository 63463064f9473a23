using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing.Solutions;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.Solutions;

/// <summary>The list of a solution's images for other programs.</summary>
[TestClass]
public sealed class SolutionImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Each_image_is_a_line_of_a_JSON_list_by_digest_where_a_registry_has_it()
    {
        string path = _folder["out/images.json"];
        await SolutionImages.WriteAsync(
            path,
            _folder["shop"],
            [
                Delivery("web-api", new DestinationFacts { Registry = "registry.example.com", Repository = "shop/web-api", Tags = ["1.0.0", "1"] }, "registry.example.com/shop/web-api:1.0.0"),
                Delivery("basket", new DestinationFacts { Repository = "basket", Tags = ["1.0.0"] }, "basket:1.0.0"),
            ],
            CancellationToken.None);

        string text = await File.ReadAllTextAsync(path);
        Assert.AreEqual(
            """
            [
            {"variable":"BASKET_IMAGE","name":"basket","image":"basket:1.0.0","digest":"sha256:ab","tags":["1.0.0"],"project":"src/basket/basket.csproj"},
            {"variable":"WEB_API_IMAGE","name":"web-api","image":"registry.example.com/shop/web-api@sha256:ab","digest":"sha256:ab","tags":["1.0.0","1"],"project":"src/web-api/web-api.csproj"}
            ]

            """.ReplaceLineEndings("\n"),
            text);
        Assert.HasCount(2, JsonNode.Parse(text)!.AsArray());
    }

    [TestMethod]
    public async Task A_file_that_cannot_be_written_is_told()
    {
        Directory.CreateDirectory(_folder["out"]);
        OpenShiftException refused = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => SolutionImages.WriteAsync(_folder["out"], _folder["shop"], [], CancellationToken.None));
        Assert.AreEqual("OSC0085", refused.Code);
    }

    private SolutionDelivery Delivery(string name, DestinationFacts destination, string image)
    {
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = name, ProjectFile = _folder[$"shop/src/{name}/{name}.csproj"] },
            Destination = destination,
            Manifests = new ManifestFacts { Name = name },
        };
        string file = _folder[$"{name}/facts.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, FactsJson.Write(facts));
        return new SolutionDelivery(image, "sha256:ab", 0, TimeSpan.Zero, [file]);
    }
}
