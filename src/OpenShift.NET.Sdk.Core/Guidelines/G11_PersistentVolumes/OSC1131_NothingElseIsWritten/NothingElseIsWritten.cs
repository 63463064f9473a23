using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.G19_Logging;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1131_NothingElseIsWritten;

/// <summary>OSC1131.</summary>
[Rule(
    "OSC1131",
    "When the image runs, it writes only to folders that are declared",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Declare the folder as OpenShiftWritablePath, or write below Path.GetTempPath().",
    ImageFix = "Mount a volume there, or write below Path.GetTempPath().")]
public sealed class NothingElseIsWritten : RunRule
{
    private const int MostFiles = 5;

    /// <inheritdoc/>
    private protected override bool NeedsUp => false;

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        bool any = false;
        WrittenFile[] written = [.. run.Ordinary.SelectMany(static r => r.Written).Where(static w => !w.IsDeclared).DistinctBy(static w => w.Path)];
        DeniedPath[] denied = [.. run.Ordinary.SelectMany(DeniedAccess.Of).Where(d => DeniedAccess.IsWrite(publication, run.Facts, d)).DistinctBy(static d => d.Path)];
        foreach (IGrouping<string, DeniedPath> folder in denied.GroupBy(static d => ImagePath.Parent(ImagePath.Normalize(d.Path))).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            any = true;
            string reason = folder.Any(static d => d.Reason == DeniedAccess.ReadOnly) ? "which the read-only root forbids" : "which its user may not";
            string[] files = [.. folder.Select(d => d.Path + (written.FirstOrDefault(w => w.Path == d.Path) is { Size: > 0 } size ? $" ({ByteSize.ToText(size.Size)})" : ""))];
            yield return WithFix(publication, folder.Key, Finding.Violation(Where(folder.Key), $"tried to write {RunText.List(files, MostFiles)}, {reason}{run.Consequence}")) with
            {
                // What it can do without may be missed all the same; what it lacked in the proof may be why it ended.
                AtMost = run.IsUp || run.LackedSomething ? Severity.Warning : null,
            };
        }

        HashSet<string> told = [.. denied.Select(static d => ImagePath.Parent(ImagePath.Normalize(d.Path)))];
        bool failed = run.Declared.ReadOnlyRoot && !run.IsUp && !run.LackedSomething && denied.Length == 0
            && run.Facts.Runs.Any(r => r.Purpose == RunPurpose.Writable && run.CameUp(r));
        foreach (IGrouping<string, WrittenFile> folder in written.Where(w => failed || !RunLogFiles.IsLog(w)).GroupBy(static w => ImagePath.Parent(w.Path)).Where(g => !told.Contains(g.Key)).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            any = true;
            string files = RunText.List([.. folder.Select(static w => w.Path + Size(w))], MostFiles);
            yield return WithFix(publication, folder.Key, Finding.Violation(Where(folder.Key), $"wrote {files}, where no volume is declared: {Fate(run, failed)}")) with { AtMost = failed ? null : Severity.Warning };
        }

        if (!any && !run.Ordinary.Any(static r => r.KnowsWritten))
        {
            yield return run.WithoutSettings ?? Finding.CouldNotTell(ProvedRun.Container(), $"was run by {RunText.Engine(run.Facts)}, which does not tell what was written");
        }
        else if (!any && !run.IsUp)
        {
            yield return run.DidNotComeUp;
        }
    }

    private static string Fate(ProvedRun run, bool failed) => failed ? "with the read-only root that the manifest asks for it " + run.Fate
        : IsReadOnly(run) ? "the manifest's read-only root forbids it"
        : "it is gone with the pod, and a read-only root forbids it";

    private static bool IsReadOnly(ProvedRun run) => (run.ManifestContainer?.Security("readOnlyRootFilesystem") as Manifests.Yaml.YamlScalar)?.AsBoolean() == true;

    private static string Size(WrittenFile file) => file.Change switch
    {
        FileChange.Deleted => " (deleted)",
        FileChange.Changed => $" ({ByteSize.ToText(Math.Max(0, file.Size))}, a file of the image)",
        _ => $" ({ByteSize.ToText(Math.Max(0, file.Size))})",
    };

    private static Location Where(string folder) => ProvedRun.Container("path:" + folder);

    // The application's own folder is not to be opened as a whole.
    private static Finding WithFix(Publication publication, string folder, Finding finding)
    {
        if (folder == ImagePath.Root || folder == ImagePath.Normalize(publication.Config.Config.WorkingDir ?? ImagePath.Root))
        {
            return finding with
            {
                Fix = "Write into a folder of its own and declare that, for example <OpenShiftWritablePath Include=\"/app/data\" Volume=\"EmptyDir\" />; temporary files belong below Path.GetTempPath(). Where a setting names the file, set that.",
                ImageFix = "Write into a folder of its own and mount a volume there; temporary files belong below Path.GetTempPath(). Where a setting names the file, set that.",
            };
        }

        return finding with
        {
            Fix = $"Add <OpenShiftWritablePath Include=\"{folder}\" Volume=\"EmptyDir\" /> to the project (Volume=\"Claim\" for what has to stay), or set the setting that names the folder to one below /tmp.",
            ImageFix = $"Give the folder to group 0 in the Dockerfile and mount a volume there: RUN mkdir -p {folder} && chgrp 0 {folder} && chmod g=u {folder}, then VOLUME {folder}; or set the setting that names it to a folder below /tmp.",
        };
    }
}
