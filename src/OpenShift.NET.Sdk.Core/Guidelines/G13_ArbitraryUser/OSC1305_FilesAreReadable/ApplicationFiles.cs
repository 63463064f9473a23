using OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0501_PackageCachesAreCleaned;
using OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0504_NoBuildLeftovers;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1305_FilesAreReadable;

/// <summary>Tells the application's files from what else its layers hold.</summary>
internal sealed class ApplicationFiles
{
    // Where package managers and account tools of an image build write; what they close is closed for a reason.
    private static readonly string[] s_ofTheSystem =
    [
        "/bin", "/boot", "/dev", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/sbin", "/usr/share",
        "/var/backups", "/var/cache", "/var/lib", "/var/log", "/var/mail", "/var/spool", "/etc/ssl", "/etc/ssh", "/etc/pki", "/etc/sudoers.d", "/etc/security", "/etc/pam.d",
    ];

    private readonly List<string> _folders = [];

    /// <summary>Finds the folders of what the container starts.</summary>
    public ApplicationFiles(Publication publication)
    {
        string workingDirectory = ImagePath.Normalize(publication.Config.Config.WorkingDir ?? ImagePath.Root);
        Add(workingDirectory);
        Add(publication.Project is { } project ? ImagePath.Normalize(project.Image.WorkingDirectory) : null);
        foreach (string word in (IEnumerable<string>)[publication.EntryPoint.ProgramPath ?? "", .. publication.EntryPoint.ProgramArguments])
        {
            if (word.Length > 0 && publication.Files.TryResolve(ImagePath.Combine(workingDirectory, word), out FileVersion? started) && started is { Origin: Origin.App, File.Kind: FileKind.File })
            {
                Add(ImagePath.Parent(started.Path));
            }
        }
    }

    /// <summary>Whether a file is below a folder the application is started from.</summary>
    public bool Has(FileVersion file) => _folders.Any(f => ImagePath.IsBelow(file.Path, f));

    /// <summary>Whether an application may want a file elsewhere: neither the operating system's, nor in a home folder, which no pod has, nor left over from the build.</summary>
    public static bool MayWant(FileVersion file) =>
        !s_ofTheSystem.Any(f => ImagePath.IsBelow(file.Path, f))
        && !ImagePath.IsBelow(file.Path, "/root") && !ImagePath.IsBelow(file.Path, "/home")
        && !(ImagePath.Parent(file.Path) == "/etc")
        && PackageCache.Of(file.Path) is null && Leftover.KindOf(file.Path) is null;

    // Everything is below the root, so it tells nothing.
    private void Add(string? folder)
    {
        if (folder is not null && folder != ImagePath.Root && !_folders.Contains(folder))
        {
            _folders.Add(folder);
        }
    }
}
