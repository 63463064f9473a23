using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.RealImages;

/// <summary>An image other people's tools make, as an OCI layout: one base layer with a Debian package, and what a test puts on top.</summary>
internal sealed class RealImage
{
    private readonly string _folder = Sandbox.NewFolder("real");
    private int _layers;

    private RealImage(string tag) => Tag = tag;

    public string Layout => Path.Combine(_folder, "layout");

    public string Tag { get; }

    /// <summary>A base on which no rule finds anything.</summary>
    public static RealImage Create()
    {
        Components.Require("umoci", "tar", "dpkg-deb", "apt-get");
        var image = new RealImage("image");
        Command.Run("umoci", "init", "--layout", image.Layout).MustSucceed();
        Command.Run("umoci", "new", "--image", $"{image.Layout}:{image.Tag}").MustSucceed();
        string root = image.NewRoot();
        InstallBase(root);
        Write(root, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
        Write(root, "etc/group", "root:x:0:\n");
        Write(root, "etc/shadow", "root:*:19700:0:99999:7:::\n");
        Command.Run("chmod", "0600", Path.Combine(root, "etc/shadow")).MustSucceed();
        Write(root, "usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
        Directory.CreateDirectory(Path.Combine(root, "tmp"));
        Command.Run("chmod", "1777", Path.Combine(root, "tmp")).MustSucceed();
        image.Add(root);
        image.Configure(
            "--config.user", "1001:0", "--config.entrypoint", "/usr/bin/hello", "--config.workingdir", "/", "--config.env", "PATH=/usr/bin", "--config.env", "HOME=/tmp",
            "--config.label", "io.k8s.description=Greets whoever asks for it.", "--config.label", "io.k8s.display-name=Hello", "--config.label", "io.openshift.tags=hello",
            "--config.label", "org.opencontainers.image.base.name=docker.io/library/debian:12");
        return image;
    }

    /// <summary>An empty folder for the content of a layer.</summary>
    public string NewRoot() => Directory.CreateDirectory(Path.Combine(_folder, "root-" + Guid.NewGuid().ToString("n")[..8])).FullName;

    /// <summary>A copy of the base's dpkg status, for a layer that installs something.</summary>
    public string NewRootWithStatus()
    {
        string status = Path.Combine(NewRoot(), "all");
        InstallBase(status);
        string root = NewRoot();
        Write(root, "var/lib/dpkg/status", File.ReadAllText(Path.Combine(status, "var/lib/dpkg/status")));
        return root;
    }

    // A program and what loads it.
    private static void InstallBase(string root)
    {
        DebianPackages.Install("libc6", root);
        DebianPackages.Install("hello", root);
    }

    /// <summary>Adds a folder as a layer, all of it root's.</summary>
    public void Add(string root)
    {
        string tar = root + ".tar";
        Command.Run("tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@1", "-cf", tar, "-C", root, ".").MustSucceed();
        AddTar(tar);
    }

    /// <summary>Adds an archive as a layer.</summary>
    public void AddTar(string tar)
    {
        Command.Run("umoci", "raw", "add-layer", "--image", $"{Layout}:{Tag}", tar).MustSucceed();
        _layers++;
    }

    public void Umoci(params string[] arguments) => Command.Run("umoci", [arguments[0], "--image", $"{Layout}:{Tag}", .. arguments[1..]]).MustSucceed();

    public void Configure(params string[] arguments) => Umoci(["config", .. arguments]);

    public static void Write(string root, string path, string content)
    {
        string file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    /// <summary>What the rules find, sorted: severity, rule, where, what was seen up to the first full stop, and what other rules see of the same cause.</summary>
    public Task<string[]> JudgeAsync() => JudgeAsync(Layout, Tag);

    public static async Task<string[]> JudgeAsync(string layout, string tag)
    {
        Image image = await LocalImageSource.Open($"{layout}#{tag}").ResolveAsync(new Platform("linux", "amd64"), CancellationToken.None);
        FileTree files = await new LayerScanCache(Sandbox.NewFolder("scans")).ReadTreeAsync(image, 1, CancellationToken.None);
        var publication = new Publication
        {
            Manifest = image.Manifest,
            Config = image.Config,
            Base = new BaseImage("debian:12", image.Manifest.Layers[0].Digest, 1, image.Config with { Config = new ExecutionConfig() }),
            Files = files,
        };
        Report report = new RuleEngine().Run(publication, new SeveritySettings { Profile = Profile.Recommended }, [], new DateOnly(2026, 1, 15), CancellationToken.None);
        return [.. report.Findings.Where(f => f.IsShown).Select(f => $"{f.Severity} {f.RuleId}: {f.Message}".Split(". ")[0] + Also(f)).Order(StringComparer.Ordinal)];
    }

    private static string Also(ReportedFinding finding) => finding.Also.IsEmpty ? "" : $" (and {string.Join(", ", finding.Also.Select(static a => $"{a.RuleId} at {a.Where.Scope}").Order(StringComparer.Ordinal))})";
}
