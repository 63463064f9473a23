using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Turns what the build hands over into project facts.</summary>
public sealed class ProjectDescriber
{
    private static readonly ImmutableArray<string> s_accessModes = DeclaredItems.WritablePath["AccessMode"].Values;
    private readonly ProjectInput _input;
    private readonly PropertyPlaces _places;
    private readonly PropertyReader _properties;

    private ProjectDescriber(ProjectInput input)
    {
        _input = input;
        string projectFile = input.Property("MSBuildProjectFullPath") ?? "";
        _places = PropertyPlaces.Read(projectFile, [input.Property("DirectoryBuildPropsPath"), input.Property("DirectoryBuildTargetsPath")]);
        _properties = new PropertyReader(input, _places);
    }

    /// <summary>Describes a project. Reads the publish folder, its settings files and the project files; nothing else.</summary>
    /// <exception cref="OpenShiftException">OSC002n, OSC0030: an input is wrong; the place is named.</exception>
    public static ProjectFacts Describe(ProjectInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ProjectDescriber(input).Describe();
    }

    private ProjectFacts Describe()
    {
        ItemMetadata.Require(_input, _places);
        ProjectIdentity identity = Identity();
        ApplicationFacts application = Application();
        var manifests = new ManifestFactsReader(_input, _properties, _places, FullPath("."));
        var files = new PublishFileReader(_properties, application, identity.AssemblyName, manifests);
        ImmutableArray<PublishFile> published = files.Read(_input.Property("PublishDir") ?? "", _input.ItemsOf("PublishFile"));
        AppSettings settings = AppSettings.Read(published, EnvironmentName());
        return new ProjectFacts
        {
            Identity = identity,
            Application = application,
            Compilation = Compilation(),
            Metadata = Metadata(),
            Image = Image(settings, application),
            Destination = Destination(identity),
            Manifests = manifests.Read(application, settings),
            Pipelines = PipelineReader.Read(_input, identity.RepositoryRoot, name => Place(name)),
            Guard = new GuardReader(_input, _properties, _places, FullPath("."), WorkingDirectory()).Read(),
            Knowledge = KnowledgeReader.Read(_input, name => Place(name)),
            SourceToImage = new SourceToImageReader(_input, _properties, _places, FullPath(".")).Read(),
            Checks = Checks(identity),
            Prove = new ProveReader(_input, _properties, _places).Read(),
            SupplyChain = new SupplyChainReader(_input, _properties, name => Place(name)).Read(),
            Files = published,
            Places = _places.All,
            Notes = Notes(published, files.Unlisted),
            Overridden = OverriddenProperties.Of(_input),
            Misspelt = MisspeltNames.Of(_input, _places),
        };
    }

    // What the manifests set is over what the image sets; DOTNET_ is over ASPNETCORE_.
    private string EnvironmentName() =>
        ((string[])["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"]).Select(n =>
            _input.ItemsOf("Setting").LastOrDefault(i => i.Include == n)?["Default"] ?? _input.ItemsOf("EnvironmentVariable").LastOrDefault(i => i.Include == n)?["Value"])
            .FirstOrDefault(static n => n is { Length: > 0 }) ?? AppSettings.DefaultEnvironment;

    private ProjectIdentity Identity()
    {
        string version = _input.Property("Version") ?? "";
        return new ProjectIdentity
        {
            Name = _input.Property("MSBuildProjectName") ?? "",
            ProjectFile = _input.Property("MSBuildProjectFullPath") ?? "",
            RepositoryRoot = SourceRepository.RootOf(FullPath(".")),
            AssemblyName = _input.Property("AssemblyName") ?? _input.Property("MSBuildProjectName") ?? "",
            Version = version,
            VersionIsExplicit = version != "1.0.0" || _places.All.ContainsKey("Version") || _places.All.ContainsKey("VersionPrefix"),
            Title = _input.Property("Title") ?? _input.Property("Product"),
            // The SDK's own placeholder says nothing about the project.
            Description = _input.Property("Description") is { } d && d != "Package Description" ? d : null,
            Authors = _input.Property("Authors"),
            Company = _input.Property("Company"),
            RepositoryUrl = _input.Property("RepositoryUrl"),
            ProjectUrl = _input.Property("PackageProjectUrl"),
            License = _input.Property("PackageLicenseExpression"),
            Revision = _input.Property("SourceRevisionId"),
            Tags = Split("PackageTags", ' ', ';', ','),
        };
    }

