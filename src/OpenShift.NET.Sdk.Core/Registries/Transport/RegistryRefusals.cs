using System.Net;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>Refusals that have a remedy of their own.</summary>
internal static class RegistryRefusals
{
    // What registries say of a tag that may be written once: ECR, Artifact Registry, Quay and Harbor, ACR.
    private static readonly string[] s_immutable = ["immutable", "immutability", "already exist", "cannot be overwritten", "cannot update tag", "locked"];

    /// <summary>The failure with its own remedy; <see langword="null"/> when the status has none.</summary>
    /// <param name="endpoint">The registry.</param>
    /// <param name="status">What it answered.</param>
    /// <param name="operation">What was wanted, to be read after "answered 413 to".</param>
    /// <param name="words">The registry's own words; empty when it has none.</param>
    /// <param name="asked">How long it asks to be left alone.</param>
    /// <param name="written">The manifest that was to be written; <see langword="null"/> for anything else.</param>
    public static OpenShiftException? Own(RegistryEndpoint endpoint, HttpStatusCode status, string operation, string words, TimeSpan? asked, WrittenManifest? written)
    {
        string said = words.Length == 0 ? "" : $" ({words})";
        string answered = FormattableString.Invariant($"Registry '{endpoint.Name}' answered {(int)status} to {operation}{said}");
        if (written is { Tag: { } tag } && MayBeImmutable(status, words) && (written.IsThere || NamesImmutable(words)))
        {
            return new OpenShiftException(
                ToolCodes.TagIsImmutable,
                $"{answered}: the tag '{tag}' is there with another image and may not be moved",
                "Give the image a new version (Version, or ContainerImageTag); where tags may be written only once, name with ContainerImageTag a single one that every publish makes anew.");
        }

        return status switch
        {
            HttpStatusCode.RequestEntityTooLarge => new OpenShiftException(
                ToolCodes.RequestTooLarge,
                $"{answered}: it is larger than the registry, or a proxy before it, takes",
                "Raise that limit (client_max_body_size in nginx, proxy-body-size of an Ingress), or send blobs in parts: set the environment variable DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD to true."),
            HttpStatusCode.UnsupportedMediaType => MediaTypeRefused(answered, written),
            HttpStatusCode.BadRequest when written is not null && (words.Contains("media type", StringComparison.OrdinalIgnoreCase) || words.Contains("mediatype", StringComparison.OrdinalIgnoreCase)) => MediaTypeRefused(answered, written),
            HttpStatusCode.TooManyRequests => new OpenShiftException(
                ToolCodes.RegistryBusy,
                answered + (asked is { } time && time > TimeSpan.Zero ? FormattableString.Invariant($" and asks to come back in {Math.Ceiling(time.TotalSeconds)} s") : ""),
                "Publish again later; log in if the base image is read anonymously, which registries limit most."),
            _ => null,
        };
    }

    private static OpenShiftException MediaTypeRefused(string answered, WrittenManifest? written)
    {
        string other = written?.MediaType is MediaTypes.DockerManifest or MediaTypes.DockerManifestList ? "OCI" : "Docker";
        return new OpenShiftException(
            ToolCodes.MediaTypeRefused,
            $"{answered}: it does not take images of the media type '{written?.MediaType ?? "that was sent"}'",
            $"Set ContainerImageFormat to {other}, or update the registry.");
    }

    /// <summary>Whether a refusal can mean that a tag may not be moved. Only the registry's own words say that it does, or another image at that tag.</summary>
    public static bool MayBeImmutable(HttpStatusCode status, string words) =>
        status is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed
        || status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed && NamesImmutable(words);

    private static bool NamesImmutable(string words) => s_immutable.Any(word => words.Contains(word, StringComparison.OrdinalIgnoreCase));
}
