using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.RealImages;

/// <summary>Images that umoci, tar, skopeo and buildah make of Debian packages, and exactly what the rules find in them.</summary>
[TestClass]
public sealed class RealImageTests
{
    // Debian is neither of Red Hat's nor of .NET's images.
    private const string UnapprovedBase = "Info OSC0104: Label org.opencontainers.image.base.name 'docker.io/library/debian:12' is none of the images of Red Hat and of .NET that are approved by default (registry.access.redhat.com/ubi*/**, registry.access.redhat.com/dotnet/**, registry.redhat.io/**, mcr.microsoft.com/dotnet/**)";

    private const string Key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";

    [TestMethod]
    public async Task Only_the_base_is_spoken_of_in_the_image_all_others_stand_on() => Expect(await RealImage.Create().JudgeAsync());

    [TestMethod]
    public async Task An_installed_ssh_server_is_found_by_its_package_and_its_files()
    {
        (RealImage image, string[] expected) = WithSshServer();

        Expect(await image.JudgeAsync(), expected);
    }

    [TestMethod]
    public async Task Layers_in_zstd_say_the_same()
    {
        Components.Require("skopeo");
        (RealImage image, string[] expected) = WithSshServer();
        string copy = Path.Combine(Sandbox.NewFolder("zstd"), "layout");
        Command.Run("skopeo", "copy", "-q", "--dest-compress-format", "zstd", "--dest-compress", "--dest-oci-accept-uncompressed-layers=false", $"oci:{image.Layout}:{image.Tag}", $"oci:{copy}:zstd").MustSucceed();

        Assert.IsTrue(Directory.GetFiles(Path.Combine(copy, "blobs/sha256")).Count(IsZstd) >= 2, "The layers are in zstd.");
        Expect(await RealImage.JudgeAsync(copy, "zstd"), expected);
    }

    [TestMethod]
    public async Task What_buildah_commits_says_the_same()
    {
        Components.Require("buildah");
        RealImage image = RealImage.Create();
        string root = image.NewRootWithStatus();
        string version = DebianPackages.Install("openssh-server", root);
        RealImage.Write(root, "etc/ssh/ssh_host_ed25519_key", Key);
        string storage = Sandbox.NewFolder("buildah");
        string[] common = ["--root", storage + "/root", "--runroot", storage + "/run", "--storage-driver", "vfs"];
        string layout = Path.Combine(storage, "layout");
        string container = Command.Run("buildah", [.. common, "from", $"oci:{image.Layout}:{image.Tag}"]).MustSucceed().Output.Trim();
        try
        {
            Command.Run("buildah", [.. common, "copy", container, root, "/"]).MustSucceed();
            Command.Run("buildah", [.. common, "commit", "--quiet", "--format", "oci", container, $"oci:{layout}:built"]).MustSucceed();
        }
        finally
        {
            Command.Run("buildah", [.. common, "rm", container]);
        }

        Expect(await RealImage.JudgeAsync(layout, "built"), SshServer(version));
    }

    [TestMethod]
    public async Task The_lists_of_apt_are_found()
    {
        RealImage image = RealImage.Create();
        string root = image.NewRoot();
        RealImage.Write(root, "var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages", new string('x', 1 << 20));
        RealImage.Write(root, "var/lib/apt/lists/lock", "");
        image.Add(root);

        Expect(await image.JudgeAsync(), "Info OSC0501: The apt cache (/var/lib/apt/lists) holds 1 MiB in 1 file that a running container does not need");
    }

    [TestMethod]
    public async Task Programs_that_change_the_user_are_found()
    {
        RealImage image = RealImage.Create();
        string root = image.NewRoot();
        Directory.CreateDirectory(Path.Combine(root, "usr/bin"));
        File.Copy("/bin/true", Path.Combine(root, "usr/bin/elevate"));
        Command.Run("chmod", "4755", Path.Combine(root, "usr/bin/elevate")).MustSucceed();
        image.Add(root);

        Expect(await image.JudgeAsync(), "Warning OSC1312: Image file /usr/bin/elevate (layer 2 of 2) is set-uid (mode 4755, uid 0, gid 0)");
    }

