using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials;

/// <summary>An image of three layers with packages of every kind that one image can have, and what its build knows.</summary>
internal sealed class SampleBill : IDisposable
{
    public const string Dependencies = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0", "signature": "" },
          "targets": { ".NETCoreApp,Version=v10.0": {
            "Web.Api/1.4.2": { "dependencies": { "Shop.Core": "1.0.0", "Dapper": "2.1.66" }, "runtime": { "Web.Api.dll": {} } },
            "Shop.Core/1.0.0": { "dependencies": { "newtonsoft.json": "13.0.4" }, "runtime": { "Shop.Core.dll": {} } },
            "Dapper/2.1.66": { "dependencies": { "Newtonsoft.Json": "13.0.4" }, "runtime": { "lib/net8.0/Dapper.dll": {} } },
            "Newtonsoft.Json/13.0.4": { "runtime": { "lib/net6.0/Newtonsoft.Json.dll": {} } }
          } },
          "libraries": {
            "Web.Api/1.4.2": { "type": "project", "serviceable": false, "sha512": "" },
            "Shop.Core/1.0.0": { "type": "project", "serviceable": false, "sha512": "" },
            "Dapper/2.1.66": { "type": "package", "serviceable": true, "sha512": "sha512-AA==" },
            "Newtonsoft.Json/13.0.4": { "type": "package", "serviceable": true, "sha512": "sha512-AA==" }
          }
        }
        """;

    private const string Runtime = """
        { "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64", "signature": "" },
          "targets": { ".NETCoreApp,Version=v10.0/linux-x64": { "Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": { "runtime": { "System.Runtime.dll": {} } } } },
          "libraries": { "Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": { "type": "package", "serviceable": true, "sha512": "" } } }
        """;

    private readonly TemporaryFolder _folder = new();

    public static BillSource Source { get; } = new()
    {
        Name = "shop/web-api",
        Version = "1.4.2",
        Application = "Web.Api",
        Frameworks = ["Microsoft.NETCore.App"],
        License = "MIT",
        Supplier = "Shop",
        Website = "https://example.com/shop",
        Dependencies = DependencyList.TryRead(Encoding.UTF8.GetBytes(Dependencies)),
        Packages = ImmutableDictionary<string, PackageDescription>.Empty.Add("Dapper/2.1.66", new PackageDescription { License = new ComponentLicense("Apache-2.0"), Authors = "Sam", Website = "https://example.com/dapper", Sha512 = new string('a', 128) })
            .Add("Newtonsoft.Json/13.0.4", new PackageDescription { License = new ComponentLicense(null, "LICENSE.md") }),
        ToolVersion = "1.0.0",
    };

    /// <summary>The image.</summary>
    /// <param name="status">What dpkg's database has besides.</param>
    /// <param name="labels">Whether it names its base.</param>
    public static Image Image(string status = "", bool labels = true)
    {
        var blobs = new MemoryBlobs();
        byte[][] tars =
        [
            BaseImages.Tar(
                BaseImages.Folder("etc/"), BaseImages.File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"),
                BaseImages.File("var/lib/dpkg/status", "Package: libc6\nStatus: install ok installed\nVersion: 2.36-9+deb12u13\n\n")),
            BaseImages.Tar(
                BaseImages.File("var/lib/dpkg/status", $"Package: libc6\nStatus: install ok installed\nVersion: 2.36-9+deb12u13\n\nPackage: libicu72\nStatus: install ok installed\nVersion: 1:72.1-3\n\n{status}"),
                BaseImages.File("usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.12/Microsoft.NETCore.App.deps.json", Runtime)),
            BaseImages.Tar(BaseImages.Folder("app/"), BaseImages.File("app/Web.Api.dll", "the application"), BaseImages.File("app/Shop.Core.dll", "its core"), BaseImages.File("app/Web.Api.deps.json", Dependencies)),
        ];
        ImageConfig config = BaseImages.Config with
        {
            RootFs = new RootFileSystem { DiffIds = [.. tars.Select(static t => Digest.Of(t))] },
            Config = BaseImages.Config.Config with
            {
                Labels = !labels ? null : ImmutableSortedDictionary<string, string>.Empty
                    .Add("org.opencontainers.image.base.name", "mcr.microsoft.com/dotnet/runtime:10.0")
                    .Add("org.opencontainers.image.base.digest", "sha256:" + new string('b', 64)),
            },
        };
        byte[] configBytes = ImageJson.Write(config);
        var manifest = new ImageManifest { Config = blobs.Add(MediaTypes.OciConfig, configBytes), Layers = [.. tars.Select(t => blobs.Add(MediaTypes.OciLayerGzip, BaseImages.Gzip(t)))] };
        byte[] bytes = ImageJson.Write(manifest);
        return new Image(blobs.Add(manifest.MediaType, bytes), bytes, manifest, configBytes, config, blobs);
    }

    public async Task<BillOfMaterials> OfAsync(Image image, BillSource? source = null, int baseLayers = 2)
    {
        FileTree tree = await new LayerScanCache(_folder["scans"]).ReadTreeAsync(image, baseLayers, CancellationToken.None);
        return ImageBill.Of(image, tree, source ?? Source);
    }

    public void Dispose() => _folder.Dispose();
}
