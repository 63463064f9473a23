using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>What one container has on disk: the folders of its overlay, its volumes, the files of <c>/etc</c> and what bubblewrap is told.</summary>
internal sealed class SandboxFolder
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly uint? _owner;
    private readonly LowerFolders _image;
    private readonly MountPoints _points;
    private readonly List<(ContainerVolume Volume, string Path, string Source)> _volumes = [];
    private readonly List<string> _files = [];
    private readonly List<string> _arguments = [];

    private SandboxFolder(string path, LowerFolders image, uint? owner)
    {
        Path = path;
        _owner = owner;
        foreach (string name in (string[])["", "upper", "work", "root", "mounts"])
        {
            NewFolder(name, 0b111_101_101);
        }

        _image = image;
        if (image.Find(ImagePath.Root) is { } root)
        {
            // The topmost folder says the mode of the root.
            UnixFile.SetMode(System.IO.Path.Combine(path, "upper"), root.Status.Mode);
        }

        _points = new MountPoints(System.IO.Path.Combine(path, "mounts"), image, owner, inside => _arguments.AddRange(["--dir", inside]));
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>User id in the container.</summary>
    public long UserId { get; private init; }

    /// <summary>The environment in the container.</summary>
    public ImmutableDictionary<string, string> Environment { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Makes it.</summary>
    /// <param name="path">The folder, which does not exist.</param>
    /// <param name="shared">The folder of volumes that several containers have in common.</param>
    /// <param name="image">The unpacked image, full paths, the topmost first.</param>
    /// <param name="specification">How it is to be run.</param>
    /// <param name="own">The container's address.</param>
    /// <param name="others">The addresses of the names it reaches.</param>
    /// <param name="group">Its control group.</param>
    /// <param name="owner">The user all is given to; <see langword="null"/> when that is who runs this.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="OpenShiftException">OSC0094: what it is to be run with cannot be told to a program.</exception>
    public static SandboxFolder Create(
        string path,
        string shared,
        ImmutableArray<string> image,
        ContainerSpecification specification,
        IPAddress own,
        ImmutableDictionary<string, IPAddress> others,
        MemoryGroup? group,
        uint? owner)
    {
        RequireNoZeroBytes(specification);
        var lower = new LowerFolders(image);
        string passwd = TextOf(lower, "/etc/passwd");
        var folder = new SandboxFolder(path, lower, owner) { UserId = specification.UserId ?? UserOf(passwd) };
        string home = specification.Environment.GetValueOrDefault("HOME") ?? specification.WorkingDirectory;
        folder.Environment = specification.Environment
            .SetItem("HOME", home)
            .SetItem("HOSTNAME", specification.Name)
            .SetItem("PATH", specification.Environment.GetValueOrDefault("PATH") ?? DefaultPath);

        folder.AddNamespaces(specification, group is not null);
        folder.AddRoot(specification.ReadOnlyRoot, group);
        folder.AddVolumes(specification.Volumes, shared);
        folder.AddFile("hosts", "/etc/hosts", AccountFiles.Hosts(specification.Name, own, others));
        folder.AddFile("resolv.conf", "/etc/resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
        folder.AddFile("hostname", "/etc/hostname", specification.Name + "\n");
        if (lower.Find(lower.Resolve("/etc/passwd")) is { Status.Type: UnixFileType.File } && AccountFiles.Passwd(passwd, folder.UserId, specification.GroupId, home) is { } added)
        {
            folder.AddFile("passwd", "/etc/passwd", added);
        }

        // Runtimes make the working directory when the image has none.
        folder._arguments.AddRange(["--chdir", folder._points.Folder(specification.WorkingDirectory)]);
        folder._points.Finish();
        foreach ((string name, string value) in folder.Environment)
        {
            folder._arguments.AddRange(["--setenv", name, value]);
        }

        folder.Write("arguments", Encoding.UTF8.GetBytes(string.Join('\0', folder._arguments) + "\0"), 0b110_000_000);
        return folder;
    }

    // bubblewrap's options are told apart by zero bytes: one in a value would be the beginning of another option. Values are not repeated, they may be secrets.
    private static void RequireNoZeroBytes(ContainerSpecification specification)
    {
        Require("its name", specification.Name);
        Require("its working directory", specification.WorkingDirectory);
        foreach (string part in specification.Command)
        {
            Require("its command", part);
        }

        foreach ((string name, string value) in specification.Environment)
        {
            Require("the name of an environment variable", name);
            Require($"the environment variable '{name}'", value);
        }

        foreach (ContainerVolume volume in specification.Volumes)
        {
            Require("the path of a volume", volume.Path);
            foreach (string file in volume.Files.Keys)
            {
                Require($"the name of a file in the volume '{volume.Path}'", file);
            }
        }

        void Require(string what, string text)
        {
            if (text.Contains('\0', StringComparison.Ordinal))
            {
                throw new OpenShiftException(
                    ToolCodes.RunEngineFailed,
                    $"'{PrintableText.Line(specification.Name)}' is not run: {PrintableText.Line(what)} has a zero byte in it, where every program sees its end",
                    "Take it out of the image's configuration, or of the manifests and settings.");
            }
        }
    }

    /// <summary>What was written so far.</summary>
    public ImmutableArray<WrittenFile> Written()
    {
        HashSet<string> points = [.. _volumes.Select(static v => v.Path)];
        ImmutableArray<WrittenFile>.Builder written = ImmutableArray.CreateBuilder<WrittenFile>();
        var below = new LowerFolders([System.IO.Path.Combine(Path, "mounts"), .. _image.Folders]);
        written.AddRange(WrittenFiles.In(System.IO.Path.Combine(Path, "upper"), ImagePath.Root, below, ImmutableDictionary<string, byte[]>.Empty, isDeclared: false, points.Contains));
        foreach ((ContainerVolume volume, string path, string source) in _volumes)
        {
            if (!volume.IsReadOnly)
            {
                ImmutableDictionary<string, byte[]> given = volume.Files.ToImmutableDictionary(f => path + "/" + f.Key, static f => f.Value, StringComparer.Ordinal)
                    .SetItems(_files.Where(f => ImagePath.IsBelow(f, path) && !volume.Files.ContainsKey(f[(path.Length + 1)..])).Select(static f => KeyValuePair.Create(f, Array.Empty<byte>())));
                written.AddRange(WrittenFiles.In(source, path, LowerFolders.None, given, isDeclared: true, points.Contains));
            }
        }

        written.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return written.ToImmutable();
    }

    /// <summary>Takes down the control group.</summary>
    public void Remember(MemoryGroup group) => Write("group", Encoding.UTF8.GetBytes(group.Folder), 0b110_000_000);

    // An arbitrary user is nobody the image knows.
    private static long UserOf(string passwd)
    {
        HashSet<string> known = [.. passwd.Split('\n').Select(static l => l.Split(':')).Where(static f => f.Length > 2).Select(static f => f[2])];
        long user = SandboxUser.InContainer;
        while (known.Contains(user.ToString(CultureInfo.InvariantCulture)))
        {
            user++;
        }

        return user;
    }

    private static string TextOf(LowerFolders image, string path)
    {
        const long Most = 1 << 20;
        try
        {
            return image.Find(image.Resolve(path)) is { Status: { Type: UnixFileType.File, Size: <= Most } } file ? File.ReadAllText(file.Place) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void AddNamespaces(ContainerSpecification specification, bool hasGroup)
    {
        _arguments.AddRange(
        [
            "--unshare-user", "--uid", UserId.ToString(CultureInfo.InvariantCulture), "--gid", specification.GroupId.ToString(CultureInfo.InvariantCulture),
            "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", specification.Name, "--as-pid-1", "--die-with-parent", "--cap-drop", "ALL",
        ]);
        if (hasGroup)
        {
            _arguments.Add("--unshare-cgroup");
        }
    }

    private void AddRoot(bool isReadOnly, MemoryGroup? group)
    {
        _arguments.AddRange([isReadOnly ? "--ro-bind" : "--bind", System.IO.Path.Combine(Path, "root"), "/"]);
        _arguments.AddRange(["--ro-bind", "/sys", _points.Folder("/sys")]);

        // Of the machine's control groups the container sees its own, as its root: that is where .NET looks for the limit.
        if (Directory.Exists("/sys/fs/cgroup"))
        {
            if (group?.FolderInside == "/sys/fs/cgroup")
            {
                _arguments.AddRange(["--ro-bind", group.Folder, "/sys/fs/cgroup"]);
            }
            else
            {
                _arguments.AddRange(["--tmpfs", "/sys/fs/cgroup"]);
                _arguments.AddRange(group is null ? [] : ["--ro-bind", group.Folder, group.FolderInside]);
            }
        }

        _arguments.AddRange(["--proc", _points.Folder("/proc"), "--dev", _points.Folder("/dev")]);
    }

    private void AddVolumes(ImmutableArray<ContainerVolume> volumes, string shared)
    {
        int files = 0;
        foreach (ContainerVolume volume in volumes.OrderBy(static v => v.Path.Count(static c => c == '/')).ThenBy(static v => v.Path, StringComparer.Ordinal))
        {
            if (SingleFile.Of(volume) is { } single)
            {
                AddFile(FormattableString.Invariant($"file{files++}"), volume.Path, single);
                continue;
            }

            string source = volume.SharedAs is null ? System.IO.Path.Combine(Path, FormattableString.Invariant($"volume{_volumes.Count}")) : System.IO.Path.Combine(shared, NameOf(volume.SharedAs));
            if (!Directory.Exists(source))
            {
                _ = UnixFile.TryMakeFolder(source, 0b111_111_111);
                Give(source);
                UnixFile.SetMode(source, 0b111_111_111);
                foreach ((string name, byte[] content) in volume.Files)
                {
                    Put(source, name, content, volume.IsReadOnly);
                }
            }

            string path = _points.Volume(volume.Path, source, volume.SharedAs is not null);
            _volumes.Add((volume, path, source));
            _arguments.AddRange([volume.IsReadOnly ? "--ro-bind" : "--bind", source, path]);
        }
    }

    private static string NameOf(string shared) => Images.Contents.Digest.Of(Encoding.UTF8.GetBytes(shared)).Hex[..16];

    private void Put(string source, string name, byte[] content, bool isReadOnly)
    {
        if (!ImagePath.TryNormalize(name, out string? path, clampAtRoot: false) || path == ImagePath.Root)
        {
            throw new OpenShiftException(ToolCodes.RunEngineFailed, $"A volume has a file named '{PrintableText.Line(name)}', which would lie outside of it", "Name the keys of ConfigMaps and Secrets with letters, digits, '-', '_' and '.'.");
        }

        for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (UnixFile.TryMakeFolder(source + path[..slash], 0b111_111_101))
            {
                Give(source + path[..slash]);
            }
        }

        string place = source + path;
        using (FileStream file = UnixFile.Create(place))
        {
            file.Write(content);
        }

        Give(place);
        UnixFile.SetMode(place, isReadOnly ? 0b100_100_100 : 0b110_110_100);
    }

    private void AddFile(string name, string path, string content) => AddFile(name, path, Encoding.UTF8.GetBytes(content));

    private void AddFile(string name, string path, byte[] content)
    {
        Write(name, content, 0b100_100_100);
        string real = _points.File(path);
        _files.Add(real);
        _arguments.AddRange(["--ro-bind", System.IO.Path.Combine(Path, name), real]);
    }

    private void Write(string name, byte[] content, int mode)
    {
        string place = System.IO.Path.Combine(Path, name);
        using (FileStream file = UnixFile.Create(place))
        {
            file.Write(content);
        }

        Give(place);
        UnixFile.SetMode(place, mode);
    }

    private void NewFolder(string name, int mode)
    {
        string place = name.Length == 0 ? Path : System.IO.Path.Combine(Path, name);
        if (!UnixFile.TryMakeFolder(place, mode))
        {
            throw new IOException($"'{place}' exists");
        }

        Give(place);
    }

    private void Give(string place)
    {
        if (_owner is { } user)
        {
            UnixFile.ChangeOwner(place, user);
        }
    }
}
