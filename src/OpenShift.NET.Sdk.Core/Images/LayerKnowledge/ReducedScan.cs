using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.LayerKnowledge;

/// <summary>
/// The scan of a base layer without what rules ask of a base in two cases only, and what takes six sevenths of its room: digests of contents, which are held
/// against files that a higher layer puts in their place, and texts of scripts, which are read when one of them is started. Whoever has neither
/// case gets the same findings of it.
/// </summary>
internal static class ReducedScan
{
    /// <summary>Reduces a scan.</summary>
    public static LayerScan Of(LayerScan scan)
    {
        // A script in place of the host starts whatever it likes.
        if (scan.Files.Any(static f => f.Marks.HasFlag(ContentMarks.Script) && ImagePath.Name(f.Path) == "dotnet"))
        {
            return scan;
        }

        ImmutableArray<LayerFile>.Builder files = scan.Files.ToBuilder();
        for (int i = 0; i < files.Count; i++)
        {
            LayerFile file = files[i];
            bool isScript = file.Text is not null && KeptText.IsWantedAsScriptOnly(file.Path, file.Size);

            // What a hard link has of its target is told by the digest from what it does not have.
            bool hasDigest = file.ContentDigest is not null && file.HardLinkTo is null;
            if (isScript || hasDigest)
            {
                files[i] = file with { Text = isScript ? null : file.Text, ContentDigest = hasDigest ? null : file.ContentDigest };
            }
        }

        return scan with { Files = files.MoveToImmutable() };
    }

    /// <summary>Whether a command starts the application and nothing else, so that no script of the base is read.</summary>
    /// <param name="command">Entrypoint and Cmd.</param>
    /// <param name="applicationHost">Name of the application's own executable.</param>
    public static bool IsEnoughFor(ImmutableArray<string> command, string applicationHost) =>
        command is [var program, ..] && (program[(program.LastIndexOf('/') + 1)..] is var name) && (name == "dotnet" || (name.Length > 0 && name == applicationHost));
}
