using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.EntryPoints;
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
    private const int AnyExecute = 0b001_001_001;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var started = new HashSet<string>(StringComparer.Ordinal);
        for (EntryPoint? entry = publication.EntryPoint; entry is not null; entry = entry.ShellCommand)
        {
            foreach (string? path in (string?[])[.. entry.Wrappers.Select(static w => w.Path), entry.Program?.Path, entry.Interpreter])
            {
                if (path is null || !publication.Files.TryResolve(path, out FileVersion? program) || !started.Add(program.Path))
                {
                    continue;
                }

                // A script that its interpreter is given is only read ("sh run.sh"); one of the application that cannot be is OSC1305's.
                bool isRead = entry.ReadByInterpreter && program.Path == entry.Program?.Path;
                if ((isRead ? JudgeRead(publication, program) : Judge(publication, program, "is what the container starts")) is { } finding)
                {
                    yield return finding;
                }
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
            { BlockedBy: { } folder } => Finding.Violation(where, $"{what}, but folder {folder}{Of(publication, folder)} cannot be passed by a user of group 0") with
            {
                // A closed folder says nothing of what is in it, and one below it can be closed too.
                Fix = publication.Files.Find(folder) is { Origin: Origin.Base }
                    ? "Put the program into a folder that everybody can pass, such as /app; what the base image closed stays closed."
                    : $"Give it to group 0 and let the group in, in the step that adds it: chgrp -R 0 {folder} && chmod -R g+rX {folder}{(ArbitraryUser.AccessOf(file.File).Execute || (file.File.Mode & AnyExecute) != 0 ? "" : $" && chmod 0755 {file.Path}")}.",
            },
            _ => Finding.Violation(where, $"{what}, but {PermissionText.Of(file.File)} does not let a user of group 0 execute it") with
            {
                ImageFix = $"Give it to group 0 with mode 0755 in the Dockerfile: COPY --chmod=0755, or RUN chgrp 0 {file.Path} && chmod 0755 {file.Path}.",
            },
        };
    }

    private static Finding? JudgeRead(Publication publication, FileVersion script) =>
        script.Origin == Origin.Base && ArbitraryUser.AccessTo(publication.Files, script.Path) is { Exists: true, Read: false, Unknown: false }
            ? Finding.Violation(Location.OfFile(publication.Files, script) with { Origin = Origin.App }, $"is the script the container starts, but {PermissionText.Of(script.File)} does not let a user of group 0 read it") with
            {
                Fix = $"Give it to group 0 and let the group read it, in a base image of your own or a copy of the script: chgrp 0 {script.Path} && chmod g+r {script.Path}.",
            }
            : null;

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
