using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>Refuses destinations on disk that would cost somebody files, before anything is written.</summary>
internal static class OutputFolders
{
    /// <summary>Looks at everything a publish is to write.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="folder">The stage folder.</param>
    /// <exception cref="OpenShiftException">OSC0016: a folder is not to be written into, or a file is something else than what is to be written there; OSC0085: a path names an open file of the build's, or a folder where a file is to be.</exception>
    public static void Check(ProjectFacts facts, StageFolder folder)
    {
        CheckFolder(folder.Path, "OpenShiftIntermediateDirectory", facts);
        if (facts.Checks.HtmlReportFile is { } report)
        {
            CheckFile(report, "OpenShiftReport", facts);
        }

        if (facts.Checks.CodeQualityFile is { } quality)
        {
            CheckFile(quality, "OpenShiftCodeQuality", facts);
            try
            {
                CodeQualityReport.Read(quality);
            }
            catch (OpenShiftException e)
            {
                throw e.At(facts.PlaceOf("OpenShiftCodeQuality"));
            }
        }

        CheckArchive(facts);
    }

    /// <summary>Looks at the archive or layout a publish is to write.</summary>
    /// <exception cref="OpenShiftException">As <see cref="Check"/>.</exception>
    public static void CheckArchive(ProjectFacts facts)
    {
        if (facts.Destination is not { ArchivePath: { } path } destination)
        {
            return;
        }

        if (destination.ArchiveFormat != ArchiveFormat.OciLayout)
        {
            CheckFile(path, "ContainerArchiveOutputPath", facts);
            return;
        }

        CheckFolder(path, "ContainerArchiveOutputPath", facts);
        try
        {
            LayoutFolder.Open(path);
        }
        catch (OpenShiftException e)
        {
            throw e.At(facts.PlaceOf("ContainerArchiveOutputPath", "OpenShiftArchiveFormat"));
        }
    }

    // Standard output belongs to the build's log or to the process that runs the stages: an archive in the middle of either is of use to nobody.
    private static void CheckFile(string path, string property, ProjectFacts facts)
    {
        if (OutputPlace.Of(path).Descriptor is not null)
        {
            throw new OpenShiftException(ToolCodes.OutputNotWritable, $"{property} names an open file of a process ('{path}'), and a build runs in several", "Name a file, or a FIFO made with 'mkfifo'.", facts.PlaceOf(property));
        }
    }

    private static void CheckFolder(string folder, string property, ProjectFacts facts)
    {
        string real = Path.TrimEndingDirectorySeparator(RealPath.Of(folder));
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string? project = Path.GetDirectoryName(facts.Identity.ProjectFile);
        string? why = Path.GetDirectoryName(real) is null ? "the root of the file system"
            : !string.IsNullOrEmpty(project) && Above(RealPath.Of(project)) is { } kind ? (kind == 0 ? "the project's own folder" : "a folder that the project lies in")
            : home.Length > 0 && Above(RealPath.Of(home)) is { } above ? (above == 0 ? "the home folder" : "a folder that the home folder lies in")
            : null;
        if (why is not null)
        {
            throw new OpenShiftException(ToolCodes.OutputFolderOccupied, $"{property} is '{real}', {why}; nothing in it was touched", "Name a folder that is empty or not there yet.", facts.PlaceOf(property));
        }

        // 0 for the folder itself, 1 for one above it.
        int? Above(string protectedFolder)
        {
            for (string? current = Path.TrimEndingDirectorySeparator(protectedFolder); current is not null; current = Path.GetDirectoryName(current))
            {
                if (string.Equals(current, real, OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
                {
                    return current.Length == Path.TrimEndingDirectorySeparator(protectedFolder).Length ? 0 : 1;
                }
            }

            return null;
        }
    }
}
