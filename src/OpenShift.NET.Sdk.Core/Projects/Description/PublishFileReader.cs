using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Lists the publish folder and says of every file where it comes from and whether it goes into the image.</summary>
internal sealed class PublishFileReader(PropertyReader properties, ApplicationFacts application, string assemblyName, ManifestFactsReader manifests)
{
    private readonly bool _symbols = properties.Flag(ContentProperties.IncludeSymbols);
    private readonly bool _developmentSettings = properties.Flag(ContentProperties.IncludeDevelopmentSettings);
    private readonly bool _foreignNatives = properties.Flag(ContentProperties.IncludeForeignNatives);
    private readonly bool _unlisted = properties.Flag(ContentProperties.IncludeUnlistedFiles);
    private readonly bool _buildFiles = properties.Flag(ContentProperties.IncludeBuildFiles);
    private readonly string[] _buildFolders =
    [
        .. ((string[])["BaseIntermediateOutputPath", "BaseOutputPath", "ArtifactsPath"]).Select(properties.Text).OfType<string>().Where(Path.IsPathFullyQualified)
            .Select(static f => Path.TrimEndingDirectorySeparator(f) + Path.DirectorySeparatorChar),
    ];
    private readonly string _projectFolder = Path.GetDirectoryName(properties.Text("MSBuildProjectFullPath")) ?? "";
    private readonly bool _webConfig = properties.Flag(ContentProperties.IncludeWebConfig);

    /// <summary>Files that the publish folder holds although no publish item names them.</summary>
    public List<string> Unlisted { get; } = [];

    /// <exception cref="OpenShiftException">OSC0030: there is no publish folder; OSC0026: a published file has the name of a manifest.</exception>
    public ImmutableArray<PublishFile> Read(string publishFolder, IEnumerable<InputItem> items)
    {
        if (!Directory.Exists(publishFolder))
        {
            throw new OpenShiftException(ToolCodes.PublishFileUnreadable, $"The publish folder '{publishFolder}' does not exist", "Run 'dotnet publish -t:PublishContainer', which publishes first.");
        }

        var listed = new Dictionary<string, InputItem>(StringComparer.Ordinal);
        foreach (InputItem item in items)
        {
            listed[(item["RelativePath"] ?? Path.GetFileName(item.Include)).Replace('\\', '/')] = item;
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, ReturnSpecialDirectories = false };
        var files = ImmutableArray.CreateBuilder<PublishFile>();
        foreach (string source in Directory.EnumerateFiles(publishFolder, "*", options))
        {
            string path = Path.GetRelativePath(publishFolder, source).Replace('\\', '/');
            InputItem? item = listed.GetValueOrDefault(path);
            // Manifests are written after the image; in the next publish they would be files nobody listed.
            if (!manifests.IsWritten(source))
            {
                files.Add(Describe(path, source, item, listed.GetValueOrDefault(WithoutEncoding(path))));
            }
            else if (item is not null)
            {
                throw new OpenShiftException(ToolCodes.InvalidProperty, $"The publish file {path} stands where the manifests are written", "Choose another folder with OpenShiftManifestDirectory.", new SourceLocation(item.Include));
            }
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files.DrainToImmutable();
    }

    private PublishFile Describe(string path, string source, InputItem? item, InputItem? original)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        FileOrigin origin = OriginOf(path, name, item);
        bool expected = item is not null || origin == FileOrigin.App || path.StartsWith("wwwroot/", StringComparison.Ordinal) || IsWebConfig(path) || IsBuildFile(path, name);
        if (!expected)
        {
            Unlisted.Add(path);
        }

        return new PublishFile
        {
            Path = path,
            Source = source,
            WrittenIn = origin is FileOrigin.Package or FileOrigin.RuntimePack || item?.Include == source ? null : WrittenIn(path, item),
            Origin = origin,
            PackageId = item?["NuGetPackageId"],
            PackageVersion = item?["NuGetPackageVersion"],
            RuntimeIdentifier = item?["RuntimeIdentifier"],
            AssetType = item?["AssetType"],
            LeftOutBecause = LeftOut(WithoutEncoding(path), WithoutEncoding(name), original ?? item, expected),
            Executable = IsExecutable(path, name, source),
        };
    }

    // Static web assets are no publish items; those of the project lie in it as they are published.
    private string? WrittenIn(string path, InputItem? item)
    {
        string source = item?.Include ?? Path.Combine(_projectFolder, path);
        return IsMade(source) || (item is null && !File.Exists(source)) ? null : source;
    }

    // What compilers write lies in folders of these names, and in those the project names itself; what packages bring to be copied, in contentFiles.
    private bool IsMade(string source) =>
        !Path.IsPathFullyQualified(source)
        || Path.GetExtension(source).ToLowerInvariant() is ".dll" or ".exe" or ".pdb" or ".so"
        || source.Split('/', '\\').Any(static s => s is "obj" or "bin" or "contentFiles")
        || _buildFolders.Any(f => source.StartsWith(f, StringComparison.Ordinal));

