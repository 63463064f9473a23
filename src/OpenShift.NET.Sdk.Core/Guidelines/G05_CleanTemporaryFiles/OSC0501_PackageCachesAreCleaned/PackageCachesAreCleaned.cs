using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0501_PackageCachesAreCleaned;

/// <summary>No package manager left its cache in the image.</summary>
[Rule(
    "OSC0501",
    "Package manager caches are not in the image",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Keep the cache out of the publish output, or clean it in the step that fills it.",
    ImageFix = "Clean the cache in the RUN of the Dockerfile that fills it, or mount it there (RUN --mount=type=cache).")]
public sealed class PackageCachesAreCleaned : Rule
{
    // Less than this are the empty databases and stamps that package managers leave behind even when cleaned. apt and apk leave none.
    private const long Threshold = 64 * ByteSize.KiB;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        bool isBuilder = publication.Config.Config.Labels is { } labels
            && (labels.ContainsKey("io.openshift.s2i.scripts-url") || labels.ContainsKey("io.s2i.scripts-url"));
        var sizes = new SortedDictionary<(string Owner, Origin Origin), (long Bytes, int Files, SortedSet<string> Folders)>();
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (file.File.Kind == FileKind.File && PackageCache.Of(file.Path) is { } cache)
            {
                (long bytes, int files, SortedSet<string>? folders) = sizes.GetValueOrDefault((cache.Owner, file.Origin));
                folders ??= new SortedSet<string>(StringComparer.Ordinal);
                folders.Add(cache.Folder);
                sizes[(cache.Owner, file.Origin)] = (bytes + file.File.Size, files + 1, folders);
            }
        }

        foreach (((string owner, Origin origin), (long bytes, int files, SortedSet<string> folders)) in sizes)
        {
            // A builder image brings packages along so that builds inside the cluster need no network.
            if (bytes > (owner is "apt" or "apk" ? 0 : Threshold) && !(isBuilder && owner == PackageCache.NuGet))
            {
                yield return Finding.Violation(
                    new Location($"The {owner} cache ({string.Join(", ", folders)})", "cache:" + owner, publication.Project?.PlaceOf(), origin),
                    $"holds {ByteSize.ToText(bytes)} in {files} {(files == 1 ? "file" : "files")} that a running container does not need");
            }
        }
    }
}
