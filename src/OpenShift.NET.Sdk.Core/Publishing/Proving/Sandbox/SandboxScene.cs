using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Publishing.Proving.Network;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>The sandboxes of one proof and the folder they have in common, which goes with them.</summary>
internal sealed class SandboxScene : IProofScene
{
    private const string FolderPrefix = "openshift-proof-";

    // It waits for the end of its standard input, which comes with that of this process, or for the word that all containers are gone. Whoever cannot be ended by their parents' end
    // is killed by number, once it is known to be the same.
    private const string Watcher = """
        exec >/dev/null 2>&1
        PATH=$PATH:/usr/bin:/bin
        read -r end
        cd /
        [ "$end" = gone ] || for s in "$1"/*/status; do
          pid=$(sed -n 's/.*"child-pid": \([0-9]*\).*/\1/p' "$s"); ns=$(sed -n 's/.*"pid-namespace": \([0-9]*\).*/\1/p' "$s")
          if [ -n "$pid" ] && [ "$(readlink "/proc/$pid/ns/pid")" = "pid:[$ns]" ]; then kill -9 "$pid"; fi
        done
        i=0
        while [ -e "$1" ] && [ "$i" -lt 50 ]; do
          for g in "$1"/*/group; do [ -e "$g" ] && rmdir "$(cat "$g")"; done
          rm -rf "$1" || { chmod -R u+rwX "$1"; rm -rf "$1"; }
          [ -e "$1" ] && sleep 0.1
          i=$((i+1))
        done
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SandboxPrograms _programs;
    private readonly SandboxUser _user;
    private readonly ImageUnpacker _unpacker;
    private readonly ImmutableArray<string> _forwarder;
    private readonly KeptTrial _trial;
    private readonly Process _watcher;
    private readonly string[] _abandoned;
    private readonly List<SandboxContainer> _containers = [];
    private readonly List<string> _names = [];
    private int _count;
    private bool _hasFailed;

    private SandboxScene(SandboxPrograms programs, SandboxUser user, ImageUnpacker unpacker, ImmutableArray<string> forwarder, KeptTrial trial, string folder, Process watcher, string[] abandoned)
    {
        (_programs, _user, _unpacker, _forwarder, _trial, Folder, _watcher, _abandoned) = (programs, user, unpacker, forwarder, trial, folder, watcher, abandoned);
    }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>Makes the folder and starts who removes it.</summary>
    /// <exception cref="OpenShiftException">OSC0094: neither can be had.</exception>
    public static SandboxScene Begin(SandboxPrograms programs, SandboxUser user, ImageUnpacker unpacker, ImmutableArray<string> forwarder, KeptTrial trial)
    {
        string temporary = TemporaryFolder();
        string folder = Path.Combine(temporary, FolderPrefix + SceneName.Create());
        string[] abandoned = Abandoned(temporary);
        try
        {
            foreach (string path in (string[])[folder, Path.Combine(folder, "net"), Path.Combine(folder, "shared")])
            {
                _ = UnixFile.TryMakeFolder(path, 0b111_000_000);
                if (user.Owner is { } owner)
                {
                    UnixFile.ChangeOwner(path, owner);
                }
            }

            var start = new ProcessStartInfo(programs.SetSession, ["--wait", programs.Shell, "-c", Watcher, "sh", folder]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            return new SandboxScene(programs, user, unpacker, forwarder, trial, folder, Process.Start(start)!, abandoned);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw WriteFailure.Of(ToolCodes.RunEngineFailed, folder, $"The folder '{folder}', in which the image is run,", "set TMPDIR to another folder", e);
        }
    }

    /// <inheritdoc/>
    public async Task<IPreparedImage> PrepareAsync(Image image, int baseLayers, CancellationToken cancellationToken) =>
        new SandboxImage(image, await _unpacker.UnpackAsync(image, baseLayers, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<IRunningContainer> StartAsync(IPreparedImage image, ContainerSpecification specification, CancellationToken cancellationToken)
    {
        var unpacked = (SandboxImage)image;
        string path = Path.Combine(Folder, FormattableString.Invariant($"{Interlocked.Increment(ref _count)}"));
        IPAddress own = AddressOf(specification.Name);

        // The port is the container's own, whoever begins to listen first. Then the neighbour has no name either: it would be the container itself that answers.
        ContainerLink[] links = [.. specification.Links.Where(l => !specification.Ports.Contains(l.Port)).Distinct()];
        ImmutableDictionary<string, IPAddress> others = links.Select(static l => l.Container).Distinct(StringComparer.Ordinal)
            .Select(static (name, i) => KeyValuePair.Create(name, new IPAddress([127, 0, 0, (byte)(i + 2)]))).ToImmutableDictionary(StringComparer.Ordinal);

        MemoryGroup? group = specification.MemoryLimit is { } limit ? MemoryGroup.TryCreate(Path.GetFileName(Folder) + "-" + Path.GetFileName(path), limit) : null;
        Forwarder? forwarder = null;
        SandboxLaunch? launch = null;
        try
        {
            SandboxFolder folder = SandboxFolder.Create(path, Path.Combine(Folder, "shared"), [.. unpacked.Folders.Select(f => Path.Combine(_unpacker.Folder, f))], specification, own, others, group, _user.Owner);
            if (group is not null)
            {
                folder.Remember(group);
            }

            launch = await SandboxLaunch.PrepareAsync(_programs, _user, path, _unpacker.Folder, [Path.Combine(path, "mounts"), .. unpacked.Folders], specification.Command, cancellationToken).ConfigureAwait(false);
            bool isLimited = group?.TryAdd(launch.Surroundings) == true;

            string socket = SocketOf(specification.Name);
            File.Delete(socket);
            forwarder = await Forwarder.StartAsync(
                _user.EnterNetwork(_programs, launch.Surroundings),
                _forwarder,
                new ForwarderOptions
                {
                    Socket = socket,
                    Own = own,
                    Names = others.SetItem(specification.Name, own).SetItem("localhost", IPAddress.Loopback).WithComparers(StringComparer.OrdinalIgnoreCase),
                    Links = [.. links.Select(l => new ForwardedLink(new IPEndPoint(others[l.Container], l.Port), new IPEndPoint(AddressOf(l.Container), l.Port), SocketOf(l.Container)))],
                },
                cancellationToken).ConfigureAwait(false);

            SandboxContainer container = await SandboxContainer.StartAsync(_programs, _user, folder, launch, forwarder, socket, own, others, group, isLimited, specification.Heard, cancellationToken).ConfigureAwait(false);
            lock (_containers)
            {
                _containers.Add(container);
            }

            return container;
        }
        catch (Exception e)
        {
            launch?.Dispose();
            if (forwarder is not null)
            {
                await forwarder.DisposeAsync().ConfigureAwait(false);
            }

            group?.Dispose();
            _hasFailed = true;
            if (e is not OperationCanceledException)
            {
                _trial.Forget();
            }

            if (e is IOException or UnauthorizedAccessException)
            {
                throw WriteFailure.Of(ToolCodes.RunEngineFailed, path, $"The folder '{path}', in which the image is run,", "set TMPDIR to another folder", e);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        SandboxContainer[] containers;
        lock (_containers)
        {
            containers = [.. _containers];
        }

        foreach (SandboxContainer container in containers)
        {
            await container.DisposeAsync().ConfigureAwait(false);
        }

        using var limit = new CancellationTokenSource(Patience);
        try
        {
            if (!_hasFailed)
            {
                await _watcher.StandardInput.WriteAsync("gone\n".AsMemory(), limit.Token).ConfigureAwait(false);
            }

            _watcher.StandardInput.Close();
            await _watcher.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It goes on by itself.
        }

        _watcher.Dispose();

        // Not before: a watcher of theirs that is still at work kills by what is written in them.
        await FolderRemoval.RunAsync(_abandoned, CancellationToken.None).ConfigureAwait(false);
        await _unpacker.TrimAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The folders of scenes whose process is gone, and with it who was to remove them: a machine that was switched off, a watcher that was killed too. Secrets can lie in them.</summary>
    /// <param name="parent">The folder that the folders of scenes are made in.</param>
    internal static string[] Abandoned(string parent)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(parent, FolderPrefix + "*").Where(static f =>
                UnixFile.StatusOf(f)?.Type == UnixFileType.Directory && SceneName.OfObject(SceneName.Prefix + Path.GetFileName(f)[FolderPrefix.Length..]) is { } scene && scene.OwnerIsGone())];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The options of a mount are separated by commas and their folders by colons, and a unix socket's path has 107 characters at most (unix(7)).
    private static string TemporaryFolder()
    {
        string folder = Path.GetFullPath(Path.GetTempPath());
        return folder.Length <= 40 && !folder.AsSpan().ContainsAny(",:\\\"' ") ? folder : "/tmp";
    }

    private string SocketOf(string name)
    {
        lock (_names)
        {
            return Path.Combine(Folder, "net", FormattableString.Invariant($"{IndexOf(name)}"));
        }
    }

    // Of the range that OpenShift gives its pods by default.
    private IPAddress AddressOf(string name)
    {
        lock (_names)
        {
            int index = IndexOf(name) + 2;
            return new IPAddress([10, 128, (byte)(index >> 8), (byte)index]);
        }
    }

    private int IndexOf(string name)
    {
        int index = _names.IndexOf(name);
        if (index < 0)
        {
            index = _names.Count;
            _names.Add(name);
        }

        return index;
    }
}