    [TestMethod]
    public async Task A_key_deleted_in_a_later_layer_is_still_found()
    {
        RealImage image = RealImage.Create();
        string root = image.NewRoot();
        RealImage.Write(root, "app/tls.key", Key);
        image.Add(root);
        image.Umoci("insert", "--whiteout", "/app/tls.key");

        Expect(await image.JudgeAsync(), "Error OSC0906: Image file /app/tls.key (layer 2 of 3) holds a private key; layer 3 deletes it, but layer 2 still has it for everyone who can pull the image");
    }

    [TestMethod]
    public async Task A_deleted_hard_link_hides_no_bytes_and_a_deleted_file_does()
    {
        RealImage image = RealImage.Create();
        string root = image.NewRoot();
        RealImage.Write(root, "opt/data/file.bin", new string('f', 3 << 20));
        Command.Run("ln", Path.Combine(root, "opt/data/file.bin"), Path.Combine(root, "opt/data/link.bin")).MustSucceed();
        image.Add(root);
        image.Umoci("insert", "--whiteout", "/opt/data/link.bin");
        Expect(await image.JudgeAsync());

        image.Umoci("insert", "--whiteout", "/opt/data/file.bin");
        Expect(await image.JudgeAsync(), "Info OSC0502: The image carries 3 MiB that no container sees: /opt/data/file.bin (3 MiB, in layer 2, deleted in layer 4)");
    }

    [TestMethod]
    public async Task An_opaque_folder_hides_what_was_in_it()
    {
        RealImage image = RealImage.Create();
        string root = image.NewRoot();
        RealImage.Write(root, "opt/data/old.bin", new string('f', 3 << 20));
        image.Add(root);
        string over = image.NewRoot();
        RealImage.Write(over, "new.txt", "new");
        image.Umoci("insert", "--opaque", over, "/opt/data");

        Expect(await image.JudgeAsync(), "Info OSC0502: The image carries 3 MiB that no container sees: /opt/data/old.bin (3 MiB, in layer 2, deleted in layer 3)");
    }

    [TestMethod]
    public async Task A_recursive_chown_in_a_later_layer_is_found()
    {
        RealImage image = RealImage.Create();
        string root = image.NewRoot();
        RealImage.Write(root, "opt/data/file.bin", new string('f', 3 << 20));
        image.Add(root);
        string tar = root + ".chown.tar";
        Command.Run("tar", "--owner=1001", "--group=0", "--numeric-owner", "--mtime=@1", "--mode=0664", "-cf", tar, "-C", root, "./opt/data/file.bin").MustSucceed();
        image.AddTar(tar);

        Expect(await image.JudgeAsync(), "Info OSC0503: The image carries 3 MiB a second time: /opt/data/file.bin (3 MiB, in layers 2 and 3, of which only owner and mode differ)");
    }

    [TestMethod]
    public async Task More_layers_than_container_engines_take_are_read_and_found()
    {
        RealImage image = RealImage.Create();
        string root = image.NewRoot();
        RealImage.Write(root, "opt/one", "1");
        for (int i = 1; i < 130; i++)
        {
            image.Add(root);
        }

        Expect(await image.JudgeAsync(), "Info OSC0506: The image has 130 layers, 1 of them its base image's; every one costs requests and time when a node pulls the image");
    }

    [TestMethod]
    public async Task A_supervisor_is_found_as_what_is_started_and_as_a_package()
    {
        RealImage image = RealImage.Create();
        string root = image.NewRootWithStatus();
        string version = DebianPackages.Install("supervisor", root);
        DebianPackages.Install("python3.11-minimal", root);
        DebianPackages.Install("zlib1g", root);
        DebianPackages.Install("libexpat1", root);
        File.CreateSymbolicLink(Path.Combine(root, "usr/bin/python3"), "python3.11");
        image.Add(root);
        image.Configure("--config.entrypoint", "/usr/bin/supervisord", "--config.cmd", "-n");

        Expect(
            await image.JudgeAsync(),
            "Warning OSC0301: Image configuration Entrypoint starts supervisord, which runs several processes in one container");
        image.Configure("--config.entrypoint", "/usr/bin/hello", "--clear", "config.cmd");
        Expect(await image.JudgeAsync(), $"Info OSC0303: Package supervisor {version} adds supervisord to the image");
    }

