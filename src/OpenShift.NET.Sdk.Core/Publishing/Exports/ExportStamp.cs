using System.Text;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Exports;

/// <summary>What a publish left in the folder of a Dockerfile.</summary>
/// <param name="Directory">The folder.</param>
/// <param name="Text">Hash of the Dockerfile, which names the image by its digest.</param>
/// <param name="State">How the folder was left.</param>
internal sealed record ExportStamp(string Directory, string Text, string State)
{
    /// <summary>Reads a stamp; <see langword="null"/> when there is none.</summary>
    public static ExportStamp? TryRead(string path) =>
        ProjectFolderFile.TryRead(path) is { } content && Encoding.UTF8.GetString(content).Split('\n') is [var text, var state, .. var directory]
            ? new ExportStamp(string.Join('\n', directory), text, state)
            : null;

    /// <summary>Hash of a Dockerfile by this build of the SDK: another one may lay out the context in another way.</summary>
    public static string HashOf(string text)
    {
        using var fingerprint = new Fingerprint();
        fingerprint.Add(text);
        return fingerprint.Finish();
    }

    public ValueTask WriteAsync(string path, CancellationToken cancellationToken) =>
        AtomicOutput.WriteFileAsync(path, output => output.WriteAsync(Encoding.UTF8.GetBytes($"{Text}\n{State}\n{Directory}"), cancellationToken).AsTask());
}
