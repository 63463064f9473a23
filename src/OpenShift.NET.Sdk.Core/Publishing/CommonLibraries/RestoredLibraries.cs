using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.SourceToImage;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.CommonLibraries;

/// <summary>What a restore of the common libraries has brought.</summary>
/// <param name="Packages">The libraries and all they depend on, ordered by folder.</param>
/// <param name="Failures">The libraries that were not to be had.</param>
/// <param name="Vulnerable">What NuGet's audit says of them, one line each.</param>
internal sealed partial record RestoredLibraries(ImmutableArray<LibraryPackage> Packages, ImmutableArray<LibraryFailure> Failures, ImmutableArray<string> Vulnerable)
{
    private const int MaximumReason = 400;

    /// <summary>Nothing.</summary>
    public static RestoredLibraries None { get; } = new([], [], []);

    /// <summary>Reads what NuGet has left.</summary>
    /// <param name="libraries">The libraries.</param>
    /// <param name="restore">Where their projects are.</param>
    public static RestoredLibraries Read(ImmutableArray<CommonLibrary> libraries, LibraryRestore restore)
    {
        var packages = new SortedDictionary<string, LibraryPackage>(StringComparer.Ordinal);
        var failures = ImmutableArray.CreateBuilder<LibraryFailure>();
        var vulnerable = new SortedSet<string>(StringComparer.Ordinal);
        foreach (CommonLibrary library in libraries)
        {
            if (Reason(library, restore, packages, vulnerable) is { } reason)
            {
                failures.Add(new LibraryFailure(library.Name, library.Version, reason));
            }
        }

        return new RestoredLibraries([.. packages.Values], failures.ToImmutable(), [.. vulnerable]);
    }

    // Why the library cannot be taken; its packages are added when it can.
    private static string? Reason(CommonLibrary library, LibraryRestore restore, SortedDictionary<string, LibraryPackage> packages, SortedSet<string> vulnerable)
    {
        try
        {
            using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(restore.AssetsOf(library)));
            string? error = null;
            List<string> found = [];
            foreach (JsonElement entry in Array(assets.RootElement, "logs"))
            {
                string code = Text(entry, "code");
                if (Text(entry, "level") == "Error")
                {
                    error ??= Text(entry, "message");
                }
                else if (code is "NU1903" or "NU1904")
                {
                    found.Add(Line(Text(entry, "message")));
                }
            }

            if (error is not null)
            {
                return Line(error);
            }

            LibraryPackage[] all = [.. PackagesOf(library, assets.RootElement)];
            if (!all.Any(static p => p.IsListed))
            {
                return Said(restore);
            }

            foreach (LibraryPackage package in all)
            {
                if (package.Files.FirstOrDefault(f => !File.Exists(Path.Combine(package.Folder, f))) is { } missing)
                {
                    return $"{Path.Combine(package.Folder, missing)} is not there";
                }
            }

            foreach (LibraryPackage package in all)
            {
                packages[package.Path] = packages.GetValueOrDefault(package.Path) is { IsListed: true } listed ? listed : package;
            }

            vulnerable.UnionWith(found);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return Said(restore);
        }
    }

    private static IEnumerable<LibraryPackage> PackagesOf(CommonLibrary library, JsonElement assets)
    {
        string[] roots = [.. assets.GetProperty("packageFolders").EnumerateObject().Select(static f => f.Name)];
        foreach (JsonProperty entry in assets.GetProperty("libraries").EnumerateObject())
        {
            string[] parts = entry.Name.Split('/');
            if (parts.Length == 2 && Text(entry.Value, "type") == "package" && NuGetVersion.TryParse(parts[1], out NuGetVersion? version))
            {
                string path = Text(entry.Value, "path");
                string folder = roots.Select(r => Path.Combine(r, path)).FirstOrDefault(Directory.Exists) ?? Path.Combine(roots[0], path);
                string normalized = version.ToNormalizedString();
                yield return new LibraryPackage(parts[0], normalized, folder, parts[0].Equals(library.Name, StringComparison.OrdinalIgnoreCase) && normalized.Equals(library.Version, StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    // NuGet had no chance to write anything: its configuration is broken, or the SDK itself failed.
    private static string Said(LibraryRestore restore)
    {
        try
        {
            string[] lines = File.Exists(restore.Log) ? File.ReadAllLines(restore.Log) : [];
            string line = lines.FirstOrDefault(static l => l.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault(static l => l.Trim().Length > 0) ?? "";
            int error = line.IndexOf("error ", StringComparison.Ordinal);
            return Line(error > 0 ? line[error..] : line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // Addresses of feeds can hold a password.
    private static string Line(string text)
    {
        text = UserInformation().Replace(text.ReplaceLineEndings(" ").Trim(), "//***@").TrimEnd('.');
        return text.Length <= MaximumReason ? text : text[..MaximumReason] + "…";
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static IEnumerable<JsonElement> Array(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    [GeneratedRegex(@"//[^/\s]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInformation();
}
