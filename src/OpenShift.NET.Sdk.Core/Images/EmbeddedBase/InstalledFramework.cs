using NuGet.Versioning;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Hosts;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase;

/// <summary>One version of a shared framework of a .NET installation.</summary>
/// <param name="Name">Name, for example <c>Microsoft.NETCore.App</c>.</param>
/// <param name="Version">Version.</param>
/// <param name="Folder">Its folder on the host, without links.</param>
internal sealed record InstalledFramework(string Name, NuGetVersion Version, string Folder)
{
    /// <summary>Lists what <c>dotnet --list-runtimes</c> would list.</summary>
    /// <param name="host">The host.</param>
    /// <param name="dotnetRoot">Folder of the installation, without links.</param>
    public static IReadOnlyList<InstalledFramework> In(HostFileSystem host, string dotnetRoot)
    {
        var installed = new List<InstalledFramework>();
        if (host.ResolveFolder(dotnetRoot + "/shared") is { } shared)
        {
            foreach (string name in host.List(shared))
            {
                if (host.ResolveFolder(shared + "/" + name) is { } folder)
                {
                    installed.AddRange(Versions(host, folder, name));
                }
            }
        }

        return installed;
    }

    /// <summary>The versions in a folder that has one folder for each, the oldest first.</summary>
    /// <param name="host">The host.</param>
    /// <param name="folder">The folder, without links.</param>
    /// <param name="name">Name the result has.</param>
    public static IReadOnlyList<InstalledFramework> Versions(HostFileSystem host, string folder, string name)
    {
        var versions = new List<InstalledFramework>();
        foreach (string version in host.List(folder))
        {
            if (NuGetVersion.TryParse(version, out NuGetVersion? parsed) && host.ResolveFolder(folder + "/" + version) is { } real)
            {
                versions.Add(new InstalledFramework(name, parsed, real));
            }
        }

        versions.Sort((a, b) => a.Version.CompareTo(b.Version));
        return versions;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version.ToNormalizedString()}";
}
