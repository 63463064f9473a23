using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Security.Cryptography;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>
/// Hears when sources change. Editors write a file in several steps, so a moment of quiet is waited for; what builds write, hidden files and what has its old content again is no change.
/// </summary>
internal sealed class SourceWatch : IDisposable
{
    private const long LargestRead = 16 << 20;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);
    private static readonly string[] s_ignored = ["bin", "obj", "node_modules", "TestResults"];
    private static readonly string[] s_temporary = ["~", ".tmp", ".swp", ".swx"];

    // A file's time can be that of the kernel's last tick.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _changed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _event = new(0);
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    private volatile Scope _scope = new([], []);

    /// <summary>Begins to listen.</summary>
    /// <param name="folders">The folders of sources.</param>
    /// <param name="outputs">Folders that builds write to.</param>
    /// <param name="since">When the build began that these folders are of (UTC): a file that was written later has changed.</param>
    /// <exception cref="OpenShiftException">OSC0065: this machine does not tell of changes.</exception>
    public SourceWatch(ImmutableArray<string> folders, ImmutableArray<string> outputs, DateTime since) => Cover(folders, outputs, since);

    /// <summary>The folders that are listened to; none of them is below another one.</summary>
    public ImmutableArray<string> Folders => _scope.Folders;

    /// <summary>Whether packages have to be restored when a file has changed: it says which there are, or nobody knows what has changed.</summary>
    /// <param name="path">The file, as <see cref="NextAsync"/> gives it.</param>
    public static bool IsOfRestore(string path) =>
        path == "." || Path.GetExtension(path) is ".csproj" or ".fsproj" or ".vbproj" or ".props" or ".targets" or ".config" or ".json" && !Path.GetFileName(path).StartsWith("appsettings", StringComparison.OrdinalIgnoreCase);

    /// <summary>Listens to other folders from now on; nothing is missed in those that stay.</summary>
    /// <param name="folders">The folders of sources.</param>
    /// <param name="outputs">Folders that builds write to.</param>
    /// <param name="since">When the build began that these folders are of (UTC): a file of a folder that is new here and was written later has changed.</param>
    /// <returns>Whether they are others than before.</returns>
    /// <exception cref="OpenShiftException">OSC0065: this machine does not tell of changes; the folders are those of before.</exception>
    public bool Cover(ImmutableArray<string> folders, ImmutableArray<string> outputs, DateTime since)
    {
        Scope before = _scope;

        // What holds all sources is no output alone.
        var scope = new Scope(
            [.. folders.Where(f => !folders.Any(o => o != f && IsBelow(f, o)))],
            [.. outputs.Where(o => !folders.Any(f => IsBelow(f, o)))]);
        string[] added = [.. scope.Folders.Except(before.Folders)];
        string[] gone = [.. before.Folders.Except(scope.Folders)];
        _scope = scope;
        try
        {
            foreach (string folder in added)
            {
                Listen(folder);
                foreach (string file in Written(folder, scope.Outputs, since - Tick))
                {
                    Hear(file);
                }
            }
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            _scope = before;
            End(added);
            throw new OpenShiftException(
                ToolCodes.RunFailed,
                $"Sources cannot be watched: {e.Message.TrimEnd('.')}",
                "Raise fs.inotify.max_user_watches and max_user_instances, or run without --watch.",
                innerException: e);
        }

        End(gone);
        return added.Length + gone.Length > 0;
    }

    /// <summary>Waits for a change.</summary>
    /// <returns>The changed files, each relative to its folder of sources; "." when changes of a whole folder were missed.</returns>
    public async Task<ImmutableArray<string>> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _event.WaitAsync(cancellationToken).ConfigureAwait(false);
            while (await _event.WaitAsync(Quiet, cancellationToken).ConfigureAwait(false))
            {
            }

            string[] paths = [.. _changed.Keys.Order(StringComparer.Ordinal)];
            ImmutableArray<string>.Builder changed = ImmutableArray.CreateBuilder<string>();
            foreach (string path in paths)
            {
                _changed.TryRemove(path, out _);
                string now = StateOf(path);
                if (!_seen.TryGetValue(path, out string? before) || before != now)
                {
                    _seen[path] = now;

                    // What is in no folder of sources any more is none.
                    if (_scope.FolderOf(path) is { } folder)
                    {
                        changed.Add(Path.GetRelativePath(folder, path));
                    }
                }
            }

            if (changed.Count > 0)
            {
                return changed.DrainToImmutable();
            }
        }
    }

    /// <summary>The full paths that a changed file can have: two folders of sources may have one of that name.</summary>
    /// <param name="path">The file, as <see cref="NextAsync"/> gives it.</param>
    public ImmutableArray<string> PathsOf(string path)
    {
        ImmutableArray<string> all = [.. _scope.Folders.Select(f => Path.Combine(f, path))];
        return [.. all.Where(File.Exists).DefaultIfEmpty(all[0])];
    }

    public void Dispose() => End([.. _watchers.Keys]);

    /// <summary>Whether a change of a file is one of the sources.</summary>
    internal static bool IsSource(string path, string folder, ImmutableArray<string> outputs) =>
        IsAmongSources(path, folder, outputs)
        && !s_temporary.Any(t => path.EndsWith(t, StringComparison.Ordinal))
        && Path.GetFileName(path) is { } name
        && !name.StartsWith('#')
        && !name.All(char.IsAsciiDigit);

    private static bool IsAmongSources(string path, string folder, ImmutableArray<string> outputs)
    {
        string[] parts = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
        return !outputs.Any(o => IsBelow(path, o))
            && (parts is ["."] || !parts.Any(static p => p is ['.', not '.', ..] && p != ".editorconfig"))
            && !parts.Any(static p => s_ignored.Contains(p));
    }

    // Links are not followed, as they are not listened to.
    private static FileSystemEnumerable<string> Written(string folder, ImmutableArray<string> outputs, DateTime since) =>
        new(folder, static (ref e) => e.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref e) => !e.IsDirectory && e.LastWriteTimeUtc >= since,
            ShouldRecursePredicate = (ref e) => (e.Attributes & FileAttributes.ReparsePoint) == 0 && IsAmongSources(e.ToFullPath(), folder, outputs),
        };

    private void Listen(string folder)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, InternalBufferSize = 64 * 1024, NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.DirectoryName };
        _watchers.Add(folder, watcher);
        watcher.Changed += (_, e) => Hear(e.FullPath);
        watcher.Created += (_, e) => Hear(e.FullPath);
        watcher.Deleted += (_, e) => Hear(e.FullPath);
        watcher.Renamed += (_, e) =>
        {
            Hear(e.OldFullPath);
            Hear(e.FullPath);
        };
        watcher.Error += (_, _) => Hear(folder);
        watcher.EnableRaisingEvents = true;
    }

    private void End(string[] folders)
    {
        foreach (string folder in folders)
        {
            if (_watchers.Remove(folder, out FileSystemWatcher? watcher))
            {
                watcher.Dispose();
            }
        }
    }

    private void Hear(string path)
    {
        Scope scope = _scope;
        if (scope.Folders.Any(f => IsBelow(path, f) && IsSource(path, f, scope.Outputs)) && !Directory.Exists(path) | scope.Folders.Contains(path))
        {
            _changed[path] = 0;
            _event.Release();
        }
    }

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string StateOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                // That events were lost is always news.
                return Directory.Exists(path) ? Guid.NewGuid().ToString() : "";
            }

            if (file.Length > LargestRead)
            {
                return FormattableString.Invariant($"{file.Length} {file.LastWriteTimeUtc.Ticks}");
            }

            using FileStream content = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Convert.ToHexStringLower(SHA256.HashData(content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }

    private sealed record Scope(ImmutableArray<string> Folders, ImmutableArray<string> Outputs)
    {
        public string? FolderOf(string path) => Folders.FirstOrDefault(f => IsBelow(path, f));
    }
}
