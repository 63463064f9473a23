using System.ComponentModel;
using System.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>
/// Removes folders that an image or a container has filled. Their folders may be closed to their owner and nested deeper than a path is long, for both of which <c>chmod</c> and <c>rm</c> are made;
/// neither follows a link.
/// </summary>
internal static class FolderRemoval
{
    private const string Script = "PATH=$PATH:/usr/bin:/bin; rm -rf -- \"$@\" 2>/dev/null || { chmod -R u+rwX -- \"$@\" 2>/dev/null; rm -rf -- \"$@\"; }";

    /// <summary>Removes them; what cannot be removed only takes space.</summary>
    public static async Task RunAsync(IReadOnlyCollection<string> folders, CancellationToken cancellationToken)
    {
        if (folders.Count == 0)
        {
            return;
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", .. folders]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            // The next trimming tries again.
        }
    }
}
