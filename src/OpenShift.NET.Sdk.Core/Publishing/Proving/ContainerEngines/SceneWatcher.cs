using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>
/// Cleans up when this process ends without having done so. It is a shell that waits for its standard input to close, which the kernel does however a process ends.
/// It is no child of this process, so that whoever kills all of those does not kill it too. Windows has no such shell; there the next proof cleans up.
/// </summary>
internal sealed class SceneWatcher : IDisposable
{
    // What was under way when the process ended (a client that had just asked for a container) may come later: hence three times.
    private const string Script =
        """
        exec 3<&0
        (
            trap '' HUP INT TERM
            read -r line <&3
            [ "$line" = done ] && exit 0
            folder=$1 label=$2 containers=$3 external=$4 images=$5 unshare=$6
            shift 6
            for pause in 0 1 4; do
                sleep $pause
                for name in $("$@" ps --all $external --format '{{.Names}}'); do
                    case $name in "$containers"-*) "$@" rm --force --volumes "$name" ;; esac
                done
                ids=$("$@" network ls --quiet --filter "label=$label"); [ -n "$ids" ] && "$@" network rm $ids
                ids=$("$@" volume ls --quiet --filter "label=$label"); [ -n "$ids" ] && "$@" volume rm $ids
                for id in $("$@" images --filter "reference=$images*" --format '{{.Repository}}:{{.Tag}}'); do
                    case $id in "$images":*) "$@" rmi "$id" ;; esac
                done
            done
            [ "$unshare" = unshare ] && "$@" unshare rm -rf "$folder"
            rm -rf "$folder"
        ) </dev/null >/dev/null 2>&1 &
        """;

    private readonly Process _process;

    private SceneWatcher(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    /// <returns><see langword="null"/> where there is no shell.</returns>
    public static SceneWatcher? Start(EngineManner manner, SceneName scene, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        ImmutableArray<string> arguments =
        [
            "-c", Script, "openshift-prove-watcher",
            folder,
            $"{SceneName.Label}={scene}",
            scene.NameOf(null),
            manner.Facts.IsPodman ? "--external" : "",
            SceneName.Repositories + scene,
            manner.Facts is { IsPodman: true, IsRootless: true, IsRemote: false } ? "unshare" : "plain",
            manner.Client.Program,
            .. manner.Client.GlobalOptions,
        ];
        try
        {
            return new SceneWatcher(Process.Start(new ProcessStartInfo("/bin/sh", arguments) { RedirectStandardInput = true, UseShellExecute = false })!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Says that everything is cleaned up.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Write("done\n");
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Somebody ended it.
        }

        _process.Dispose();
    }
}
