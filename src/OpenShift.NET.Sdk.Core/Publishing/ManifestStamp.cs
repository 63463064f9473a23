using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Manifests.Generation;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>
/// What a publish without a change needs to know of the manifests: what they were made of, and of every file how it was left. Lines of text,
/// because every publish is a fresh process and a JSON reader's start-up costs more than all else this stage then does.
/// </summary>
/// <param name="Fingerprint">Hash over everything the files were made of.</param>
/// <param name="Folder">Full path of the folder they are in.</param>
/// <param name="Files">The files.</param>
/// <param name="Notes">What is told the user again.</param>
internal sealed record ManifestStamp(string Fingerprint, string Folder, ImmutableArray<ManifestFileState> Files, ImmutableArray<ManifestNote> Notes)
{
    /// <summary>The state of files that were just written.</summary>
    public static ManifestStamp Of(string fingerprint, string folder, IEnumerable<string> paths, ImmutableArray<ManifestNote> notes) =>
        new(fingerprint, folder, [.. paths.Select(p => new FileInfo(Path.Combine(folder, p))).Zip(paths, static (f, p) => new ManifestFileState(p, f.Length, f.LastWriteTimeUtc.Ticks))], notes);

    /// <summary>Reads a stamp; <see langword="null"/> when there is none that can be read.</summary>
    public static ManifestStamp? TryRead(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            string[] lines = File.ReadAllText(path).Split('\n');
            var files = ImmutableArray.CreateBuilder<ManifestFileState>();
            var notes = ImmutableArray.CreateBuilder<ManifestNote>();
            foreach (string line in lines.AsSpan(Math.Min(2, lines.Length)))
            {
                if (line.StartsWith('F') && line[1..].Split('\t') is [var size, var ticks, var file])
                {
                    files.Add(new ManifestFileState(file, long.Parse(size, CultureInfo.InvariantCulture), long.Parse(ticks, CultureInfo.InvariantCulture)));
                }
                else if (line.StartsWith('N') && line[1..].Split('\t', 3) is [var subject, var saidBy, var note])
                {
                    notes.Add(new ManifestNote(note, subject) { SaidBy = saidBy.Length == 0 ? null : saidBy });
                }
            }

            return lines is [_, _, .., ""] ? new ManifestStamp(lines[0], lines[1], files.ToImmutable(), notes.ToImmutable()) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return null;
        }
    }

    public ValueTask WriteAsync(string path, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        text.Append(Fingerprint).Append('\n').Append(Folder).Append('\n');
        foreach ((string file, long size, long ticks) in Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"F{size}\t{ticks}\t{file}\n");
        }

        foreach (ManifestNote note in Notes)
        {
            text.Append('N').Append(note.Subject).Append('\t').Append(note.SaidBy).Append('\t').Append(note.Text.Replace('\n', ' ')).Append('\n');
        }

        return AtomicOutput.WriteFileAsync(path, output => output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken).AsTask());
    }

    /// <summary>Whether the files are as they were left.</summary>
    public bool IsWhole() => Files.All(f => new FileInfo(Path.Combine(Folder, f.Path)) is { Exists: true } file && file.Length == f.Size && file.LastWriteTimeUtc.Ticks == f.Ticks);
}
