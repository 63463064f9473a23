using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>
/// What a publish without a change needs of an <see cref="AssemblyRecord"/>: five lines of text. Every publish is a fresh process, and
/// reading the record's JSON costs that process more start-up than everything else Assemble then has to do.
/// </summary>
/// <param name="Fingerprint">Hash over everything the image was made of.</param>
/// <param name="Image">Digest of the image's manifest.</param>
/// <param name="BaseName">The base image's reference.</param>
/// <param name="BaseDigest">Digest of the base image's manifest.</param>
/// <param name="HasWarnings">Whether the record holds warnings, which are to be shown again.</param>
/// <param name="HasLeftLayers">Whether layers that were made from the project's files are only at the image's destination.</param>
internal sealed record AssemblyStamp(string Fingerprint, Digest Image, string BaseName, Digest BaseDigest, bool HasWarnings, bool HasLeftLayers = false)
{
    private const string Warnings = "warnings";
    private const string LeftLayers = "left";

    public static AssemblyStamp Of(AssemblyRecord record, string fingerprint) => new(fingerprint, record.Image, record.BaseName, record.BaseDigest, record.Warnings.Length > 0, record.Layers.Any(static l => l.Elsewhere));

    /// <summary>Reads a stamp; <see langword="null"/> when there is none that can be read.</summary>
    public static AssemblyStamp? TryRead(StageFolder folder)
    {
        try
        {
            if (!File.Exists(folder.AssemblyStamp))
            {
                return null;
            }

            string[] lines = File.ReadAllText(folder.AssemblyStamp).Split('\n');
            return lines.Length == 6 && Digest.TryParse(lines[1], out Digest image) && Digest.TryParse(lines[3], out Digest baseDigest)
                ? new AssemblyStamp(lines[0], image, lines[2], baseDigest, lines[4].Contains(Warnings, StringComparison.Ordinal), lines[4].Contains(LeftLayers, StringComparison.Ordinal))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public ValueTask WriteAsync(StageFolder folder, CancellationToken cancellationToken) =>
        AtomicOutput.WriteFileAsync(
            folder.AssemblyStamp,
            output => output.WriteAsync(Encoding.UTF8.GetBytes($"{Fingerprint}\n{Image}\n{BaseName}\n{BaseDigest}\n{(HasWarnings ? Warnings : "")}{(HasLeftLayers ? LeftLayers : "")}\n"), cancellationToken).AsTask());

    /// <summary>Whether the image is still where Assemble left it.</summary>
    public bool IsWhole(StageFolder folder) => File.Exists(Path.Combine(folder.Image, "blobs", "sha256", Image.Hex));
}
