using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images;

/// <summary>Chooses the image for a platform (OCI image-spec, image-index.md, "platform"; variants as containerd's platform matching has them).</summary>
public static class PlatformSelector
{
    /// <summary>The manifest of an index that fits a platform best; the first of equals, as the specification asks.</summary>
    /// <param name="index">The index.</param>
    /// <param name="platform">What the image has to run on.</param>
    /// <param name="name">The index as the user knows it.</param>
    /// <exception cref="OpenShiftException">OSC0042: none fits.</exception>
    public static Descriptor Select(ImageIndex index, Platform platform, string name)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(platform);
        Descriptor? best = null;
        int bestRank = int.MaxValue;
        foreach (Descriptor manifest in index.Manifests)
        {
            int rank = manifest.Platform is { } candidate ? Rank(candidate, platform) : int.MaxValue;
            if (rank < bestRank)
            {
                best = manifest;
                bestRank = rank;
            }
        }

        return best ?? throw NotFound(name, platform, index.Manifests);
    }

    /// <summary>Makes sure that a single image runs on a platform.</summary>
    /// <exception cref="OpenShiftException">OSC0042: it does not.</exception>
    public static void Require(Platform found, Platform wanted, string name)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(wanted);
        if (Rank(found, wanted) == int.MaxValue)
        {
            throw new OpenShiftException(ToolCodes.PlatformNotFound, $"Base image '{name}' is for {found}, not for {wanted}", Remedy);
        }
    }

    /// <summary>Whether an image of one platform runs on another.</summary>
    public static bool Fits(Platform image, Platform wanted)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(wanted);
        return Rank(image, wanted) != int.MaxValue;
    }

    private const string Remedy = "Choose a base image that is built for the platform (ContainerBaseImage), or another RuntimeIdentifier.";

    // Lower is better; an ARM CPU runs the code of lower variants, and an amd64 image that names a level above v1 cannot be assumed to run.
    private static int Rank(Platform candidate, Platform wanted)
    {
        if (candidate.Os != wanted.Os || Architecture(candidate.Architecture) != Architecture(wanted.Architecture))
        {
            return int.MaxValue;
        }

        int have = Level(candidate);
        int want = Level(wanted);
        return have <= want ? want - have : int.MaxValue;
    }

    private static string Architecture(string name) => name switch
    {
        "x86_64" or "x86-64" => "amd64",
        "aarch64" => "arm64",
        "armhf" or "armel" => "arm",
        _ => name,
    };

    private static int Level(Platform platform)
    {
        string? variant = platform.Variant;
        if (string.IsNullOrEmpty(variant))
        {
            return Architecture(platform.Architecture) switch
            {
                "arm" => 7,
                "arm64" => 8,
                _ => 1,
            };
        }

        ReadOnlySpan<char> digits = variant.AsSpan().TrimStart('v');
        int dot = digits.IndexOf('.');
        return int.TryParse(dot < 0 ? digits : digits[..dot], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int level)
            ? level
            : int.MaxValue;
    }

    private static OpenShiftException NotFound(string name, Platform platform, ImmutableArray<Descriptor> manifests)
    {
        // "unknown/unknown" stands for attestations, which are no images.
        string available = string.Join(", ", manifests
            .Where(m => m.Platform is { Os: not "unknown" })
            .Select(m => m.Platform!.ToString())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));
        return new OpenShiftException(
            ToolCodes.PlatformNotFound,
            $"Base image '{name}' has no variant for {platform}; it has {(available.Length == 0 ? "none at all" : available)}",
            Remedy);
    }
}