    [TestMethod]
    [DataRow("exec hello \"$@\"\n", null)]
    [DataRow("export GREETING=hello\nmkdir -p /tmp/greetings\nexec env LANG=C hello \"$@\"\n", null)]
    [DataRow("hello \"$@\"\n", "Warning OSC0401: Image file /usr/bin/start (layer 2 of 2), line 2, starts 'hello' without 'exec', so the shell stays process 1 and SIGTERM does not reach the program, which is killed when the grace period ends")]
    [DataRow("mkdir -p /tmp/greetings\nif [ -n \"$1\" ]; then exec hello \"$@\"; fi\nhello\n", "Warning OSC0401: Image file /usr/bin/start (layer 2 of 2), line 4, starts 'hello' without 'exec', so the shell stays process 1 and SIGTERM does not reach the program, which is killed when the grace period ends")]
    [DataRow("/opt/app/server &\nwait\n", "Warning OSC0403: Image file /usr/bin/start (layer 2 of 2), line 2, starts 'server' in the background, so SIGTERM does not reach it and the container does not end when it does")]
    [DataRow("/opt/app/server | tee /tmp/log\n", "Warning OSC0403: Image file /usr/bin/start (layer 2 of 2), line 2, starts 'server' in a pipeline, so it is a child of the shell, SIGTERM does not reach it, and its exit code is lost")]
    public async Task A_wrapper_is_read_and_has_to_exec(string script, string? expected)
    {
        RealImage image = RealImage.Create();
        string root = image.NewRootWithStatus();
        DebianPackages.Install("dash", root);
        RealImage.Write(root, "usr/bin/start", "#!/bin/sh\n" + script);
        RealImage.Write(root, "opt/app/server", "");
        File.Copy("/bin/true", Path.Combine(root, "opt/app/server"), overwrite: true);
        Command.Run("chmod", "0755", Path.Combine(root, "usr/bin/start"), Path.Combine(root, "opt/app/server")).MustSucceed();
        image.Add(root);
        image.Configure("--config.entrypoint", "/usr/bin/start");

        Expect(await image.JudgeAsync(), expected is null ? [] : [expected]);
    }

    private static (RealImage Image, string[] Expected) WithSshServer()
    {
        RealImage image = RealImage.Create();
        string root = image.NewRootWithStatus();
        string version = DebianPackages.Install("openssh-server", root);
        RealImage.Write(root, "etc/ssh/ssh_host_ed25519_key", Key);
        image.Add(root);
        return (image, SshServer(version));
    }

    // The key is one cause, the package with its program and its unit the other.
    private static string[] SshServer(string version) =>
    [
        "Error OSC0906: Image file /etc/ssh/ssh_host_ed25519_key (layer 2 of 2) holds the private key of an SSH server, which everyone who can pull the image can read (and OSC1002 at file:/etc/ssh/ssh_host_ed25519_key)",
        $"Warning OSC1001: Package openssh-server {version} is an SSH server (and OSC1002 at file:/lib/systemd/system/ssh.service, OSC1002 at file:/usr/sbin/sshd)",
    ];

    private static bool IsZstd(string file)
    {
        using FileStream stream = File.OpenRead(file);
        Span<byte> magic = stackalloc byte[4];
        return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);
    }

    private static void Expect(string[] found, params string[] expected) =>
        Assert.AreEqual(string.Join('\n', expected.Append(UnapprovedBase).Order(StringComparer.Ordinal)), string.Join('\n', found.Order(StringComparer.Ordinal)));
}