    private ApplicationFacts Application()
    {
        ImmutableArray<string> frameworks = [.. _input.ItemsOf("FrameworkReference").Select(i => i.Include).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
        bool web = _properties.Flag(DotnetProperties.UsingMicrosoftNETSdkWeb) || frameworks.Contains("Microsoft.AspNetCore.App", StringComparer.OrdinalIgnoreCase);
        string rid = ContainerRid();
        return new ApplicationFacts
        {
            Kind = web ? ApplicationKind.Web : _properties.Flag(DotnetProperties.UsingMicrosoftNETSdkWorker) ? ApplicationKind.Worker : ApplicationKind.Console,
            TargetFramework = _input.Property("TargetFramework") ?? "",
            TargetFrameworkVersion = (_input.Property("TargetFrameworkVersion") ?? "").TrimStart('v'),
            RuntimeIdentifier = rid,
            IsRidSpecific = _input.Property("RuntimeIdentifier") is not null,
            SelfContained = _properties.Flag(DotnetProperties.SelfContained) || _properties.Flag(DotnetProperties.PublishSelfContained) || _properties.Flag(DotnetProperties.PublishAot),
            Aot = _properties.Flag(DotnetProperties.PublishAot),
            NotDeterministic = string.Equals(_input.Property("Deterministic"), "false", StringComparison.OrdinalIgnoreCase),
            SingleFile = _properties.Flag(DotnetProperties.PublishSingleFile),
            SelfExtracts = _properties.Flag(DotnetProperties.IncludeNativeLibrariesForSelfExtract) || _properties.Flag(DotnetProperties.IncludeAllContentForSelfExtract),
            Trimmed = _properties.Flag(DotnetProperties.PublishTrimmed),
            InvariantGlobalization = _properties.Flag(DotnetProperties.InvariantGlobalization),
            Frameworks = frameworks,
            Configuration = _input.Property("Configuration") ?? "",
        };
    }

    private string ContainerRid()
    {
        string? container = _input.Property("ContainerRuntimeIdentifier");
        string? published = _input.Property("RuntimeIdentifier");

        // Whether the C libraries agree, the image shows (OSC0109): a portable host runs on either.
        return container is null || published is null || RuntimeIdentifier.SamePlatform(container, published)
            ? container ?? published ?? ""
            : throw new OpenShiftException(
                ToolCodes.PlatformContradiction,
                $"The image is asked for {container} (ContainerRuntimeIdentifier), and what is published is for {published} (RuntimeIdentifier), which does not start there",
                $"Publish for the image's platform (-r {container}), or leave ContainerRuntimeIdentifier out.",
                Place("ContainerRuntimeIdentifier", "RuntimeIdentifier"));
    }

    private CompilationFacts Compilation() => new()
    {
        Assembly = Includes("IntermediateAssembly").FirstOrDefault(File.Exists) ?? Includes("IntermediateAssembly").FirstOrDefault(),
        References = [.. Includes("ProjectAssembly").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        DependencyFile = _input.Property("ProjectDepsFilePath") is { } file ? FullPath(file) : null,
    };

    private MetadataFacts Metadata() => new()
    {
        DisplayName = _input.Property("OpenShiftDisplayName"),
        Description = _input.Property("OpenShiftDescription"),
        Summary = _input.Property("OpenShiftSummary"),
        Tags = Split("OpenShiftTags", ';', ','),
        Wants = Split("OpenShiftWants", ';', ','),
        NonScalable = _input.Property("OpenShiftNonScalable"),
        MinMemory = _input.Property("OpenShiftMinMemory"),
        MinCpu = _input.Property("OpenShiftMinCpu"),
        ExposeServices = _input.Property("OpenShiftExposeServices"),
        Vendor = _input.Property("OpenShiftVendor"),
        Release = _input.Property("OpenShiftRelease"),
        Maintainer = _input.Property("OpenShiftMaintainer"),
        GCHeapHardLimitPercent = (int)_properties.Number(ContentProperties.GCHeapHardLimitPercent),
        Diagnostics = _properties.Flag(ContentProperties.Diagnostics),
    };

    // The targets have put Red Hat's image in place of the .NET SDK's by now, where it has one.
    private void RequireRuntimeOfTheBase(ApplicationFacts application, string? archive)
    {
        if (_input.Property("OpenShiftBase") is not null && _properties.Choice(BaseProperties.Base) == "ubi"
            && (application.SelfContained || application.Aot) && archive is null && _input.Property("_OpenShiftUserBaseImage") is null && _properties.Choice(BaseProperties.EmbeddedBase) != EmbeddedBaseWhen.Always)
        {
            throw new OpenShiftException(
                ToolCodes.NoBaseOfThatKind,
                $"OpenShiftBase is 'ubi', and Red Hat has no .NET image for a {(application.Aot ? "Native AOT" : "self-contained")} program, which brings its own runtime",
                "Publish framework-dependent (SelfContained=false, PublishAot=false), or remove OpenShiftBase and name an image with the libraries such a program needs in ContainerBaseImage.",
                Place("OpenShiftBase"));
        }
    }

    private ImageFacts Image(AppSettings settings, ApplicationFacts application)
    {
        ImmutableArray<NamedValue> environment = [.. _input.ItemsOf("EnvironmentVariable").Select(EnvironmentVariable)];
        string? archive = _input.Property("OpenShiftBaseImageArchive");
        RequireRuntimeOfTheBase(application, archive);
        var cache = CacheLocation.Of(_input, name => Place(name));
        return new ImageFacts
        {
            BaseImage = _input.Property("ContainerBaseImage") ?? "",
            BaseImageIsExplicit = _input.Property("_OpenShiftUserBaseImage") is not null,
            BaseImageArchive = archive is null ? null : FullPath(archive),
            EmbeddedBase = _properties.Choice(BaseProperties.EmbeddedBase),
            DotnetRoot = _input.Property("NetCoreRoot"),
            Format = _input.Property("ContainerImageFormat") is null ? null : _properties.Choice(DotnetProperties.ContainerImageFormat),
            User = _input.Property("ContainerUser"),
            WorkingDirectory = WorkingDirectory(),
            Entrypoint = Includes("Entrypoint"),
            EntrypointArgs = Includes("EntrypointArgs"),
            DefaultArgs = Includes("DefaultArgs"),
            AppCommand = Includes("AppCommand"),
            AppCommandArgs = Includes("AppCommandArgs"),
            AppCommandInstruction = _input.Property("ContainerAppCommandInstruction") is null ? null : _properties.Choice(DotnetProperties.ContainerAppCommandInstruction),
            Labels = [.. _input.ItemsOf("Label").Select(i => new NamedValue(i.Include, i["Value"] ?? ""))],
            Environment = environment,
            Ports = [.. _input.ItemsOf("Port").Select(Port)],
            ListeningPorts = application.Kind == ApplicationKind.Web ? ListeningPortReader.Read(settings) : [],
            WritablePaths = [.. _input.ItemsOf("WritablePath").Select(WritablePath).OrderBy(p => p.Path, StringComparer.Ordinal)],
            SourceDateEpoch = _properties.Number(DotnetProperties.SourceDateEpoch),
            RecordBaseDigest = _properties.Flag(DotnetProperties.ContainerGenerateLabels) && _properties.Flag(DotnetProperties.ContainerGenerateLabelsImageBaseDigest),
            CacheDirectory = cache.Directory,
            CacheSizeLimit = cache.SizeLimit,
        };
    }

    private DestinationFacts Destination(ProjectIdentity identity)
    {
        bool tagsAreExplicit = _properties.Flag(DotnetProperties.TagsAreExplicit);
        ImmutableArray<string> tags = tagsAreExplicit ? [.. Includes("Tag").Distinct(StringComparer.Ordinal)] : VersionTags.Of(identity.Version);
        foreach (string tag in tags)
        {
            if (!IsTag(tag))
            {
                throw new OpenShiftException(ToolCodes.InvalidTag, $"'{tag}' is not an image tag", "Use 1 to 128 letters, digits, '_', '.' and '-', with neither '.' nor '-' first.", Place("ContainerImageTag", "ContainerImageTags", "Version"));
            }
        }

        if (tags.IsEmpty)
        {
            throw new OpenShiftException(ToolCodes.InvalidTag, $"No image tag can be made of the version '{identity.Version}'", "Set Version to a semantic version, or set ContainerImageTag.", Place("Version", "ContainerImageTag"));
        }

        string? archive = _input.Property("ContainerArchiveOutputPath");
        return new DestinationFacts
        {
            Registry = _input.Property("ContainerRegistry"),
            Repository = RepositoryPrefix.Join(RepositoryPrefix.Read(_input, name => Place(name)), _input.Property("ContainerRepository") ?? ""),
            Tags = tags,
            TagsAreExplicit = tagsAreExplicit,
            ArchivePath = archive is null ? null : ArchivePath(archive),
            ArchiveFormat = _properties.Choice(DestinationProperties.ArchiveFormat),
            LocalRegistry = _input.Property("LocalRegistry") is null ? null : _properties.Choice(DotnetProperties.LocalRegistry),
            InsecureRegistries = Split("OpenShiftInsecureRegistries", ';', ','),
        };
    }

    private CheckFacts Checks(ProjectIdentity identity) => new()
    {
        Profile = _properties.Choice(RuleProperties.Profile),
        Suppressions = [.. _input.ItemsOf("Suppress").Select(i => new SuppressionFact(i.Include, i["Where"], i["Justification"], i["Expires"]))],
        NoWarn = Codes("NoWarn"),
        WarningsAsErrors = Codes("WarningsAsErrors"),
        WarningsNotAsErrors = Codes("WarningsNotAsErrors"),
        TreatWarningsAsErrors = _properties.Flag(DotnetProperties.TreatWarningsAsErrors) || _properties.Flag(DotnetProperties.MSBuildTreatWarningsAsErrors),
        EditorConfigFiles = EditorConfigFiles(identity.ProjectFile),
        TagScheme = _properties.Choice(RuleProperties.TagScheme),
        BaselineFile = FullPath(_input.Property("OpenShiftBaseline") ?? ".openshift-baseline.sarif"),
        BaselineIsExplicit = _input.Property("OpenShiftBaseline") is not null,
        BaselineUpdate = _properties.Flag(RuleProperties.BaselineUpdate),
        CodeQualityFile = _input.Property("OpenShiftCodeQuality") is { } quality ? FullPath(quality) : null,
        CodeQualityPlatforms = IsInner ? Split("_OpenShiftPlatforms", ';', ',') : [ContainerRid()],
        CodeQualityFrameworks = Split("TargetFrameworks", ';') is { Length: > 1 } frameworks ? frameworks : [],
        HtmlReport = !string.Equals(_input.Property("OpenShiftReport"), "false", StringComparison.OrdinalIgnoreCase),
        HtmlReportFile = _input.Property("OpenShiftReport") is { } report && !bool.TryParse(report, out _) ? FullPath(OfPlatform(report)) : null,
        Dockerfiles = Dockerfiles(identity.ProjectFile),
        RepositoryManifests = RepositoryManifests(),
        ApprovedBaseImages = Split("OpenShiftApprovedBaseImages", ';', ','),
        MaximumBaseAgeDays = (int)_properties.Number(RuleProperties.MaxBaseAgeDays),
    };

    // Auto is what holds where nothing is said.
    private ImmutableArray<string> RepositoryManifests()
    {
        ImmutableArray<string> patterns = Split("OpenShiftRepositoryManifests", ';', ',');
        string? word = patterns.FirstOrDefault(static p => p.Equals("Auto", StringComparison.OrdinalIgnoreCase) || p.Equals("None", StringComparison.OrdinalIgnoreCase));
        return word is null ? patterns
            : patterns.Length > 1 ? throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftRepositoryManifests is '{_input.Property("OpenShiftRepositoryManifests")}'", "Set it to Auto, to None, or to patterns of files, for example k8s/**/*.yaml.", Place("OpenShiftRepositoryManifests"))
            : word.Equals("None", StringComparison.OrdinalIgnoreCase) ? ["None"] : [];
    }

    private bool IsInner => _input.Property("_OpenShiftInnerBuild") == "true";

    // Each of several platforms has a report of its own, and one path is given for all: report.html, report.linux-arm64.html.
    private string OfPlatform(string report) => IsInner ? Path.ChangeExtension(report, ContainerRid() + Path.GetExtension(report)) : report;

    private static ImmutableArray<string> Notes(ImmutableArray<PublishFile> files, List<string> unlisted)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        string[] leftOut = [.. files.Where(f => f.LeftOutBecause is not null).GroupBy(f => f.LeftOutBecause!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{Some([.. g.Select(f => f.Path)])} ({g.Key})")];
        if (leftOut.Length > 0)
        {
            notes.Add($"Left out of the image: {string.Join(", ", leftOut)}.");
        }

        if (unlisted.Count > 0)
        {
            unlisted.Sort(StringComparer.Ordinal);
            notes.Add(FormattableString.Invariant($"In the publish folder, but named by no publish item: {Some(unlisted)}. OpenShiftIncludeUnlistedFiles=false leaves such files out of the image."));
        }

        return notes.ToImmutable();
    }

    private static string Some(IReadOnlyList<string> paths) =>
        paths.Count <= 3 ? string.Join(", ", paths) : FormattableString.Invariant($"{string.Join(", ", paths.Take(2))} and {paths.Count - 2} more");

    private NamedValue EnvironmentVariable(InputItem item)
    {
        bool valid = item.Include.Length > 0 && !item.Include.Any(c => c == '=' || char.IsWhiteSpace(c) || char.IsControl(c));
        return valid
            ? new NamedValue(item.Include, item["Value"] ?? "")
            : throw new OpenShiftException(ToolCodes.InvalidEnvironmentVariable, $"'{item.Include}' is not the name of an environment variable", "Use letters, digits and '_', and '__' for ':' in configuration keys.", Place("ContainerEnvironmentVariable"));
    }

    private PortFact Port(InputItem item)
    {
        string protocol = (item["Type"] ?? "tcp").ToLowerInvariant();
        bool valid = int.TryParse(item.Include, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number)
            && number is >= 1 and <= 65535
            && protocol is "tcp" or "udp" or "sctp";
        return valid
            ? new PortFact(number, protocol, "ContainerPort")
            : throw new OpenShiftException(ToolCodes.InvalidPort, $"ContainerPort '{item.Include}' with Type '{protocol}' is not a port", "Use a number from 1 to 65535 (1024 or higher on OpenShift) and the Type tcp, udp or sctp.", Place("ContainerPort"));
    }

    private WritablePath WritablePath(InputItem item)
    {
        string path = ContainerPath.TryRead(item.Include)
            ?? throw new OpenShiftException(ToolCodes.InvalidPath, $"OpenShiftWritablePath '{item.Include}' is not an absolute folder of the image", "Write it from the root and without '.' and '..', for example /app/data.", Place("OpenShiftWritablePath"));
        string? volume = item["Volume"];
        if (!Enum.TryParse(volume ?? nameof(VolumeKind.EmptyDir), ignoreCase: true, out VolumeKind kind) || !Enum.IsDefined(kind))
        {
            throw InvalidVolume(item, $"has the Volume '{volume}'", "Set it to None, EmptyDir or Claim.");
        }

        if (item["Size"] is { } size && !(Quantity.TryParse(size, out Quantity quantity) && quantity.Value >= 1))
        {
            throw InvalidVolume(item, $"has the Size '{size}'", "Set it to a Kubernetes quantity, for example 500Mi or 2Gi.");
        }

        string? mode = s_accessModes.FirstOrDefault(m => m.Equals(item["AccessMode"], StringComparison.OrdinalIgnoreCase));
        return item["AccessMode"] is not { } asked ? new WritablePath(path, kind, item["Size"])
            : mode is null ? throw InvalidVolume(item, $"has the AccessMode '{asked}'", $"Set it to {string.Join(", ", s_accessModes)}.")
            : kind != VolumeKind.Claim ? throw InvalidVolume(item, "has an AccessMode, and its volume is no claim", "Set Volume=\"Claim\", or remove AccessMode.")
            : new WritablePath(path, kind, item["Size"]) { AccessMode = mode };
    }

    private OpenShiftException InvalidVolume(InputItem item, string seen, string remedy) =>
        new(ToolCodes.InvalidProperty, $"OpenShiftWritablePath '{item.Include}' {seen}", remedy, _places.OfItem("OpenShiftWritablePath", item.Include));

    private string WorkingDirectory()
    {
        string folder = (_input.Property("ContainerWorkingDirectory") ?? "/app/").Replace('\\', '/');
        return folder[0] == '/' && !folder.Split('/').Any(s => s is "." or "..")
            ? folder
            : throw new OpenShiftException(ToolCodes.InvalidPath, $"ContainerWorkingDirectory '{folder}' is not an absolute folder of a Linux image", "Write it from the root, for example /app/.", Place("ContainerWorkingDirectory"));
    }

    private string ArchivePath(string value)
    {
        string full = FullPath(value);
        bool layout = _properties.Choice(DestinationProperties.ArchiveFormat) == ArchiveFormat.OciLayout;
        // As the .NET SDK does: a folder gets a file named after the repository.
        bool folder = value.EndsWith('/') || value.EndsWith('\\') || Directory.Exists(full);
        return folder && !layout ? Path.Combine(full, (_input.Property("ContainerRepository") ?? "image").Replace('/', '-') + ".tar.gz") : full;
    }

    private static ImmutableArray<string> EditorConfigFiles(string projectFile)
    {
        var files = ImmutableArray.CreateBuilder<string>();
        for (string? folder = Path.GetDirectoryName(projectFile); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            string file = Path.Combine(folder, ".editorconfig");
            if (File.Exists(file))
            {
                files.Add(file);
            }
        }

        return files.ToImmutable();
    }

    private static ImmutableArray<string> Dockerfiles(string projectFile) =>
        Path.GetDirectoryName(projectFile) is { Length: > 0 } folder && Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Where(static f => IsDockerfile(Path.GetFileName(f))).Order(StringComparer.Ordinal).Take(16)]
            : [];

    private static bool IsDockerfile(string name) =>
        name.Equals("Dockerfile", StringComparison.OrdinalIgnoreCase) || name.Equals("Containerfile", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("Dockerfile.", StringComparison.Ordinal) && !name.EndsWith(".dockerignore", StringComparison.Ordinal))
        || name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase);

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= 128
        && tag[0] is not ('.' or '-')
        && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    private ImmutableArray<string> Includes(string kind) => [.. _input.ItemsOf(kind).Select(i => i.Include)];

    private ImmutableArray<string> Codes(string property) =>
        [.. Split(property, ';', ',', ' ').Where(c => c.StartsWith("OSC", StringComparison.OrdinalIgnoreCase)).Select(c => c.ToUpperInvariant()).Distinct()];

    private ImmutableArray<string> Split(string property, params char[] separators) =>
        [.. (_input.Property(property) ?? "").Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private string FullPath(string path) => Path.GetFullPath(path, Path.GetDirectoryName(_input.Property("MSBuildProjectFullPath")) ?? Environment.CurrentDirectory);

    private SourceLocation Place(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (_places.All.TryGetValue(name, out SourceLocation? place))
            {
                return place;
            }
        }

        return _places.Of("");
    }
}
