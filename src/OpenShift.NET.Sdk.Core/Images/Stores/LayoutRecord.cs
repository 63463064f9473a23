using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>
/// What this SDK has written into a layout folder, kept in a file of the folder. While the folder's <c>index.json</c> is one that the record
/// names, nobody else has put an image there. Nothing is ever deleted from a layout that its record does not name.
/// </summary>
/// <param name="Indexes">Digests of <c>index.json</c>: one, or two while the one is replaced by the other.</param>
/// <param name="Blobs">Hexadecimal digests of the blobs.</param>
internal sealed record LayoutRecord(ImmutableHashSet<string> Indexes, ImmutableHashSet<string> Blobs)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = ".openshift-net-sdk";

    private const string Format = "OpenShift.NET.Sdk layout 1";

    /// <summary>The record of a layout with one index.</summary>
    public static LayoutRecord Of(ReadOnlySpan<byte> index, IEnumerable<string> blobs) => new([Digest.Of(index).Hex], [.. blobs]);

    /// <summary>Both.</summary>
    public LayoutRecord With(LayoutRecord other) => new(Indexes.Union(other.Indexes), Blobs.Union(other.Blobs));

    /// <summary>Reads the record of a folder; <see langword="null"/> when there is none that can be understood.</summary>
    public static LayoutRecord? TryRead(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        string[] lines = File.ReadAllText(path).Split('\n');
        if (lines is not [Format, .., ""])
        {
            return null;
        }

        ImmutableHashSet<string>.Builder indexes = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        ImmutableHashSet<string>.Builder blobs = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (string line in lines[1..^1])
        {
            string[] words = line.Split(' ');
            ImmutableHashSet<string>.Builder? set = words switch
            {
                ["index", _] => indexes,
                ["blob", _] => blobs,
                _ => null,
            };

            // Names of files are made of it: nothing but a digest may be one.
            if (set is null || !Digest.TryParse("sha256:" + words[1], out Digest digest))
            {
                return null;
            }

            set.Add(digest.Hex);
        }

        return new LayoutRecord(indexes.ToImmutable(), blobs.ToImmutable());
    }

    /// <summary>The file's content.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder(Format).Append('\n');
        foreach (string index in Indexes.Order(StringComparer.Ordinal))
        {
            text.Append("index ").Append(index).Append('\n');
        }

        foreach (string blob in Blobs.Order(StringComparer.Ordinal))
        {
            text.Append("blob ").Append(blob).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
