using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Images.SourceToImage;

namespace OpenShift.NET.Sdk.Guidelines.Publications;

/// <summary>The NuGet packages that a builder of .NET applications brings along, as rules need them.</summary>
internal sealed class BuilderPackages
{
    private readonly Publication _publication;
    private readonly SourceToImageScripts _scripts;

    private BuilderPackages(Publication publication, SourceToImageScripts scripts)
    {
        _publication = publication;
        _scripts = scripts;
        Folders = OfflinePackageFolders.In(publication.Files);
    }

    /// <summary>The folders they lie in.</summary>
    public ImmutableArray<PackageFolder> Folders { get; }

    /// <summary>The packages; <see langword="null"/> when the image is no builder of .NET applications of its own.</summary>
    public static BuilderPackages? Of(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return SourceToImageScripts.Of(publication) is { IsResult: false, AreInherited: false } scripts && scripts.Find("assemble") is not null && !DotnetSdks.InstalledIn(publication.Files).IsEmpty
            ? new BuilderPackages(publication, scripts)
            : null;
    }

    /// <summary>Whether a restore looks into a folder: the SDK does by itself, or a variable, a nuget.config or a script of the builder names it, or it is where NuGet unpacks packages for the user of <c>assemble</c>.</summary>
    public bool IsLookedAt(PackageFolder folder) =>
        folder.IsOfSdk
        || (_publication.Config.Config.Env ?? []).Any(v => v.Contains(folder.Path, StringComparison.Ordinal))
        || folder.Path == ImagePath.Combine(Home, ".nuget/packages")
        || _publication.Files.Visible.Any(f => Names(f, folder));

    private string Home => _publication.Config.Config.EnvironmentVariable("HOME") is { Length: > 0 } home ? ImagePath.Normalize(home) : HomeOfAccount ?? ImagePath.Root;

    // name:password:id:group:comment:home:shell
    private string? HomeOfAccount =>
        _publication.Files.TryResolve("/etc/passwd", out FileVersion? passwd) && passwd.File.Text is { } accounts
        && accounts.Split('\n').Select(static l => l.Split(':')).FirstOrDefault(l => l.Length >= 6 && (l[0] == _scripts.AssembleUser || l[2] == _scripts.AssembleUser)) is { } account
            ? ImagePath.Normalize(account[5])
            : null;

    private bool Names(FileVersion file, PackageFolder folder)
    {
        if (file.File.Kind != FileKind.File)
        {
            return false;
        }

        if (ImagePath.IsBelow(file.Path, _scripts.Folder))
        {
            return file.File.Text?.Contains(folder.Path, StringComparison.Ordinal) == true;
        }

        // One whose text is not known may name it; a path in it is relative to its own folder.
        return ImagePath.Name(file.Path).Equals("nuget.config", StringComparison.OrdinalIgnoreCase)
            && (file.File.Text is not { } text || text.Contains(folder.Path, StringComparison.Ordinal)
                || (ImagePath.IsBelow(folder.Path, ImagePath.Parent(file.Path)) && text.Contains($"\"{folder.Path[(ImagePath.Parent(file.Path).TrimEnd('/').Length + 1)..]}\"", StringComparison.Ordinal)));
    }
}
