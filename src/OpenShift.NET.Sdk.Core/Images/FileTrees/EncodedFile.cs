using System.IO.Compression;
using OpenShift.NET.Sdk.Images.ConfigFiles;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Compressed twins of files, as web servers deliver them: <c>appsettings.json.gz</c>, <c>appsettings.json.br</c>. They hold what the file holds.</summary>
internal static class EncodedFile
{
    private const int LargestContent = (int)ConfigFile.MaximumSize;

    /// <summary>The path without the ending of an encoding; the path itself when it has none.</summary>
    public static string PathOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return IsEncoded(path) ? path[..^3] : path;
    }

    /// <summary>Whether a path ends as a twin's does.</summary>
    public static bool IsEncoded(string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".br", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether rules look into a twin: into those of files that they look into themselves, and of keys.</summary>
    public static bool IsWanted(string path, long size)
    {
        if (size is 0 or > LargestContent || !IsEncoded(path))
        {
            return false;
        }

        string plain = PathOf(path);
        return ConfigFile.IsOne(plain) || CredentialDetection.NeedsText(plain) || plain.EndsWith(".pem", StringComparison.OrdinalIgnoreCase) || plain.EndsWith(".key", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The content; <see langword="null"/> when it is damaged or unpacks to more than 256 KiB.</summary>
    public static byte[]? TryDecode(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            using var encoded = new MemoryStream(content.ToArray(), writable: false);
            using Stream decoder = path.EndsWith(".br", StringComparison.OrdinalIgnoreCase)
                ? new BrotliStream(encoded, CompressionMode.Decompress)
                : new GZipStream(encoded, CompressionMode.Decompress);
            byte[] plain = new byte[LargestContent + 1];
            int length = decoder.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
            return length > LargestContent ? null : plain[..length];
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
