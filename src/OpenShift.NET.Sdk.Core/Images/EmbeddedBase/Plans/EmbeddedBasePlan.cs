using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase.Plans;

/// <summary>What an embedded base image will hold, before any of it is read.</summary>
internal sealed record EmbeddedBasePlan
{
    /// <summary>Reference the image goes by.</summary>
    public required string Name { get; init; }

    /// <summary>Platform of the image.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Layers, the lowest first.</summary>
    public required ImmutableArray<EmbeddedLayer> Layers { get; init; }

    /// <summary>Environment as <c>NAME=value</c>.</summary>
    public required ImmutableArray<string> Environment { get; init; }

    /// <summary>Labels.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>A name for exactly this content: paths, modes, links, texts, and path, size and time of the sources.</summary>
    public string Key()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new StringBuilder();
        line.Append(Name).Append('\n').Append(Platform).Append('\n').AppendJoin('\n', Environment).Append('\n');
        foreach ((string name, string value) in Labels)
        {
            line.Append(name).Append('=').Append(value).Append('\n');
        }

        foreach (EmbeddedLayer layer in Layers)
        {
            line.Append(layer.Title).Append('\n');
            foreach (EmbeddedEntry entry in layer.Entries)
            {
                line.Append(CultureInfo.InvariantCulture, $"{KindOf(entry)} {entry.Mode} {entry.Path}\0{entry.LinkTarget}\0{entry.Source}\0{entry.Size} {entry.Modified}\0{entry.Content}\n");
            }
        }

        hash.AppendData(Encoding.UTF8.GetBytes(line.ToString()));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    private static char KindOf(EmbeddedEntry entry) => entry.Kind switch
    {
        FileKind.Directory => 'd',
        FileKind.SymbolicLink => 'l',
        _ => 'f',
    };
}
