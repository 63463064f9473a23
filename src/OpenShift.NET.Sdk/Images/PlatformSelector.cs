using System.Text;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images;

/// <summary>Chooses the image of a platform (OCI image-spec, image-index.md, "platform").</summary>
public static class PlatformSelector
{
    /// <summary>
    /// The best manifest of an index for a platform: the same operating system and architecture, and the highest CPU variant that still runs there.
    /// Among equals the first one is taken. A manifest without platform is taken only when it is the only one.
    /// </summary>
    /// <returns>The manifest's descriptor; <see langword="null"/> when none fits.</returns>
    public static Descriptor? Select(ImageIndex index, Platform wanted)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(wanted);
        if (index.Manifests.IsDefault)
        {
            return null;
        }

        if (index.Manifests is [{ Platform: null } only])
        {
            return only;
        }

        Descriptor? best = null;
        int bestVariant = -1;
        foreach (Descriptor manifest in index.Manifests)
        {
            if (manifest?.Platform is { } platform && Runs(platform, wanted) && Variant(platform) > bestVariant)
            {
                best = manifest;
                bestVariant = Variant(platform);
            }
        }

        return best;
    }

    /// <summary>Whether an image made for one platform runs on another.</summary>
    /// <param name="image">What the image is made for.</param>
    /// <param name="wanted">What it is to run on.</param>
    public static bool Runs(Platform image, Platform wanted)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(wanted);
        return string.Equals(image.Os, wanted.Os, StringComparison.OrdinalIgnoreCase)
            && Architecture(image) == Architecture(wanted)
            && Variant(image) <= Variant(wanted);
    }

    /// <summary>The platforms an index has, for a message: <c>linux/amd64, linux/arm64</c>.</summary>
    public static string Describe(ImageIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        var text = new StringBuilder();
        foreach (Descriptor manifest in index.Manifests.IsDefault ? [] : index.Manifests)
        {
            // Attestations stand in an index as unknown/unknown.
            if (manifest?.Platform is not { Os: not "unknown" } platform)
            {
                continue;
            }

            _ = text.Append(text.Length == 0 ? "" : ", ").Append(Printable(platform.ToString()));
        }

        return text.Length == 0 ? "none" : text.ToString();
    }

    private static string Architecture(Platform platform) => (platform.Architecture ?? "").ToLowerInvariant() switch
    {
        "x86_64" or "x86-64" => "amd64",
        "aarch64" => "arm64",
        "armhf" or "armv7" or "armv7l" => "arm",
        var other => other,
    };

    // What an architecture without variant means: amd64 is v1, arm64 is v8, arm is v7 (containerd's normalisation).
    private static int Variant(Platform platform)
    {
        ReadOnlySpan<char> variant = platform.Variant ?? "";
        if (variant.StartsWith("v", StringComparison.OrdinalIgnoreCase))
        {
            variant = variant[1..];
        }

        if (int.TryParse(variant, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }

        return Architecture(platform) switch { "amd64" => 1, "arm64" => 8, "arm" => 7, _ => 0 };
    }

    private static string Printable(string text)
    {
        Span<char> shown = stackalloc char[Math.Min(text.Length, 60)];
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = char.IsControl(text[i]) ? '?' : text[i];
        }

        return new string(shown);
    }
}
