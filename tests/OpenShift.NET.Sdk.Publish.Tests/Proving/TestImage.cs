using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>Images made of this machine's own shell and small programs, and of layers that a test writes entry by entry.</summary>
internal static partial class TestImage
{
    private static readonly Lazy<byte[]> Base = new(MakeBase);
    private static readonly Lazy<string> Probe = new(CompileProbe);

    private static readonly Lazy<string> BaseOnDisk = new(WriteBase);

    /// <summary>The layer of <see cref="Create"/> on disk.</summary>
    public static string BaseFile => BaseOnDisk.Value;

    /// <summary>An image with a shell, small programs and <c>probe</c>, a program that listens and takes memory; further layers lie over it.</summary>
    public static Image Create(params byte[][] layers) => Of([Base.Value, .. layers]);

    /// <summary>An image of nothing but the layers.</summary>
    public static Image Of(params byte[][] layers) => Stack(new ImageConfig { Architecture = "amd64", Os = "linux" }, [], null, layers);

    /// <summary>An image whose layers lie over those of another one.</summary>
    public static Image Over(Image image, params byte[][] layers) => Stack(image.Config with { History = [] }, image.Manifest.Layers, image.Blobs, layers);

    /// <summary>The image with a command that it starts.</summary>
    public static Image Started(Image image, string[] command) => Configured(image, image.Config.Config with { Entrypoint = [.. command] });

    /// <summary>The image with another execution configuration.</summary>
    public static Image Configured(Image image, ExecutionConfig config) => Stack(image.Config with { Config = config }, image.Manifest.Layers, image.Blobs, []);

