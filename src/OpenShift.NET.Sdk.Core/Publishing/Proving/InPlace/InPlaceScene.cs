using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Runtime.Versioning;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Publishing.Proving.Linux;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Proving.InPlace;

/// <summary>The processes of one proof, in the network and the file system that this process is in itself.</summary>
[SupportedOSPlatform("linux")]
internal sealed class InPlaceScene : IProofScene
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The groups of processes are named by who starts them, before they run anything else: there is no moment in which one is not known.
    private const string Watcher =
        """
        exec 3<&0
        (
            trap '' HUP INT TERM
            read -r line <&3
            while read -r group; do kill -s KILL -- "-$group"; done <"$1/groups"
            chmod -R u+rwX "$1"
            rm -rf "$1"
        ) </dev/null >/dev/null 2>&1 &
        """;

    private readonly InPlaceSurroundings _surroundings;
    private readonly string _folder;
    private readonly Process? _watcher;
    private readonly ConcurrentBag<InPlaceContainer> _containers = [];
    private int _count;
    private int _disposed;

    /// <summary>Begins one.</summary>
    public InPlaceScene(InPlaceSurroundings surroundings)
    {
        _surroundings = surroundings;
        _folder = Path.Combine(Path.GetTempPath(), SceneName.Create().NameOf(null));
        Directory.CreateDirectory(_folder, Private);
        File.WriteAllText(Path.Combine(_folder, "groups"), "");
        _watcher = StartWatcher(_folder);
    }

    /// <inheritdoc/>
    public Task<IPreparedImage> PrepareAsync(Image image, int baseLayers, CancellationToken cancellationToken) => Task.FromResult<IPreparedImage>(new InPlaceImage(image, baseLayers));

    /// <inheritdoc/>
    public async Task<IRunningContainer> StartAsync(IPreparedImage image, ContainerSpecification specification, CancellationToken cancellationToken)
    {
        var prepared = (InPlaceImage)image;
        RequireFreePorts(specification);
        string folder = Path.Combine(_folder, Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture));
        string root = Path.Combine(folder, "root");
        Directory.CreateDirectory(root, Private);
        await LayOutAsync(prepared, root, cancellationToken).ConfigureAwait(false);
        var files = new InPlaceFolder();
        await MountAsync(specification, folder, root, files, cancellationToken).ConfigureAwait(false);
        files.Add("/", root, isDeclared: false);
        InPlaceCommand command = InPlaceCommand.Of(specification.Command, specification.WorkingDirectory, files.Find, Dotnet())
            ?? throw InPlaceFailure.Of($"'{PrintableText.Line(specification.Command.FirstOrDefault() ?? "")}' of the image '{specification.Name}' cannot be started in place: it is no file of the published application");
        if (specification.ReadOnlyRoot)
        {
            MakeReadOnly(root);
        }

        var container = new InPlaceContainer(specification, _surroundings, command, files, Path.Combine(_folder, "groups"), folder);
        _containers.Add(container);
        container.Start();
        return container;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await Task.WhenAll(_containers.Select(static c => c.DisposeAsync().AsTask())).ConfigureAwait(false);
        await FolderRemoval.RunAsync([_folder], CancellationToken.None).ConfigureAwait(false);
        if (_watcher is not null)
        {
            // It finds nothing left.
            _watcher.StandardInput.Close();
            _watcher.Dispose();
        }
    }

    private static Process? StartWatcher(string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Watcher, "openshift-prove-watcher", folder]) { RedirectStandardInput = true, UseShellExecute = false });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task LayOutAsync(InPlaceImage image, string root, CancellationToken cancellationToken)
    {
        var budget = new ImageScanBudget(ImageScanLimits.Default);
        var unpacker = new LayerUnpacker(root, LowerFolders.None, null, budget);
        try
        {
            foreach (Descriptor layer in image.Image.Manifest.Layers.Skip(image.BaseLayers))
            {
                await ImageUnpacker.ApplyAsync(unpacker, layer, image.Image.Blobs, budget, cancellationToken).ConfigureAwait(false);
            }

            unpacker.Finish();
            File.SetUnixFileMode(root, File.GetUnixFileMode(root) | Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InPlaceFailure.Of($"The application cannot be laid out in '{root}': {e.Message.TrimEnd('.')}", e);
        }
    }

    // What is mounted into the application's own folder can be given; other paths are this machine's.
    private static async Task MountAsync(ContainerSpecification specification, string folder, string root, InPlaceFolder files, CancellationToken cancellationToken)
    {
        int number = 0;
        foreach (ContainerVolume volume in specification.Volumes.OrderBy(static v => v.Path, StringComparer.Ordinal))
        {
            if (SingleFile.Of(volume) is { } single)
            {
                if (Directory.Exists(root + Path.GetDirectoryName(volume.Path)))
                {
                    await File.WriteAllBytesAsync(root + volume.Path, single, cancellationToken).ConfigureAwait(false);
                }

                continue;
            }

            bool isInside = Directory.Exists(root + volume.Path) || Directory.Exists(root + Path.GetDirectoryName(volume.Path));
            string place = isInside && volume.Path.Trim('/').Length > 0 ? root + volume.Path.TrimEnd('/') : Path.Combine(folder, "volume-" + (++number).ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(place);
            foreach ((string path, byte[] content) in volume.Files)
            {
                string file = Path.GetFullPath(Path.Combine(place, path));
                if (file.StartsWith(place + "/", StringComparison.Ordinal))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    await File.WriteAllBytesAsync(file, content, cancellationToken).ConfigureAwait(false);
                }
            }

            files.Add(volume.Path, place, isDeclared: !volume.IsReadOnly);
        }
    }

    private static void MakeReadOnly(string root)
    {
        const UnixFileMode Write = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        foreach (string folder in Directory.EnumerateDirectories(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }).Append(root))
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) & ~Write);
        }
    }

    private static void RequireFreePorts(ContainerSpecification specification)
    {
        HashSet<int> taken = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(static l => l.Port)];
        foreach (int port in specification.Ports)
        {
            if (taken.Contains(port))
            {
                throw InPlaceFailure.Of(string.Create(CultureInfo.InvariantCulture, $"Port {port} of '{specification.Name}' is in use{(HolderOf(port) is { } holder ? $" by '{holder}'" : "")}: in place, the application has the network of this build, and no two programs can listen on one port"));
            }
        }
    }

    private static string? HolderOf(int port)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                && ProcessNetwork.SocketsOf([process]) is { Count: > 0 } sockets
                && ProcessNetwork.Listening(process, sockets)?.Any(s => s.Port == port) == true)
            {
                try
                {
                    return File.ReadAllText($"{folder}/comm").Trim();
                }
                catch (IOException)
                {
                    return null;
                }
            }
        }

        return null;
    }

    private static string? Dotnet()
    {
        string? own = Environment.ProcessPath;
        IEnumerable<string?> candidates =
        [
            own is not null && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : null,
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } folder ? Path.Combine(folder, "dotnet") : null,
            SearchPath.Find(Environment.GetEnvironmentVariable("PATH"), "dotnet"),
        ];
        return candidates.FirstOrDefault(static c => c is not null && Path.IsPathFullyQualified(c) && File.Exists(c));
    }
}
