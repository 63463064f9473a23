using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>Writes the bill of materials and the provenance of the checked image. When nothing changed since, the files of then stay.</summary>
/// <param name="environment">Environment variables and home folder, for registries that layers were left in.</param>
/// <param name="toolVersion">Version of this SDK.</param>
public sealed class DocumentStage(IEnvironment environment, string toolVersion)
{
    /// <summary>Writes them.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="folder">The stage folder.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0020: the stage folder is incomplete; OSC004n: the image is damaged; OSC0085: a file cannot be written.</exception>
    public Task<DocumentResult> RunAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken) => RunAsync(facts, folder, null, cancellationToken);

    /// <summary>Writes them of what may have been read already.</summary>
    internal async Task<DocumentResult> RunAsync(ProjectFacts facts, StageFolder folder, CheckSubject? opened, CancellationToken cancellationToken)
    {
        ImmutableArray<DocumentKind> kinds = DocumentKind.Of(facts.SupplyChain);
        if (kinds.IsEmpty)
        {
            return new DocumentResult([], [], Reused: true);
        }

        AssemblyStamp stamp = AssemblyStamp.TryRead(folder) ?? throw DeliverableImage.Incomplete(folder);
        ImmutableArray<string> files = [.. kinds.Select(k => k.FileIn(folder))];
        string fingerprint = FingerprintOf(facts, stamp);
        if (files.All(File.Exists) && DocumentStamp.TryRead(folder.DocumentStamp) is { } earlier && earlier.Fingerprint == fingerprint)
        {
            return new DocumentResult(files, earlier.Gaps, Reused: true);
        }

        DeliverableImage image = opened?.Deliverable ?? await DeliverableImage.OpenAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        FileTree tree = opened?.Files ?? await CheckSubject.ReadFilesAsync(image, environment, cancellationToken).ConfigureAwait(false);
        DependencyList? dependencies = DependenciesOf(facts);
        BillOfMaterials bill = ImageBill.Of(image.Image, tree, SourceOf(facts, dependencies));
        foreach (DocumentKind kind in kinds)
        {
            byte[] content = kind == DocumentKind.CycloneDx ? CycloneDxWriter.Write(bill) : kind == DocumentKind.Spdx ? SpdxWriter.Write(bill) : ProvenanceOf(image, bill).Write();
            await AtomicOutput.WriteFileAsync(kind.FileIn(folder), output => output.WriteAsync(content, cancellationToken).AsTask()).ConfigureAwait(false);
        }

        await new DocumentStamp(fingerprint, bill.Gaps).WriteAsync(folder.DocumentStamp, cancellationToken).ConfigureAwait(false);
        return new DocumentResult(files, bill.Gaps, Reused: false);
    }

    private string FingerprintOf(ProjectFacts facts, AssemblyStamp stamp)
    {
        using var fingerprint = new Fingerprint();
        fingerprint.Add(FactsJson.Write(facts with { Checks = new CheckFacts(), Prove = new ProveFacts() }));
        fingerprint.Add(stamp.Image.ToString());
        fingerprint.Add(stamp.BaseName);
        fingerprint.Add(stamp.BaseDigest.ToString());
        fingerprint.Add(toolVersion);
        return fingerprint.Finish();
    }

    // A publish as one file has its list inside; the build's own says the same.
    private static DependencyList? DependenciesOf(ProjectFacts facts)
    {
        string name = facts.Identity.AssemblyName + ".deps.json";
        string? published = facts.Files.FirstOrDefault(f => f.Path == name && f.LeftOutBecause is null)?.Source;
        foreach (string? path in (string?[])[published, facts.Compilation.DependencyFile])
        {
            if (path is not null && ProjectFolderFile.TryRead(path) is { } content && DependencyList.TryRead(content) is { } list)
            {
                return list;
            }
        }

        return null;
    }

    private BillSource SourceOf(ProjectFacts facts, DependencyList? dependencies) => new()
    {
        Name = facts.Destination.Repository.Length > 0 ? facts.Destination.Repository : facts.Identity.Name,
        Version = facts.Identity.Version,
        Application = facts.Identity.AssemblyName,
        Folder = facts.Image.WorkingDirectory.TrimEnd('/') is { Length: > 0 } folder ? folder : ImagePath.Root,
        Frameworks = [.. facts.Application.Frameworks.Append("Microsoft.NETCore.App")],
        License = LicenseExpression.IsWellFormed(facts.Identity.License) ? facts.Identity.License : null,
        Supplier = facts.Metadata.Vendor ?? facts.Identity.Company ?? facts.Identity.Authors,
        Website = PublicAddress.Of(facts.Identity.RepositoryUrl) ?? PublicAddress.Of(facts.Identity.ProjectUrl),
        Dependencies = dependencies,
        Packages = dependencies is null ? ImmutableDictionary<string, PackageDescription>.Empty : RestoredPackages.Read(facts.SupplyChain.PackageFolders, dependencies),
        ToolVersion = toolVersion,
    };

    private Provenance ProvenanceOf(DeliverableImage image, BillOfMaterials bill)
    {
        ProjectFacts facts = image.Facts;
        var materials = ImmutableArray.CreateBuilder<ProvenanceMaterial>();
        materials.Add(new ProvenanceMaterial(BaseUrlOf(image), "sha256", image.Record.BaseDigest.Hex));
        if (facts.Identity.Revision is { Length: > 0 } revision)
        {
            materials.Add(new ProvenanceMaterial(PublicAddress.Of(facts.Identity.RepositoryUrl) is { } repository ? $"git+{repository}@{revision}" : $"git:{revision}", "gitCommit", revision));
        }

        materials.AddRange(bill.Components.Where(static c => c.Sha512 is not null).Select(static c => new ProvenanceMaterial(c.PackageUrl!, "sha512", c.Sha512!)));
        return new Provenance
        {
            Name = bill.Subject.Name,
            Image = image.Image.Digest,
            Parameters = Known(
                ("project", Path.GetFileName(facts.Identity.ProjectFile)),
                ("version", facts.Identity.Version),
                ("configuration", facts.Application.Configuration),
                ("targetFramework", facts.Application.TargetFramework),
                ("runtimeIdentifier", facts.Application.RuntimeIdentifier),
                ("baseImage", facts.Image.BaseImage),
                ("repository", PublicAddress.Of(facts.Identity.RepositoryUrl))),
            Materials = materials.ToImmutable(),
            BuilderId = facts.SupplyChain.BuilderId,
            Versions = Known(("OpenShift.NET.Sdk", toolVersion), (".NET SDK", facts.SupplyChain.SdkVersion)),
        };
    }

    private static ImmutableSortedDictionary<string, string> Known(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var known = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string name, string? value) in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                known.Add(name, value);
            }
        }

        return known.ToImmutable();
    }

    // Of a base on disk only its digest means something elsewhere.
    private static string BaseUrlOf(DeliverableImage image) =>
        image.Facts.Image.BaseImageArchive is null && ImageReference.TryParse(image.Record.BaseName, out ImageReference? reference, out _)
            ? PackageUrl.Of("oci", null, reference.Repository[(reference.Repository.LastIndexOf('/') + 1)..], image.Record.BaseDigest.ToString(), ("repository_url", $"{reference.Registry}/{reference.Repository}"), ("tag", reference.Tag))
            : PackageUrl.Of("oci", null, "base", image.Record.BaseDigest.ToString());
}
