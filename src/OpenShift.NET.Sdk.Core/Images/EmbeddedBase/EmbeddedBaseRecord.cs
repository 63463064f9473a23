using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Hosts;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase;

/// <summary>
/// What is remembered of an embedded base image: what it was made for, which image it is, and the state of everything on the host that was looked at
/// to decide what goes into it, absent files included. As long as that state holds, deciding again would lead to the same image.
/// </summary>
/// <param name="Name">Reference the image goes by.</param>
/// <param name="Manifest">Descriptor of the image's manifest.</param>
internal sealed record EmbeddedBaseRecord(string Name, Descriptor Manifest)
{
    // To be raised when the same host would give another image.
    private const string Format = "embedded base 1";

    /// <summary>The name a request's record is kept by.</summary>
    public static string KeyOf(EmbeddedBaseRequest request, string root)
    {
        var text = new StringBuilder(Format);
        text.Append('\0').Append(root).Append('\0').Append(request.DotnetRoot).Append('\0').Append(request.TargetFrameworkVersion)
            .Append('\0').Append(request.SelfContained ? "self-contained" : string.Join(' ', request.Frameworks.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)))
            .Append('\0').Append(request.Platform);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Writes the record; <see langword="null"/> when the host has names that it cannot hold.</summary>
    public string? Write(HostFileSystem host)
    {
        var text = new StringBuilder(128 * 1024).Append(Format).Append('\n').Append(Name).Append('\n')
            .Append(Manifest.Digest).Append('\n').Append(CultureInfo.InvariantCulture, $"{Manifest.Size}\n");
        foreach ((string path, HostEntry entry) in host.Seen)
        {
            if (path.Contains('\n', StringComparison.Ordinal))
            {
                return null;
            }

            AppendState(text, entry, host.Listed.Contains(path));
            text.Append(path).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads a record and holds it against the host; <see langword="null"/> when it is damaged, or anything has changed since.</summary>
    public static EmbeddedBaseRecord? ReadIfCurrent(string text, HostFileSystem host)
    {
        string[] lines = text.Split('\n');
        if (lines.Length < 5 || lines[0] != Format || lines[^1].Length > 0
            || !Digest.TryParse(lines[2], out Digest digest)
            || !long.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out long size))
        {
            return null;
        }

        var state = new StringBuilder(64);
        for (int i = 4; i < lines.Length - 1; i++)
        {
            string line = lines[i];
            int slash = line.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0)
            {
                return null;
            }

            state.Clear();
            AppendState(state, HostEntry.At(host.Physical(line[slash..])), line[0] == 'D');
            if (!state.Equals(line.AsSpan(0, slash)))
            {
                return null;
            }
        }

        return new EmbeddedBaseRecord(lines[1], new Descriptor(MediaTypes.OciManifest, digest, size));
    }

    // A folder that was only passed through may gain and lose other entries; one that was listed may not.
    private static void AppendState(StringBuilder text, HostEntry entry, bool listed) => _ = entry.Kind switch
    {
        null => text.Append("- "),
        FileKind.Directory when listed => text.Append(CultureInfo.InvariantCulture, $"D {entry.Modified} "),
        FileKind.Directory => text.Append("d "),
        FileKind.SymbolicLink => text.Append(CultureInfo.InvariantCulture, $"l {entry.Modified} "),
        _ => text.Append(CultureInfo.InvariantCulture, $"f {entry.Size} {entry.Modified} "),
    };
}
