using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>Where an image is, in the words of containers-transports(5): a registry, an OCI layout, an OCI archive or a docker archive.</summary>
public sealed record ImageLocation
{
    private static readonly string[] s_transports = ["oci:", "oci-archive:", "docker-archive:"];

    private ImageLocation(ImageReference? reference, string? path, string? tag)
    {
        Reference = reference;
        Path = path;
        Tag = tag;
    }

    /// <summary>The reference in a registry; <see langword="null"/> for an image on disk.</summary>
    public ImageReference? Reference { get; }

    /// <summary>The path of an image on disk; <see langword="null"/> for one in a registry.</summary>
    public string? Path { get; }

    /// <summary>The name of the image in its layout or archive; <see langword="null"/> when there is only one.</summary>
    public string? Tag { get; }

    /// <summary>The location as messages name it.</summary>
    public string Name => Reference?.ToString() ?? (Tag is null ? Path! : $"{Path}:{Tag}");

    /// <summary>Parses a location. A part after the last colon is a tag unless the whole is an existing path.</summary>
    /// <exception cref="OpenShiftException">OSC0027: it is no location; OSC0040: there is nothing at the path.</exception>
    public static ImageLocation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string transport in s_transports)
        {
            if (text.StartsWith(transport, StringComparison.Ordinal))
            {
                return OnDisk(text[transport.Length..], text);
            }
        }

        if (OtherTransport(text) is { } other)
        {
            throw new OpenShiftException(
                ToolCodes.InvalidImageReference,
                $"'{text}' is in a place of the kind '{other}', which is not read",
                $"Copy it to an archive and check that: skopeo copy {text} oci-archive:image.tar.");
        }

        if (IsPath(text))
        {
            throw new OpenShiftException(
                ToolCodes.InvalidImageReference,
                $"'{text}' is a path, not the name of an image in a registry",
                "Write what is there in front of it: oci: for the folder of a layout, oci-archive: or docker-archive: for a file.");
        }

        // As skopeo and podman write registries.
        return new ImageLocation(ImageReference.Parse(text.StartsWith("docker://", StringComparison.Ordinal) ? text["docker://".Length..] : text), null, null);
    }

    // The other transports of containers-transports(5). "dir" alone is the name of a repository as well as any.
    private static string? OtherTransport(string text)
    {
        foreach (string transport in (string[])["docker-daemon", "containers-storage", "ostree", "sif", "tarball", "dir"])
        {
            if (text.StartsWith(transport + ":", StringComparison.Ordinal) && (transport is "docker-daemon" or "containers-storage" || text[(transport.Length + 1)..] is ['/' or '.' or '~', ..]))
            {
                return transport;
            }
        }

        return null;
    }

    private static bool IsPath(string text) =>
        text is ['/', ..] || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal)
        || (text.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) && File.Exists(text))
        || File.Exists(System.IO.Path.Combine(text, "oci-layout"));

    private static ImageLocation OnDisk(string rest, string whole)
    {
        if (rest.Length == 0)
        {
            throw new OpenShiftException(ToolCodes.InvalidImageReference, $"'{whole}' names no path", "Write the path of the layout or archive behind the colon.");
        }

        if (System.IO.Path.Exists(rest))
        {
            return new ImageLocation(null, rest, null);
        }

        for (int colon = rest.Length - 1; colon > 0; colon--)
        {
            if (rest[colon] == ':' && System.IO.Path.Exists(rest[..colon]))
            {
                return new ImageLocation(null, rest[..colon], colon == rest.Length - 1 ? null : rest[(colon + 1)..]);
            }
        }

        throw new OpenShiftException(ToolCodes.BaseImageNotFound, $"There is no image layout or archive at '{System.IO.Path.GetFullPath(rest)}'", "Correct the path.");
    }
}
