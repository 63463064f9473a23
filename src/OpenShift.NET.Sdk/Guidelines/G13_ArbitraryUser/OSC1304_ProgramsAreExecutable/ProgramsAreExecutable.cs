using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1304_ProgramsAreExecutable;

/// <summary>OSC1304.</summary>
[Rule(
    "OSC1304",
    "Programs can be executed by any user of group 0",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Give the file group 0 and mode 0755.")]
public sealed class ProgramsAreExecutable : Rule
{
    private const int OwnerExecute = 0b001_000_000;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var started = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? path in (string?[])[publication.EntryPoint.Program?.Path, publication.EntryPoint.Interpreter])
        {
            if (path is not null && publication.Files.TryResolve(path, out FileVersion? program) && started.Add(program.Path) && Judge(publication, program, "is what the container starts") is { } finding)
            {
                yield return finding;
            }
        }

        HashSet<string> declared = DeclaredPrograms(publication);
        foreach (FileVersion file in publication.Files.Visible)
        {
            bool meant = declared.Contains(file.Path)
                || ((file.File.Marks & (ContentMarks.Elf | ContentMarks.Script)) != 0 && !file.File.Marks.HasFlag(ContentMarks.SharedLibrary) && (file.File.Mode & OwnerExecute) != 0);
            if (meant && file is { Origin: Origin.App, File.Kind: FileKind.File } && !started.Contains(file.Path) && Judge(publication, file, "is a program") is { } finding)
            {
                yield return finding with { AtMost = Severity.Warning };
            }
        }
    }

    private static Finding? Judge(Publication publication, FileVersion file, string what)
    {
        EffectiveAccess access = ArbitraryUser.AccessTo(publication.Files, file.Path);

        // Whoever put it there: a container that cannot start its program does not start, so a base image's file is not milder.
        Location where = Location.OfFile(publication.Files, file) with { Origin = Origin.App };
        return access switch
        {
            { Exists: false } or { Execute: true, Unknown: false } => null,
            { Unknown: true } => Finding.CouldNotTell(where, $"{what}, and an access control list decides who may execute it"),
            { BlockedBy: { } folder } => Finding.Violation(where, $"{what}, but folder {folder}{Of(publication, folder)} cannot be passed by a user of group 0") with { Fix = $"Give {folder} group 0 and mode 0755." },
            _ => Finding.Violation(where, $"{what}, but {PermissionText.Of(file.File)} does not let a user of group 0 execute it"),
        };
    }

    private static string Of(Publication publication, string folder) =>
        publication.Files.Find(folder) is { } found ? $" ({PermissionText.Of(found.File)})" : "";

    private static HashSet<string> DeclaredPrograms(Publication publication)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        if (publication.Project is { } project)
        {
            foreach (PublishFile file in project.Files)
            {
                if (file is { Executable: true, LeftOutBecause: null })
                {
                    paths.Add(ImagePath.Combine(project.Image.WorkingDirectory, file.Path));
                }
            }
        }

        return paths;
    }
}
