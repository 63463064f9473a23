using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.SourceToImage;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0504_NoBuildLeftovers;

/// <summary>OSC0504.</summary>
[Rule(
    "OSC0504",
    "Nothing is left over from building",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Leave it out of the publish output: <Content Update=\"…\" CopyToPublishDirectory=\"Never\" />, and delete it from the publish folder, where the last publish left it; in a Dockerfile, delete it in the step that makes it.",
    ImageFix = "Leave it out of what the Dockerfile copies (.dockerignore, COPY --from of the published folder alone), or delete it in the RUN that makes it.")]
public sealed class NoBuildLeftovers : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Files.BaseLayerCount == 0 && publication.Project is null)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without knowing its base image");
            yield break;
        }

        // What a builder brings along is there for its builds (OSC1502 says where it is not).
        PackageFolder[] brought = [.. BuilderPackages.Of(publication)?.Folders ?? []];
        var kinds = new SortedDictionary<string, (FileVersion First, int Count, long Bytes)>(StringComparer.Ordinal);
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (file is { Origin: Origin.App, File: { Kind: FileKind.File, Size: > 0 } } && Leftover.KindOf(file.Path) is { } kind && !IsUsed(publication, kind) && !(kind == Leftover.Packages && brought.Any(f => ImagePath.IsBelow(file.Path, f.Path))))
            {
                (FileVersion First, int Count, long Bytes) known = kinds.GetValueOrDefault(kind, (file, 0, 0));
                kinds[kind] = known with { Count = known.Count + 1, Bytes = known.Bytes + file.File.Size };
            }
        }

        foreach ((string kind, (FileVersion first, int count, long bytes)) in kinds)
        {
            string seen = count == 1
                ? $"is left over from building: {kind}, {ByteSize.ToText(bytes)}"
                : FormattableString.Invariant($"and {count - 1} more are left over from building: {kind}, {ByteSize.ToText(bytes)}");
            yield return Finding.Violation(Location.OfFile(publication.Files, first), seen) with
            {
                AtMost = kind == Leftover.DevelopmentSettings ? Severity.Info : null,
                Fix = FixOf(publication, first.Path, count),
            };
        }
    }

    // What is published is an item of the project by its path; what is elsewhere in the image comes from no item.
    private static string? FixOf(Publication publication, string path, int count)
    {
        string folder = ImagePath.Normalize(publication.Project?.Image.WorkingDirectory ?? ImagePath.Root);
        return publication.Project is null || folder == ImagePath.Root || !ImagePath.IsBelow(path, folder)
            ? null
            : $"Leave {(count == 1 ? "it" : "each of them")} out of the publish output: <Content Update=\"{path[(folder.Length + 1)..]}\" CopyToPublishDirectory=\"Never\" />, and delete it from the publish folder, where the last publish left it.";
    }

    private static bool IsUsed(Publication publication, string kind) =>
        kind == Leftover.DevelopmentSettings
        && ((string[])["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"]).Any(v => string.Equals(publication.Config.Config.EnvironmentVariable(v), "Development", StringComparison.OrdinalIgnoreCase));
}
