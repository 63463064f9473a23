using System.Diagnostics.CodeAnalysis;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.References;

/// <summary>
/// The name of an image, <c>[registry[:port]/]repository[:tag][@digest]</c>. As everywhere in the container world, a first component without
/// '.', ':' or upper-case letters that is not <c>localhost</c> is no registry, and a name without registry is one of <c>docker.io</c>.
/// </summary>
public sealed record ImageReference
{
    /// <summary>The registry of names that name none.</summary>
    public const string DefaultRegistry = "docker.io";

    /// <summary>The tag of names that have neither tag nor digest.</summary>
    public const string DefaultTag = "latest";

    private ImageReference(string registry, string repository, string? tag, Digest? digest)
    {
        Registry = registry;
        Repository = repository;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>Host and port of the registry.</summary>
    public string Registry { get; }

    /// <summary>The repository.</summary>
    public string Repository { get; }

    /// <summary>The tag as written; <see langword="null"/> when there is none.</summary>
    public string? Tag { get; }

    /// <summary>The digest as written; <see langword="null"/> when there is none.</summary>
    public Digest? Digest { get; }

    /// <summary>What the registry is asked for: the digest, else the tag, else <see cref="DefaultTag"/>.</summary>
    public string Reference => Digest?.ToString() ?? Tag ?? DefaultTag;

    /// <summary>Parses a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="error">Why it is none, a clause without a full stop.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? error)
    {
        reference = null;
        error = null;
        if (string.IsNullOrEmpty(text))
        {
            error = "it is empty";
            return false;
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            error = "it begins with a URL scheme, which image references do not have";
            return false;
        }

        string name = text;
        Digest? digest = null;
        int at = name.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            if (!Contents.Digest.TryParse(name[(at + 1)..], out Digest parsed))
            {
                error = "the digest is not sha256: and 64 lower-case hexadecimal digits";
                return false;
            }

            digest = parsed;
            name = name[..at];
        }

        string? tag = null;
        int colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        if (colon >= 0)
        {
            tag = name[(colon + 1)..];
            name = name[..colon];
            error = ReferenceGrammar.TagProblem(tag);
        }

        (string registry, string repository) = Split(name);
        error ??= ReferenceGrammar.RegistryProblem(registry) ?? ReferenceGrammar.RepositoryProblem(repository);
        if (error is not null)
        {
            return false;
        }

        reference = new ImageReference(registry, repository, tag, digest);
        return true;
    }

    /// <summary>Parses a reference.</summary>
    /// <exception cref="OpenShiftException">OSC0027: the text is no image reference.</exception>
    public static ImageReference Parse(string? text, SourceLocation? place = null) =>
        TryParse(text, out ImageReference? reference, out string? error)
            ? reference
            : throw new OpenShiftException(
                ToolCodes.InvalidImageReference,
                $"'{Printable(text)}' is no image reference: {error}",
                "Write it as registry/repository:tag or registry/repository@sha256:….",
                place);

    /// <inheritdoc/>
    public override string ToString() => $"{Registry}/{Repository}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

    private static (string Registry, string Repository) Split(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string registry = DefaultRegistry;
        string repository = name;
        if (slash >= 0 && IsRegistry(name.AsSpan(0, slash)))
        {
            registry = name[..slash];
            repository = name[(slash + 1)..];
        }

        if (registry is "index.docker.io")
        {
            registry = DefaultRegistry;
        }

        return registry == DefaultRegistry && repository.Length > 0 && !repository.Contains('/', StringComparison.Ordinal)
            ? (registry, "library/" + repository)
            : (registry, repository);
    }

    private static bool IsRegistry(ReadOnlySpan<char> component)
    {
        if (component.IsEmpty || component is "localhost" || component.ContainsAny('.', ':'))
        {
            return true;
        }

        return component.ContainsAnyInRange('A', 'Z');
    }

    private static string Printable(string? text) => string.Create((text ?? "").Length, text ?? "", static (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(source[i]) ? '?' : source[i];
        }
    });
}
