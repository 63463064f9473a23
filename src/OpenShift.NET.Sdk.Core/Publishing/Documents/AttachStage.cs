using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Referrers;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>Attaches bill of materials and provenance to images that were delivered to a registry: OCI artifacts whose subject is the image (OCI image-spec 1.1).</summary>
/// <param name="environment">Environment variables and home folder, for registries.</param>
/// <param name="notices">Hears, on any thread, that a registry is being waited for.</param>
public sealed class AttachStage(IEnvironment environment, IProgress<string>? notices = null)
{
    private const string Title = "org.opencontainers.image.title";
    private const string PredicateType = "in-toto.io/predicate-type";

    /// <summary>Attaches them. What fails is told, and nothing is undone.</summary>
    /// <param name="images">The images.</param>
    /// <param name="wasThere">Whether the registry had all of them already: one that had lost an image has lost what was attached to it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0084: credentials cannot be read.</exception>
    public async Task<AttachResult> RunAsync(ImmutableArray<DocumentedImage> images, bool wasThere, CancellationToken cancellationToken)
    {
        var artifacts = new Dictionary<DocumentedImage, ImmutableArray<string>>();
        var open = new List<(DocumentedImage Image, string Key)>();
        foreach (DocumentedImage image in images)
        {
            ImmutableArray<DocumentKind> kinds = image.Kinds;
            artifacts[image] = [.. kinds.Select(static _ => "")];
            if (image.Facts.Destination is { ArchivePath: null, Registry: not null } && image.Facts.SupplyChain.Attach != AttachWhen.Never && !kinds.IsEmpty)
            {
                string key = AttachmentStamp.KeyOf(image);
                if (wasThere && AttachmentStamp.TryRead(image.Folder.AttachmentStamp, key, kinds.Length) is { } earlier)
                {
                    artifacts[image] = earlier.Artifacts;
                }
                else
                {
                    open.Add((image, key));
                }
            }
        }

        string? problem = null;
        if (open.Count > 0)
        {
            DestinationFacts destination = images[0].Facts.Destination;
            using IRegistry registry = RegistryFactory.Create(destination.Registry!, destination.InsecureRegistries, RegistryDirection.Push, CredentialVariables.All, environment, notices);
            problem = await AfterDelivery.TryAsync(
                registry,
                async token =>
                {
                    foreach ((DocumentedImage image, string key) in open)
                    {
                        artifacts[image] = await AttachAsync(image, registry, token).ConfigureAwait(false);
                        await new AttachmentStamp(key, artifacts[image]).WriteAsync(image.Folder.AttachmentStamp, token).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }

        return new AttachResult(
            [.. images.SelectMany(i => i.Kinds.Select((k, n) => new DeliveredDocument(k.FileIn(i.Folder), k.Name, i.Name, i.Image.Digest, artifacts[i][n])))],
            problem,
            problem is null && open.Any(o => artifacts[o.Image].Any(static a => a.Length == 0)));
    }

    private static async Task<ImmutableArray<string>> AttachAsync(DocumentedImage image, IRegistry registry, CancellationToken cancellationToken)
    {
        ImmutableArray<DocumentKind> kinds = image.Kinds;
        var attached = new string[kinds.Length];
        var list = new ReferrerList(registry, image.Facts.Destination.Repository);

        // One after the other: what cannot be listed for the first need not be asked for the second, and a list that is a tag is written by one at a time.
        for (int i = 0; i < kinds.Length; i++)
        {
            attached[i] = await AttachAsync(image, kinds[i], registry, list, cancellationToken).ConfigureAwait(false) ?? "";
        }

        return [.. attached];
    }

    private static async Task<string?> AttachAsync(DocumentedImage image, DocumentKind kind, IRegistry registry, ReferrerList list, CancellationToken cancellationToken)
    {
        bool always = image.Facts.SupplyChain.Attach == AttachWhen.Always;
        if (!always && !list.IsKeptByRegistry)
        {
            return null;
        }

        string file = kind.FileIn(image.Folder);
        byte[] content = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        byte[] manifest = ManifestOf(image.Subject, kind, Path.GetFileName(file), content, out Descriptor blob);
        Digest digest = Digest.Of(manifest);
        if ((await list.FindAsync(image.Subject.Digest, kind.MediaType, cancellationToken).ConfigureAwait(false)).Any(r => r.Digest == digest))
        {
            return digest.ToString();
        }

        if (!always && !list.IsKeptByRegistry)
        {
            return null;
        }

        string repository = image.Facts.Destination.Repository;
        await registry.UploadIfMissingAsync(repository, blob, content, cancellationToken).ConfigureAwait(false);
        await registry.UploadIfMissingAsync(repository, RecordManifest.EmptyConfig, RecordManifest.EmptyContent, cancellationToken).ConfigureAwait(false);
        if (always)
        {
            await list.AddAsync(image.Subject.Digest, kind.MediaType, manifest, cancellationToken).ConfigureAwait(false);
            return digest.ToString();
        }

        return await registry.PutArtifactAsync(repository, manifest, cancellationToken).ConfigureAwait(false) ? digest.ToString() : null;
    }

    private static byte[] ManifestOf(Descriptor subject, DocumentKind kind, string title, byte[] content, out Descriptor blob)
    {
        ImmutableSortedDictionary<string, string> predicate = kind == DocumentKind.Provenance
            ? ImmutableSortedDictionary<string, string>.Empty.Add(PredicateType, Provenance.PredicateType)
            : ImmutableSortedDictionary<string, string>.Empty;
        blob = new Descriptor(kind.MediaType, Digest.Of(content), content.Length) { Annotations = predicate.Add(Title, title) };
        return RecordManifest.Write(kind.MediaType, subject, [blob], predicate.IsEmpty ? null : predicate);
    }
}
