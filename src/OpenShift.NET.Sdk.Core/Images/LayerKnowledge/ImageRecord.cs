using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.LayerKnowledge;

/// <summary>What a later publish wants to know of an image: the base it stands on, and the layers that were made for it.</summary>
/// <param name="Base">Digest of the base image's manifest.</param>
/// <param name="Layers">The layers, the lowest first.</param>
public sealed record ImageRecord(Digest Base, ImmutableArray<KnownLayer> Layers)
{
    /// <summary>Most bytes that are read of one.</summary>
    public const int LargestSize = 64 * 1024;

    private const string Format = "OpenShift.NET.Sdk layers 1";
    private const int KeyLength = 64;
    private const int MostLayers = 100;

    /// <summary>The record as bytes; equal records have equal bytes.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder(Format).Append('\n').Append(CultureInfo.InvariantCulture, $"base {Base}\n");
        foreach (KnownLayer layer in Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"layer {layer.Key} {layer.Digest} {layer.Size} {layer.DiffId} {layer.UncompressedSize}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads a record that anybody may have written; <see langword="null"/> when it is none, or one of another version.</summary>
    public static ImageRecord? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestSize || !System.Text.Ascii.IsValid(bytes))
        {
            return null;
        }

        string[] lines = Encoding.ASCII.GetString(bytes).Split('\n');
        if (lines is not [Format, var first, .., ""] || lines.Length > MostLayers + 3 || first.Split(' ') is not ["base", var of] || !Digest.TryParse(of, out Digest baseImage))
        {
            return null;
        }

        var layers = ImmutableArray.CreateBuilder<KnownLayer>();
        foreach (string line in lines.AsSpan(2, lines.Length - 3))
        {
            if (line.Split(' ') is not ["layer", { Length: KeyLength } key, var digest, var size, var diffId, var uncompressed]
                || !key.All(char.IsAsciiHexDigitLower)
                || !Digest.TryParse(digest, out Digest blob)
                || !Digest.TryParse(diffId, out Digest tar)
                || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long bytesOfBlob)
                || !long.TryParse(uncompressed, NumberStyles.None, CultureInfo.InvariantCulture, out long bytesOfTar)
                || bytesOfBlob > LayerScanLimits.Default.UncompressedSize
                || bytesOfTar > LayerScanLimits.Default.UncompressedSize)
            {
                return null;
            }

            layers.Add(new KnownLayer(key, blob, bytesOfBlob, tar, bytesOfTar));
        }

        return new ImageRecord(baseImage, layers.ToImmutable());
    }
}
