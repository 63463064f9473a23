using System.Collections.Immutable;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>The .NET SDKs that are installed in an image: the folders <c>DOTNET_ROOT/sdk/VERSION</c> with a <c>dotnet.dll</c> in them.</summary>
internal static class DotnetSdks
{
    private const string Folder = "/sdk/";
    private const string Program = "/dotnet.dll";

    /// <summary>The files that are the SDKs' command lines, ordered by path.</summary>
    public static ImmutableArray<FileVersion> InstalledIn(FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var found = ImmutableArray.CreateBuilder<FileVersion>();
        foreach (FileVersion file in tree.Visible)
        {
            if (file.Path.EndsWith(Program, StringComparison.Ordinal) && file.File.Kind == FileKind.File && IsInstalled(file.Path[..^Program.Length], tree))
            {
                found.Add(file);
            }
        }

        found.Sort(static (x, y) => string.CompareOrdinal(x.Path, y.Path));
        return found.ToImmutable();
    }

    /// <summary>The folder of the installation an SDK belongs to: <c>/usr/share/dotnet</c>.</summary>
    public static string RootOf(FileVersion sdk) => ImagePath.Parent(ImagePath.Parent(ImagePath.Parent(sdk.Path)));

    private static bool IsInstalled(string folder, FileTree tree)
    {
        int sdk = folder.LastIndexOf(Folder, StringComparison.Ordinal);
        return sdk > 0
            && NuGetVersion.TryParse(folder[(sdk + Folder.Length)..], out _)
            && tree.TryResolve(folder[..sdk] + "/dotnet", out _);
    }
}
