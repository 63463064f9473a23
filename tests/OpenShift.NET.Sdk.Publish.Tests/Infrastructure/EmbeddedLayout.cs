using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EmbeddedBase;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>A base image with ASP.NET Core as OCI layouts on disk, made once per run from this machine's own runtime.</summary>
internal static class EmbeddedLayout
{
    private static readonly Lazy<string> One = new(() => MakeAsync().GetAwaiter().GetResult());
    private static readonly Lazy<string> Two = new(MakeTwoPlatforms);

    /// <summary>The layout of one image, under the reference 10.0.</summary>
    public static string Folder => One.Value;

    /// <summary>The layout of an index for amd64 and arm64 (the same files with another machine in their headers, and a loader of its name), under the reference 10.0.</summary>
    public static string TwoPlatforms => Two.Value;

    /// <summary>Copies the image to a registry and gives its reference.</summary>
    public static string CopyTo(RegistryServer registry, string repository = "dotnet/aspnet", bool twoPlatforms = false, string tag = "10.0")
    {
        Components.Require("skopeo");
        string[] all = twoPlatforms ? ["--all"] : [];
        Command.Run("skopeo", ["copy", .. all, "--preserve-digests", "--dest-tls-verify=false", $"oci:{(twoPlatforms ? TwoPlatforms : Folder)}:10.0", $"docker://{registry.Host}/{repository}:{tag}"]).MustSucceed();
        return $"{registry.Host}/{repository}:{tag}";
    }

    private static async Task<string> MakeAsync()
    {
        Platform platform = RuntimePlatform.Of(null);
        EmbeddedBaseImage source = await EmbeddedBaseBuilder.BuildAsync(
            new EmbeddedBaseRequest
            {
                DotnetRoot = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
                TargetFrameworkVersion = "10.0",
                Frameworks = ["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"],
                Platform = platform,
                OutputFolder = Sandbox.Cache,
            },
            CancellationToken.None);
        Image image = await source.ResolveAsync(platform, CancellationToken.None);
        string folder = Path.Combine(Sandbox.NewFolder("base"), "layout");
        await OciLayout.WriteAsync(image, folder, ["10.0"], CancellationToken.None);
        return folder;
    }

    private static string MakeTwoPlatforms()
    {
        string folder = Path.Combine(Sandbox.NewFolder("base"), "layout");
        Command.Run("cp", "-r", Folder, folder).MustSucceed();
        JsonNode root = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "index.json")))!;
        string digest = root["manifests"]![0]!["digest"]!.GetValue<string>();
        var variants = new JsonArray();
        foreach (string architecture in (string[])["amd64", "arm64"])
        {
            JsonNode manifest = JsonNode.Parse(ReadBlob(folder, digest))!;
            JsonNode config = JsonNode.Parse(ReadBlob(folder, manifest["config"]!["digest"]!.GetValue<string>()))!;
            config["architecture"] = architecture;
            if (architecture == "arm64")
            {
                for (int i = 0; i < manifest["layers"]!.AsArray().Count; i++)
                {
                    byte[] tar = ForArm64(ReadBlob(folder, manifest["layers"]![i]!["digest"]!.GetValue<string>()), withLoader: i == 0);
                    using var packed = new MemoryStream();
                    using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                    {
                        gzip.Write(tar);
                    }

                    (manifest["layers"]![i]!["digest"], manifest["layers"]![i]!["size"]) = WriteBlob(folder, packed.ToArray());
                    config["rootfs"]!["diff_ids"]![i] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(tar));
                }
            }

            (manifest["config"]!["digest"], manifest["config"]!["size"]) = WriteBlob(folder, config);
            (JsonNode variant, JsonNode size) = WriteBlob(folder, manifest);
            variants.Add(new JsonObject
            {
                ["mediaType"] = MediaTypes.OciManifest,
                ["digest"] = variant,
                ["size"] = size,
                ["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = architecture },
            });
        }

        (JsonNode index, JsonNode length) = WriteBlob(folder, new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = MediaTypes.OciIndex, ["manifests"] = variants });
        root["manifests"] = new JsonArray(new JsonObject
        {
            ["mediaType"] = MediaTypes.OciIndex,
            ["digest"] = index,
            ["size"] = length,
            ["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = "10.0" },
        });
        File.WriteAllText(Path.Combine(folder, "index.json"), root.ToJsonString());
        return folder;
    }

    private static byte[] ReadBlob(string folder, string digest) => File.ReadAllBytes(Path.Combine(folder, "blobs/sha256", digest["sha256:".Length..]));

    // Nothing of it runs; the checks look at the header, and at the loader that programs of the .NET SDK for arm64 name.
    private static byte[] ForArm64(byte[] layer, bool withLoader)
    {
        using var changed = new MemoryStream();
        string libraries = "lib";
        using (var reader = new TarReader(new GZipStream(new MemoryStream(layer), CompressionMode.Decompress)))
        using (var writer = new TarWriter(changed, TarEntryFormat.Pax, leaveOpen: true))
        {
            while (reader.GetNextEntry(copyData: true) is { } entry)
            {
                // Where /lib is a link, a file of that path would stand in its place.
                libraries = entry.EntryType == TarEntryType.SymbolicLink && entry.Name.Trim('.', '/') == "lib" ? "usr/lib" : libraries;
                if (entry.DataStream is MemoryStream content && content.Length > 20)
                {
                    byte[] bytes = content.ToArray();
                    if (bytes.AsSpan().StartsWith("\u007fELF"u8))
                    {
                        bytes[18] = 183;
                    }

                    entry.DataStream = new MemoryStream(bytes);
                }

                writer.WriteEntry(entry);
            }

            if (withLoader)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, libraries + "/ld-linux-aarch64.so.1") { DataStream = new MemoryStream(Loader()) });
            }
        }

        return changed.ToArray();
    }

    private static (JsonNode Digest, JsonNode Size) WriteBlob(string folder, JsonNode content) => WriteBlob(folder, Encoding.UTF8.GetBytes(content.ToJsonString()));

    private static (JsonNode Digest, JsonNode Size) WriteBlob(string folder, byte[] bytes)
    {
        string hex = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(Path.Combine(folder, "blobs/sha256", hex), bytes);
        return (JsonValue.Create("sha256:" + hex), JsonValue.Create(bytes.Length));
    }

    // A shared object for arm64 of which nothing but the ELF header (gabi, "ELF Header") is there.
    private static byte[] Loader()
    {
        byte[] header = new byte[64];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(header);
        (header[16], header[18], header[20], header[52]) = (3, 183, 1, 64);
        return header;
    }
}
