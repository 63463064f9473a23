using System.Collections.Immutable;
using System.Text.Json;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Tool;

/// <summary>Builds images with buildah, and holds one against another file by file and field by field.</summary>
internal sealed class RebuiltImage
{
    private readonly string _storage = Sandbox.NewFolder("buildah");

    /// <summary>Builds a context into a new layout.</summary>
    /// <param name="context">The folder with the Dockerfile.</param>
    /// <param name="name">Name of the layout.</param>
    /// <param name="format"><c>oci</c> or <c>docker</c>.</param>
    public string Build(string context, string name, string format = "oci")
    {
        string layout = Path.Combine(_storage, name);
        Command.Run(
            "buildah",
            ["--root", _storage + "/root", "--runroot", _storage + "/run", "--storage-driver", "vfs", "bud", "--layers=false", "--isolation", "chroot", "--tls-verify=false", "--format", format, "--quiet", "-t", format == "oci" ? $"oci:{layout}:built" : $"docker-archive:{layout}:test/{name}:built", context],
            seconds: Sandbox.BusyMachine).MustSucceed();
        return layout;
    }

    /// <summary>Holds that two images are the same to whoever runs them.</summary>
    public static async Task MustBeSameAsync(string expectedPath, string actualPath)
    {
        (Image expected, FileTree expectedFiles) = await ReadAsync(expectedPath);
        (Image actual, FileTree actualFiles) = await ReadAsync(actualPath);
        Assert.AreEqual(Text(expectedFiles), Text(actualFiles));
        Assert.AreEqual(expected.Config.Platform, actual.Config.Platform);
        Assert.AreEqual(Text(expected.Config.Config), Text(actual.Config.Config));
    }

    private static async Task<(Image, FileTree)> ReadAsync(string path)
    {
        Image image = await LocalImageSource.Open(path).ResolveAsync(RuntimePlatform.Of(null), CancellationToken.None);
        return (image, await new LayerScanCache(Path.Combine(Sandbox.Cache, "compared")).ReadTreeAsync(image, 0, CancellationToken.None));
    }

    // A folder without an entry is made like any other of 0755 and 0:0.
    private static string Text(FileTree tree) => string.Join('\n', tree.Visible.Where(static v => v.File.Kind != FileKind.Other).Select(static v =>
        $"{v.Path} {v.File.Kind} {Convert.ToString(v.File.Mode, 8)} {v.File.UserId}:{v.File.GroupId} {v.File.LinkTarget} {v.File.ContentDigest} {(v.File.HasCapabilities ? "capabilities" : "")}"));

    // buildah leaves its version in a label, and a path that it searches in what begins at scratch.
    private static string Text(ExecutionConfig config) => string.Join('\n', (string[])
    [
        $"user {config.User}",
        $"folder {(config.WorkingDir is "" or null ? "/" : config.WorkingDir.Length > 1 ? config.WorkingDir.TrimEnd('/') : config.WorkingDir)}",
        $"signal {config.StopSignal}",
        $"entry point {Words(config.Entrypoint)}",
        $"command {Words(config.Cmd)}",
        $"ports {string.Join(' ', config.ExposedPorts?.Keys ?? [])}",
        $"volumes {string.Join(' ', config.Volumes?.Keys ?? [])}",
        .. (config.Env ?? []).Where(static e => e != "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin").Order(StringComparer.Ordinal),
        .. (config.Labels ?? ImmutableSortedDictionary<string, string>.Empty).Where(static l => l.Key != "io.buildah.version").Select(static l => $"{l.Key}={l.Value}"),
        $"health {(config.Extensions?.TryGetValue("Healthcheck", out JsonElement check) == true && check.ValueKind == JsonValueKind.Object ? JsonSerializer.Serialize(check) : "")}",
    ]);

    private static string Words(ImmutableArray<string>? words) => string.Join('|', words ?? []);
}
