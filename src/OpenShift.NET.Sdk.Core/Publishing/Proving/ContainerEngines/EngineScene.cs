using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Formats.Tar;
using System.Globalization;
using System.Net;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>The containers of one proof in podman or docker.</summary>
internal sealed class EngineScene : IProofScene
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;
    private const UnixFileMode ReadByEveryone = (UnixFileMode)0b110_100_100;
    private const UnixFileMode EnteredByEveryone = (UnixFileMode)0b111_101_101;
    private const int FirstAddress = 10;

    /// <summary>How long an engine that is asked to make a container may go on when the proof is cancelled.</summary>
    private static readonly TimeSpan CreateGrace = TimeSpan.FromSeconds(10);

    private static readonly string[] s_gone = ["image not known", "no such image"];

    private readonly EngineManner _manner;
    private readonly SceneWatcher? _watcher;
    private readonly ConcurrentDictionary<string, Lazy<Task<LoadedImage>>> _images = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<EngineContainer> _containers = [];
    private readonly NetworkCables _cables;
    private readonly Task _leftovers;
    private int _count;
    private int _disposed;

    private EngineScene(EngineManner manner, SceneName name, string folder)
    {
        _manner = manner;
        Name = name;
        Folder = folder;
        _cables = new NetworkCables(manner);
        _watcher = SceneWatcher.Start(manner, name, folder);
        _leftovers = Task.Run(() => RemoveLeftoversAsync(manner));
    }

    /// <summary>The name that all of it carries.</summary>
    public SceneName Name { get; }

    /// <summary>Its folder, which only this user may enter.</summary>
    public string Folder { get; }

    private string? Network => _manner.Network == SceneNetworkKind.Forwarded ? null : Name.NameOf(null);

    /// <summary>Begins one.</summary>
    /// <exception cref="OpenShiftException">OSC0094: the engine refuses the network.</exception>
    public static async Task<EngineScene> BeginAsync(EngineManner manner, CancellationToken cancellationToken)
    {
        var name = SceneName.Create();
        string folder = Path.Combine(Path.GetTempPath(), name.NameOf(null));
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Private);
        }

        var scene = new EngineScene(manner, name, folder);
        try
        {
            if (scene.Network is { } network)
            {
                // What is asked through published ports needs a way in, which an internal network does not have.
                string[] isolation = manner.Network == SceneNetworkKind.Addresses ? ["--internal"] : [];
                Require(manner, await manner.Client.RunAsync(["network", "create", .. isolation, "--label", $"{SceneName.Label}={name}", network], cancellationToken).ConfigureAwait(false), "makes no network");
            }

            return scene;
        }
        catch
        {
            await scene.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IPreparedImage> PrepareAsync(Image image, int baseLayers, CancellationToken cancellationToken) =>
        await _images.GetOrAdd(
            image.Digest.ToString(),
            _ => new Lazy<Task<LoadedImage>>(() => LoadAsync(image, Interlocked.Increment(ref _count), cancellationToken))).Value.ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IRunningContainer> StartAsync(IPreparedImage image, ContainerSpecification specification, CancellationToken cancellationToken)
    {
        var loaded = (LoadedImage)image;
        int number = Interlocked.Increment(ref _count);
        string folder = Path.Combine(Folder, number.ToString(CultureInfo.InvariantCulture));
        CreateFolder(folder, Private);
        long user = specification.UserId ?? ChooseUser(loaded);
        ImmutableArray<MountedVolume> volumes = [.. await Task.WhenAll(specification.Volumes.Select((v, i) => MountAsync(loaded, v, folder, number, i, cancellationToken))).ConfigureAwait(false)];
        var environment = ContainerEnvironment.Of(specification.Environment);
        string environmentFile = Path.Combine(folder, "environment");
        WriteFile(environmentFile, Encoding.UTF8.GetBytes(environment.File), PrivateFile);
        var arguments = new CreateArguments
        {
            Manner = _manner,
            Specification = specification,
            Scene = Name.ToString(),
            ContainerName = Name.NameOf(number.ToString(CultureInfo.InvariantCulture)),
            Image = loaded.Reference,
            UserId = user,
            EnvironmentFile = environmentFile,
            InheritedVariables = [.. environment.Inherited.Keys.Order(StringComparer.Ordinal)],
            RemovedVariables = [.. (loaded.Image.Config.Config.Env ?? []).Select(static v => v.Split('=')[0]).Where(n => n.Length > 0 && !specification.Environment.ContainsKey(n)).Distinct(StringComparer.Ordinal)],
            Volumes = [.. volumes.Where(static v => v.Source.Length > 0)],
            Network = Network,
            SystemFiles = SystemFiles(loaded, specification, folder, user),
        };
        EngineAnswer created = await _manner.Client.RunAsync(arguments.Build(), cancellationToken, environment: environment.Inherited, grace: CreateGrace).ConfigureAwait(false);
        if (!created.Succeeded && s_gone.Any(g => created.Complaint.Contains(g, StringComparison.OrdinalIgnoreCase)))
        {
            // podman reads and writes the names of an image in two steps: another proof of the same image that takes its own name away can take this one along.
            LoadedImage again = await LoadAsync(loaded.Image, Interlocked.Increment(ref _count), cancellationToken).ConfigureAwait(false);
            created = await _manner.Client.RunAsync((arguments with { Image = again.Reference }).Build(), cancellationToken, environment: environment.Inherited, grace: CreateGrace).ConfigureAwait(false);
        }

        File.Delete(environmentFile);
        Require(_manner, created, $"creates no container of the image of '{specification.Name}'");
        foreach (MountedVolume file in volumes.Where(static v => v.Source.Length == 0))
        {
            await CopyInAsync(arguments.ContainerName, Path.GetDirectoryName(file.Volume.Path)!.Replace('\\', '/'), [(Path.GetFileName(file.Volume.Path), SingleFile.Of(file.Volume)!)], null, cancellationToken).ConfigureAwait(false);
        }

        var container = new EngineContainer(_manner, arguments.ContainerName, created.Output.Trim(), specification, user, volumes, NetworkOf(specification), _cables);
        _containers.Add(container);
        try
        {
            await container.StartAsync(cancellationToken).ConfigureAwait(false);
            return container;
        }
        catch
        {
            await container.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await Task.WhenAll(_containers.Select(static c => c.DisposeAsync().AsTask())).ConfigureAwait(false);
        await _leftovers.ConfigureAwait(false);
        await SceneCleanup.RemoveAsync(_manner, Name, Folder, Network is not null, !_manner.HasFolders).ConfigureAwait(false);
        _watcher?.Dispose();
    }

    /// <summary>Holds that a command succeeded.</summary>
    /// <exception cref="OpenShiftException">OSC0094: it did not.</exception>
    internal static void Require(EngineManner manner, EngineAnswer answer, string what)
    {
        if (!answer.Succeeded)
        {
            throw Failure(manner, what, answer.Complaint);
        }
    }

    /// <summary>An engine's refusal.</summary>
    internal static OpenShiftException Failure(EngineManner manner, string what, string complaint) => new(
        ToolCodes.RunEngineFailed,
        $"{manner.Client.Name} {what}: {PrintableText.Line(complaint)}",
        $"Check that {manner.Client.Name} works on this machine, or set OpenShiftProveEngine to another engine.");

    private static async Task RemoveLeftoversAsync(EngineManner manner)
    {
        try
        {
            await SceneCleanup.RemoveLeftoversAsync(manner, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OpenShiftException)
        {
            // The scene's own commands say what is wrong.
        }
    }

    private async Task<LoadedImage> LoadAsync(Image image, int number, CancellationToken cancellationToken)
    {
        string reference = string.Create(CultureInfo.InvariantCulture, $"{SceneName.Repositories}{Name}:{number}");
        string id = image.Manifest.Config.Digest.Hex;

        // An image that the engine has, the user's or that of another proof, gets another name, which is taken from it again. One without any name would be removed with the last one.
        EngineAnswer known = await _manner.Client.RunAsync(["image", "inspect", "--format", "{{len .RepoTags}}", id], cancellationToken).ConfigureAwait(false);
        if (known.Succeeded && known.Output.Trim() == "0")
        {
            reference = id;
        }
        else if (!known.Succeeded || !(await _manner.Client.RunAsync(["tag", id, reference], cancellationToken).ConfigureAwait(false)).Succeeded)
        {
            EngineAnswer loaded = await _manner.Client.RunAsync(
                ["load"],
                cancellationToken,
                async input => await DockerArchive.WriteAsync(image, input, [reference], cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            Require(_manner, loaded, "does not load the image");
        }

        bool asksForUsers = !_manner.Facts.IsPodman || _manner.Facts.UserIds <= EngineUser.Arbitrary;
        return new LoadedImage(image, reference, asksForUsers ? await ReadPasswdAsync(reference, number, cancellationToken).ConfigureAwait(false) : null);
    }

    // A container that is never started is the one way to a file of an image that both engines have.
    private async Task<byte[]?> ReadPasswdAsync(string image, int number, CancellationToken cancellationToken)
    {
        string container = Name.NameOf(string.Create(CultureInfo.InvariantCulture, $"{number}-users"));
        await CreateIdleAsync(container, image, [], cancellationToken).ConfigureAwait(false);
        byte[]? passwd = null;
        EngineAnswer copied = await _manner.Client.RunAsync(["cp", $"{container}:/etc/passwd", Path.Combine(Folder, container)], cancellationToken).ConfigureAwait(false);
        if (copied.Succeeded && File.Exists(Path.Combine(Folder, container)))
        {
            passwd = await File.ReadAllBytesAsync(Path.Combine(Folder, container), cancellationToken).ConfigureAwait(false);
        }

        await _manner.Client.RunAsync(["rm", "--force", container], cancellationToken).ConfigureAwait(false);
        return passwd;
    }

    private async Task CreateIdleAsync(string container, string image, IEnumerable<string> options, CancellationToken cancellationToken) =>
        Require(
            _manner,
            await _manner.Client.RunAsync(
                ["create", "--pull=never", "--name", container, "--label", $"{SceneName.Label}={Name}", "--network", "none", .. _manner.Limits, .. options, "--entrypoint", "/none", image],
                cancellationToken,
                grace: CreateGrace).ConfigureAwait(false),
            "creates no container of the image");

    private long ChooseUser(LoadedImage image) => EngineUser.Choose(_manner.Facts.UserIds, image.Passwd is null ? "" : Encoding.UTF8.GetString(image.Passwd));

    private async Task<MountedVolume> MountAsync(LoadedImage image, ContainerVolume volume, string folder, int number, int index, CancellationToken cancellationToken)
    {
        if (volume.Path.AsSpan().IndexOfAny(":\n\0") >= 0 || !volume.Path.StartsWith('/'))
        {
            throw Failure(_manner, $"cannot mount the volume '{PrintableText.Line(volume.Path)}'", "the path is not absolute or has a colon in it");
        }

        if (_manner.HasFolders)
        {
            if (SingleFile.Of(volume) is { } content)
            {
                string file = Path.Combine(folder, "file-" + index.ToString(CultureInfo.InvariantCulture));
                WriteFile(file, content, ReadByEveryone);
                return new MountedVolume(volume, file, IsFolder: true);
            }

            string source = volume.SharedAs is { } name
                ? _shared.GetOrAdd(name, _ => Path.Combine(Folder, "shared-" + (_shared.Count + 1).ToString(CultureInfo.InvariantCulture)))
                : Path.Combine(folder, "volume-" + index.ToString(CultureInfo.InvariantCulture));
            FillFolder(source, volume);
            return new MountedVolume(volume, source, IsFolder: true);
        }

        if (SingleFile.Of(volume) is not null)
        {
            // The engine has folders only; the file is copied into the container.
            return new MountedVolume(volume, "", IsFolder: false);
        }

        string own = volume.SharedAs is { } shared
            ? _shared.GetOrAdd(shared, _ => Name.NameOf("shared-" + (_shared.Count + 1).ToString(CultureInfo.InvariantCulture)))
            : Name.NameOf(string.Create(CultureInfo.InvariantCulture, $"{number}-{index}"));
        await FillVolumeAsync(image, own, volume, cancellationToken).ConfigureAwait(false);
        return new MountedVolume(volume, own, IsFolder: false);
    }

    private static void FillFolder(string folder, ContainerVolume volume)
    {
        CreateFolder(folder, volume.Files.IsEmpty ? Everyone : EnteredByEveryone);
        foreach ((string path, byte[] content) in volume.Files)
        {
            string file = Path.GetFullPath(Path.Combine(folder, path));
            if (!file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                continue;
            }

            for (string? parent = Path.GetDirectoryName(file); parent is not null && parent.Length > folder.Length; parent = Path.GetDirectoryName(parent))
            {
                CreateFolder(parent, EnteredByEveryone);
            }

            WriteFile(file, content, ReadByEveryone);
        }
    }

    private async Task FillVolumeAsync(LoadedImage image, string name, ContainerVolume volume, CancellationToken cancellationToken)
    {
        Require(_manner, await _manner.Client.RunAsync(["volume", "create", "--label", $"{SceneName.Label}={Name}", name], cancellationToken).ConfigureAwait(false), "makes no volume");
        string filler = name + "-fill";
        await CreateIdleAsync(filler, image.Reference, ["--volume", $"{name}:/volume:nocopy"], cancellationToken).ConfigureAwait(false);
        await CopyInAsync(filler, "/volume", volume.Files.Select(static f => (f.Key, f.Value)), volume.Files.IsEmpty ? Everyone : EnteredByEveryone, cancellationToken).ConfigureAwait(false);
        await _manner.Client.RunAsync(["rm", "--force", filler], cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyInAsync(string container, string folder, IEnumerable<(string Path, byte[] Content)> files, UnixFileMode? mode, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        using (var tar = new TarWriter(content, TarEntryFormat.Pax, leaveOpen: true))
        {
            if (mode is { } own)
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "./") { Mode = own }, cancellationToken).ConfigureAwait(false);
            }

            foreach ((string path, byte[] bytes) in files)
            {
                using var data = new MemoryStream(bytes);
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "./" + path) { Mode = ReadByEveryone, DataStream = data }, cancellationToken).ConfigureAwait(false);
            }
        }

        Require(
            _manner,
            await _manner.Client.RunAsync(["cp", "-", $"{container}:{folder}"], cancellationToken, input => input.WriteAsync(content.GetBuffer(), 0, (int)content.Length, cancellationToken)).ConfigureAwait(false),
            "does not take the files of a volume");
    }

    // Only what the application is to know: not the names and servers of this machine.
    private ImmutableArray<(string Path, string Source)> SystemFiles(LoadedImage image, ContainerSpecification specification, string folder, long user)
    {
        if (!_manner.HasFolders)
        {
            return [];
        }

        ImmutableArray<(string, string)>.Builder files = ImmutableArray.CreateBuilder<(string, string)>();
        if (_manner.Network == SceneNetworkKind.Forwarded)
        {
            Add("/etc/resolv.conf", "nameserver 127.0.0.1\n");
            Add("/etc/hosts", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1\tlocalhost\n::1\tlocalhost\n{AddressOf(specification.Name)}\t{specification.Name}\n"));
        }

        if (!_manner.Facts.IsPodman && image.Passwd is { } passwd && !EngineUser.Knows(Encoding.UTF8.GetString(passwd), user))
        {
            // As CRI-O does.
            Add("/etc/passwd", Encoding.UTF8.GetString(passwd).TrimEnd('\n') + string.Create(CultureInfo.InvariantCulture, $"\n{user}:x:{user}:{specification.GroupId}:{user} user:/:/sbin/nologin\n"));
        }

        return files.ToImmutable();

        void Add(string path, string content)
        {
            string file = Path.Combine(folder, Path.GetFileName(path));
            WriteFile(file, Encoding.UTF8.GetBytes(content), ReadByEveryone);
            files.Add((path, file));
        }
    }

    private ContainerNetwork NetworkOf(ContainerSpecification specification)
    {
        ILookup<string, int> linked = specification.Links.ToLookup(static l => l.Container, static l => l.Port, StringComparer.Ordinal);
        var neighbours = linked.Select(ports => new Neighbour(
            ports.Key,
            AddressOf(ports.Key),
            SocketOf(ports.Key),
            [.. ports.Distinct()],
            // What listens on all addresses of a port leaves nobody else room there: then the two networks are joined by a cable.
            _cables.CanLay && ports.Any(p => specification.Ports.Contains(p)) ? _cables.Plan(specification.Name, ports.Key) : null));

        // By the container's name, so that those who reach it know the place before it is started.
        return new ContainerNetwork(_manner, SocketOf(specification.Name), AddressOf(specification.Name), [.. neighbours]);

        string SocketOf(string name) => Path.Combine(Folder, "net" + AddressOf(name).GetAddressBytes()[3].ToString(CultureInfo.InvariantCulture));
    }

    private IPAddress AddressOf(string name)
    {
        int number = _numbers.GetOrAdd(name, _ => FirstAddress + _numbers.Count);
        return new IPAddress([10, 128, (byte)(number >> 8), (byte)number]);
    }

    private static void CreateFolder(string folder, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, mode);
    }

    private static void WriteFile(string path, byte[] content, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile;
        }

        using (var file = new FileStream(path, options))
        {
            file.Write(content);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