    private static Image Stack(ImageConfig config, IEnumerable<Descriptor> below, IBlobSource? blobsBelow, byte[][] layers)
    {
        Dictionary<Digest, byte[]> blobs = [];
        foreach (byte[] layer in layers)
        {
            blobs[Digest.Of(layer)] = layer;
        }

        config = config with { RootFs = new RootFileSystem { DiffIds = [.. config.RootFs.DiffIds, .. layers.Select(static l => Digest.Of(l))] } };
        byte[] configBytes = ImageJson.Write(config);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = new Descriptor(MediaTypes.OciConfig, Digest.Of(configBytes), configBytes.Length),
            Layers = [.. below, .. layers.Select(static l => new Descriptor("application/vnd.oci.image.layer.v1.tar", Digest.Of(l), l.Length))],
        };
        byte[] manifestBytes = ImageJson.Write(manifest);
        return new Image(new Descriptor(MediaTypes.OciManifest, Digest.Of(manifestBytes), manifestBytes.Length), manifestBytes, manifest, configBytes, config, new MemoryBlobs(blobs, blobsBelow));
    }

    /// <summary>A layer.</summary>
    public static byte[] Layer(params PaxTarEntry[] entries)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (PaxTarEntry entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }

    public static PaxTarEntry File(string path, string content = "content", int mode = 0b110_100_100, int user = 0, int group = 0) => File(path, Encoding.UTF8.GetBytes(content), mode, user, group);

    /// <summary>A program of this machine, or <c>probe</c>, as a file of an image.</summary>
    public static PaxTarEntry Program(string path, string name) =>
        File(path, System.IO.File.ReadAllBytes(name == "probe" ? Probe.Value : PathOf(name)), 0b111_101_101, 0, 0);

    public static PaxTarEntry Folder(string path, int mode = 0b111_101_101, int user = 0, int group = 0) =>
        new(TarEntryType.Directory, path) { Mode = (UnixFileMode)mode, Uid = user, Gid = group };

    public static PaxTarEntry Link(string path, string target) => new(TarEntryType.SymbolicLink, path) { LinkName = target };

    public static PaxTarEntry HardLink(string path, string target) => new(TarEntryType.HardLink, path) { LinkName = target };

    /// <summary>A layer of very many entries.</summary>
    public static byte[] ManyLinks(int count) => Packed(Enumerable.Range(0, count).Select(static i => new UstarTarEntry(TarEntryType.SymbolicLink, "l" + i) { LinkName = "x" }));

    /// <summary>A layer that says again and again of a full folder that it hides all below.</summary>
    public static byte[] OpaqueAgainAndAgain(int count) => Packed(
        Enumerable.Range(0, count).Select(static i => new UstarTarEntry(TarEntryType.SymbolicLink, "d/l" + i) { LinkName = "x" })
            .Concat(Enumerable.Range(0, count).Select(static _ => new UstarTarEntry(TarEntryType.RegularFile, "d/.wh..wh..opq"))));

    /// <summary>A layer of folders each of which then becomes something else.</summary>
    public static byte[] FoldersReplacedByLinks(int count) => Packed(
        Enumerable.Range(0, count).Select(static i => new UstarTarEntry(TarEntryType.Directory, "d" + i))
            .Concat(Enumerable.Range(0, count).Select(static i => new UstarTarEntry(TarEntryType.SymbolicLink, "d" + i) { LinkName = "x" })));

    private static byte[] Packed(IEnumerable<TarEntry> entries)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new TarWriter(gzip, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (TarEntry entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return packed.ToArray();
    }

    private static PaxTarEntry File(string path, byte[] content, int mode, int user, int group) =>
        new(TarEntryType.RegularFile, path) { Mode = (UnixFileMode)mode, Uid = user, Gid = group, DataStream = new MemoryStream(content) };

    private static string WriteBase()
    {
        string path = Path.Combine(Sandbox.NewFolder("layer"), "base.tar");
        System.IO.File.WriteAllBytes(path, Base.Value);
        return path;
    }

    private static string PathOf(string name) => new[] { "/bin/", "/usr/bin/", "/usr/sbin/" }.Select(f => f + name).First(System.IO.File.Exists);

    private static string CompileProbe()
    {
        Components.Require("gcc");
        string folder = Sandbox.NewFolder("programs");
        string source = Path.Combine(folder, "probe.c");
        string program = Path.Combine(folder, "probe");
        System.IO.File.WriteAllText(source, ProbeSource);
        Command.Run("gcc", "-O1", "-static", "-o", program, source).MustSucceed();
        return program;
    }

    private static byte[] MakeBase()
    {
        Components.Require("gcc", "bwrap");
        List<PaxTarEntry> entries =
        [
            Folder("etc"), Folder("tmp", 0b1_111_111_111), Folder("usr/bin"), Folder("usr/lib"), Folder("usr/lib64"), Folder("app"),
            Link("bin", "usr/bin"), Link("lib", "usr/lib"), Link("lib64", "usr/lib64"),
            File("etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1654:1654::/home/app:/bin/sh"), File("etc/group", "root:x:0:\n"), File("etc/nsswitch.conf", "hosts: files dns\n"),
            Program("usr/bin/probe", "probe"),
        ];
        HashSet<string> libraries = new(StringComparer.Ordinal);
        foreach (string name in (string[])["dash", "id", "cat", "ls", "rm", "mkdir", "sleep", "stat", "getent", "readlink", "mv", "chmod", "grep"])
        {
            entries.Add(Program("usr/bin/" + name, name));
            foreach (Match library in Library().Matches(Command.Run("ldd", PathOf(name)).MustSucceed().Output))
            {
                libraries.Add(library.Value);
            }
        }

        entries.Add(Link("usr/bin/sh", "dash"));
        entries.AddRange(libraries.Select(static l => File((l.StartsWith("/usr/", StringComparison.Ordinal) ? l : "/usr" + l).TrimStart('/'), System.IO.File.ReadAllBytes(l), 0b111_101_101, 0, 0)));
        return Layer([.. entries]);
    }

    // serve PORT ADDRESS…: listens; take MEBIBYTES: writes that much memory, then sleeps; ask ADDRESS PORT: prints what it is sent, or the error.
    private const string ProbeSource = """
        #include <arpa/inet.h>
        #include <errno.h>
        #include <poll.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/socket.h>
        #include <unistd.h>
        static struct sockaddr_in at(const char *address, const char *port) {
            struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(atoi(port)) };
            inet_pton(AF_INET, address, &a.sin_addr);
            return a;
        }
        int main(int count, char **words) {
            if (count > 3 && !strcmp(words[1], "serve")) {
                struct pollfd sockets[10];
                int n = count - 3;
                for (int i = 0; i < n; i++) {
                    struct sockaddr_in a = at(words[3 + i], words[2]);
                    int one = 1;
                    sockets[i].fd = socket(AF_INET, SOCK_STREAM, 0);
                    sockets[i].events = POLLIN;
                    setsockopt(sockets[i].fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
                    if (bind(sockets[i].fd, (struct sockaddr *)&a, sizeof a) || listen(sockets[i].fd, 10)) { perror("serve"); return 1; }
                }
                printf("listening\n"); fflush(stdout);
                while (poll(sockets, n, -1) > 0)
                    for (int i = 0; i < n; i++)
                        if (sockets[i].revents) {
                            // In one piece: who asks reads once.
                            char line[200] = "heard ";
                            int s = accept(sockets[i].fd, 0, 0);
                            int length = read(s, line + 6, sizeof line - 6);
                            if (length > 0) write(s, line, length + 6);
                            close(s);
                        }
            } else if (count > 2 && !strcmp(words[1], "take")) {
                size_t size = (size_t)atoi(words[2]) << 20;
                volatile char *taken = malloc(size);
                for (size_t i = 0; i < size; i += 4096) taken[i] = 1;
                printf("taken\n"); fflush(stdout);
                pause();
            } else if (count > 3 && !strcmp(words[1], "ask")) {
                struct sockaddr_in a = at(words[2], words[3]);
                char line[200];
                int s = socket(AF_INET, SOCK_STREAM, 0);
                if (connect(s, (struct sockaddr *)&a, sizeof a)) { printf("%s\n", strerror(errno)); return 1; }
                write(s, "hello\n", 6);
                int length = read(s, line, sizeof line);
                if (length < 0) { printf("%s\n", strerror(errno)); return 1; }
                fwrite(line, 1, length, stdout);
            }
            return 0;
        }
        """;

    [GeneratedRegex(@"/\S+\.so\S*")]
    private static partial Regex Library();
}