    private FileOrigin OriginOf(string path, string name, InputItem? item)
    {
        if (item?["NuGetPackageId"] is { } package)
        {
            return package.StartsWith("Microsoft.NETCore.App.Runtime.", StringComparison.OrdinalIgnoreCase)
                || package.StartsWith("Microsoft.AspNetCore.App.Runtime.", StringComparison.OrdinalIgnoreCase)
                ? FileOrigin.RuntimePack
                : FileOrigin.Package;
        }

        if (item?["ReferenceSourceTarget"] == "ProjectReference" || item?["MSBuildSourceProjectFile"] is not null)
        {
            return FileOrigin.ProjectReference;
        }

        bool settings = !path.Contains('/', StringComparison.Ordinal) && name.StartsWith("appsettings.", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        // The guard would be the only file of its layer in many images.
        bool own = name.Equals(assemblyName, StringComparison.Ordinal) || path == "OpenShift.NET.Sdk.Guard.dll" || name.StartsWith(assemblyName + ".", StringComparison.Ordinal);
        return settings || (own && !path.StartsWith("wwwroot/", StringComparison.Ordinal)) ? FileOrigin.App : FileOrigin.Content;
    }

    private string? LeftOut(string path, string name, InputItem? item, bool expected)
    {
        if (!_symbols && name.EndsWith(".pdb", StringComparison.OrdinalIgnoreCase))
        {
            return "OpenShiftIncludeSymbols is false";
        }

        // Development.PostgreSQL is one environment of developers among others.
        if (!_developmentSettings && name.StartsWith("appsettings.Development.", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return "development settings have no use in the image; OpenShiftIncludeDevelopmentSettings=true puts them in";
        }

        if (!_webConfig && IsWebConfig(path))
        {
            return "only IIS reads web.config; OpenShiftIncludeWebConfig=true puts it in";
        }

        if (!_buildFiles && IsBuildFile(path, name))
        {
            return "only builds and developers' machines read them, and some hold credentials; OpenShiftIncludeBuildFiles=true puts them in";
        }

        if (!_foreignNatives && item?["RuntimeIdentifier"] is { } rid && !application.IsRidSpecific && !RunsHere(rid, application.RuntimeIdentifier))
        {
            return "assets of other platforms have no use in the image; OpenShiftIncludeForeignNatives=true puts them in";
        }

        if (item is not null && manifests.IsSource(item.Include))
        {
            return "manifests have no use in the image";
        }

        return !expected && !_unlisted ? "no publish item names it and OpenShiftIncludeUnlistedFiles is false" : null;
    }

    /// <summary>
    /// Whether an asset for one runtime identifier can be of use on another one. Both C libraries stay: the base image,
    /// not the runtime identifier, decides between them in a portable publish.
    /// </summary>
    internal static bool RunsHere(string assetRid, string containerRid)
    {
        if (!containerRid.StartsWith("linux", StringComparison.Ordinal))
        {
            return assetRid == "any" || assetRid == containerRid;
        }

        string architecture = containerRid[(containerRid.LastIndexOf('-') + 1)..];
        return assetRid is "any" or "unix" or "linux" or "linux-musl"
            || assetRid == "linux-" + architecture
            || assetRid == "linux-musl-" + architecture
            || assetRid == "unix-" + architecture;
    }

    // What the static web assets of a project are compressed to goes where the file goes.
    private static string WithoutEncoding(string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".br", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;

    // The Web SDK publishes every *.config and *.json beside the project. In a folder below, they may be what the application works on.
    private static bool IsBuildFile(string path, string name)
    {
        string lower = name.ToLowerInvariant();
        if (path.Length != name.Length)
        {
            return path.Equals("Properties/launchSettings.json", StringComparison.OrdinalIgnoreCase)
                || path.StartsWith("Properties/PublishProfiles/", StringComparison.OrdinalIgnoreCase)
                || path.Equals(".config/dotnet-tools.json", StringComparison.OrdinalIgnoreCase);
        }

        return lower is "nuget.config" or "global.json" or "launchsettings.json" or "dotnet-tools.json" or "dockerfile" or "containerfile" or ".dockerignore" or ".gitignore" or ".editorconfig"
            or "container.lock.json" or "container.contract.json"
            || Path.GetExtension(lower) is ".user" or ".pubxml" or ".csproj" or ".fsproj" or ".vbproj" or ".sln" or ".slnx";
    }

    private static bool IsWebConfig(string path) => path.Equals("web.config", StringComparison.OrdinalIgnoreCase);

    private bool IsExecutable(string path, string name, string source)
    {
        if (path.Equals(assemblyName, StringComparison.Ordinal))
        {
            return true;
        }

        // Programs have no extension or .sh by custom; NuGet gives every file it unpacks the execute bits, so those say nothing.
        bool candidate = !name.Contains('.', StringComparison.Ordinal) || name.EndsWith(".sh", StringComparison.Ordinal);
        if (!candidate)
        {
            return false;
        }

        Span<byte> magic = stackalloc byte[4];
        using FileStream stream = new(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        int read = stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        return read >= 2 && (magic[..2].SequenceEqual("#!"u8) || (read == 4 && magic.SequenceEqual("\x7fELF"u8)));
    }
}
