using System.Collections.Immutable;
using System.Text.Json;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>The packages that a dependency file (<c>*.deps.json</c>) lists.</summary>
internal static class PackageReader
{
    /// <summary>Reads the file and adds the packages whose files are published. A file that cannot be read lists nothing.</summary>
    public static ImmutableArray<CodePackage> Read(string? dependencyFile, IEnumerable<PublishFile> files)
    {
        var packages = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (PublishFile file in files)
        {
            if (file is { PackageId: { } id, PackageVersion: { } version })
            {
                packages[id] = version;
            }
        }

        try
        {
            if (dependencyFile is not null && File.Exists(dependencyFile))
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(dependencyFile));
                if (document.RootElement.TryGetProperty("libraries", out JsonElement libraries))
                {
                    foreach (JsonProperty library in libraries.EnumerateObject())
                    {
                        int slash = library.Name.IndexOf('/', StringComparison.Ordinal);
                        if (slash > 0 && library.Value.TryGetProperty("type", out JsonElement type) && type.ValueEquals("package"))
                        {
                            packages[library.Name[..slash]] = library.Name[(slash + 1)..];
                        }
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            // The published files have named what they come from.
        }

        return [.. packages.Select(p => new CodePackage(p.Key, p.Value))];
    }
}
