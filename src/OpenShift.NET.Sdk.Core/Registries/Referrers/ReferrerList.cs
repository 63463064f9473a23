using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries.Referrers;

/// <summary>
/// The artifacts of one repository that refer to a manifest as their subject (OCI distribution-spec 1.1). A registry that does not list them itself has the list
/// in an index under the tag <c>sha256-HEX</c> of the subject ("Referrers Tag Schema"), which its writers keep.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="repository">The repository.</param>
public sealed class ReferrerList(IRegistry registry, string repository)
{
    // Somebody else's list may be long; nothing beyond it is looked at.
    private const int MostRead = 1000;
    private const int Attempts = 4;

    private bool _hasNoList;

    /// <summary>Whether the registry lists referrers itself, as far as it has been asked.</summary>
    public bool IsKeptByRegistry => !_hasNoList;

    /// <summary>The artifacts of one type, as the list names them.</summary>
    /// <param name="subject">Digest of the manifest they refer to.</param>
    /// <param name="artifactType">Their type.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OpenShiftException">As for <see cref="IRegistry.GetManifestAsync"/>.</exception>
    public async ValueTask<ImmutableArray<Descriptor>> FindAsync(Digest subject, string artifactType, CancellationToken cancellationToken)
    {
        byte[]? list = _hasNoList ? null : await registry.GetReferrersAsync(repository, subject, artifactType, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> index = list;
        if (list is null)
        {
            _hasNoList = true;
            index = await registry.GetManifestAsync(repository, TagOf(subject), cancellationToken).ConfigureAwait(false) is { } kept ? kept.Bytes : default;
        }

        return index.IsEmpty ? [] : [.. Read(index.Span).Where(m => m.ArtifactType == artifactType).Take(MostRead)];
    }

    /// <summary>Adds an artifact, whose blobs are there already.</summary>
    /// <param name="subject">Digest of the manifest it refers to.</param>
    /// <param name="artifactType">Its type.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">As for <see cref="IRegistry.PutManifestAsync"/>: among others the registry takes no artifacts.</exception>
    public async ValueTask AddAsync(Digest subject, string artifactType, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        string tag = TagOf(subject);
        Task<bool> putting = registry.PutArtifactAsync(repository, manifest, cancellationToken).AsTask();

        // Where it is known that there will be no other way, the list is read meanwhile.
        Task<ManifestContent?>? reading = _hasNoList ? registry.GetManifestAsync(repository, tag, cancellationToken).AsTask() : null;
        await Task.WhenAll(putting, reading ?? Task.CompletedTask).ConfigureAwait(false);
        if (await putting.ConfigureAwait(false))
        {
            return;
        }

        var added = new Descriptor(MediaTypes.OciManifest, Digest.Of(manifest.Span), manifest.Length)
        {
            ArtifactType = artifactType,

            // As the registry itself would list it (distribution-spec 1.1, "Pushing Manifests with Subject").
            Annotations = ImageJson.ReadManifest(manifest.Span, "the artifact").Annotations,
        };

        // The specification has no way to write a tag only if it is still the same: what another publish has written between reading and
        // writing is found missing by that publish, which looks at the list after its own writing, and adds itself again.
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            byte[] index = ImageJson.Write(new ImageIndex { Manifests = [added] });
            reading ??= registry.GetManifestAsync(repository, tag, cancellationToken).AsTask();
            if (await reading.ConfigureAwait(false) is { } there)
            {
                // A list that is not understood is somebody's all the same, signatures perhaps: it is left as it is.
                if (ImageJson.ReadIndex(there.Bytes.Span, $"the list of referrers under the tag '{tag}'").Manifests.Any(m => m.Digest == added.Digest))
                {
                    return;
                }

                index = With(there.Bytes.Span, index);
            }

            await registry.PutManifestAsync(repository, tag, index, MediaTypes.OciIndex, cancellationToken).ConfigureAwait(false);
            reading = null;
        }
    }

    /// <summary>The tag of the list of what refers to a manifest.</summary>
    internal static string TagOf(Digest subject) => "sha256-" + subject.Hex;

    // Members of other writers' entries that this SDK does not know stay.
    private static byte[] With(ReadOnlySpan<byte> list, ReadOnlySpan<byte> addition)
    {
        JsonNode index = JsonNode.Parse(list)!;
        index["manifests"]!.AsArray().Add(JsonNode.Parse(addition)!["manifests"]![0]!.DeepClone());
        return Encoding.UTF8.GetBytes(index.ToJsonString());
    }

    private static ImmutableArray<Descriptor> Read(ReadOnlySpan<byte> index)
    {
        try
        {
            return ImageJson.ReadIndex(index, "the list of referrers").Manifests;
        }
        catch (OpenShiftException)
        {
            // What is no list names nothing.
            return [];
        }
    }
}
