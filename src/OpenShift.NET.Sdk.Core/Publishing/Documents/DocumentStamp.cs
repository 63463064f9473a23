using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>What documents were made with, and what is told of them: the first line, and one for each gap.</summary>
/// <param name="Fingerprint">Hash over everything they were made of.</param>
/// <param name="Gaps">Why the bill of materials does not name everything.</param>
internal sealed record DocumentStamp(string Fingerprint, ImmutableArray<string> Gaps)
{
    /// <summary>Reads a stamp; <see langword="null"/> when there is none.</summary>
    public static DocumentStamp? TryRead(string path) =>
        ProjectFolderFile.TryRead(path) is { } content && Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries) is [var fingerprint, .. var gaps]
            ? new DocumentStamp(fingerprint, [.. gaps])
            : null;

    public ValueTask WriteAsync(string path, CancellationToken cancellationToken) =>
        AtomicOutput.WriteFileAsync(path, output => output.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', [Fingerprint, .. Gaps])), cancellationToken).AsTask());
}
