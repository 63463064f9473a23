using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>What the folders that NuGet restores into know of packages: <c>ID/VERSION/ID.nuspec</c> and the hash of the package as it was downloaded.</summary>
internal static class RestoredPackages
{
    private const int MaximumNuspec = 1 << 20;

    /// <summary>Reads what is known of the packages of a list.</summary>
    /// <param name="folders">Full paths of the folders; the first that has a package counts.</param>
    /// <param name="list">The list.</param>
    public static ImmutableDictionary<string, PackageDescription> Read(ImmutableArray<string> folders, DependencyList list)
    {
        DependencyLibrary[] packages = [.. list.Libraries.Where(static l => l.Type == "package" && IsName(l.Name) && IsName(l.Version))];
        var found = new PackageDescription?[packages.Length];
        Parallel.For(0, packages.Length, i => found[i] = folders.Select(f => TryRead(f, packages[i])).FirstOrDefault(static d => d is not null));
        return packages.Select((p, i) => (p.Key, Description: found[i])).Where(static p => p.Description is not null).ToImmutableDictionary(static p => p.Key, static p => p.Description!, StringComparer.Ordinal);
    }

    private static PackageDescription? TryRead(string root, DependencyLibrary package)
    {
#pragma warning disable CA1308 // NuGet's folders have lower-case names.
        string id = package.Name.ToLowerInvariant();
        string version = package.Version.ToLowerInvariant();
#pragma warning restore CA1308
        string folder = Path.Combine(root, id, version);
        try
        {
            var nuspec = new FileInfo(Path.Combine(folder, id + ".nuspec"));
            if (!nuspec.Exists || nuspec.Length > MaximumNuspec)
            {
                return null;
            }

            using FileStream stream = nuspec.OpenRead();
            return PackageDescription.Read(stream) with { Sha512 = HashOf(Path.Combine(folder, $"{id}.{version}.nupkg.sha512")) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    // The content hash of .nupkg.metadata leaves the signature out, so that nobody can check it against the file: only the file's own hash is told.
    private static string? HashOf(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[64];
        return Convert.TryFromBase64String(File.ReadAllText(file, Encoding.ASCII).Trim(), hash, out int length) && length == hash.Length ? Convert.ToHexStringLower(hash) : null;
    }

    private static bool IsName(string text) => text.Length > 0 && text != "." && text != ".." && text.AsSpan().IndexOfAny('/', '\\', ':') < 0;
}
