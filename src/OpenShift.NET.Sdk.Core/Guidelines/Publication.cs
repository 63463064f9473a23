using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Contracts;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Libraries;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Images.StartScripts;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>What the rules judge: one image, and the project it was made from when there is one.</summary>
public sealed class Publication
{
    private readonly CodeFacts? _code;
    private EntryPoint? _entryPoint;
    private StartScript? _startScript;
    private StartedApplication? _started;
    private bool _startedIsRead;
    private bool _startScriptIsRead;
    private WorkloadSet? _workloads;
    private ImmutableArray<StartedProcess>? _processes;
    private ImmutableArray<DotnetApplication>? _applications;
    private ApplicationNatives? _natives;
    private ImmutableArray<CodeSetting>? _codeSettings;

    /// <summary>The project; <see langword="null"/> when an image is judged by itself.</summary>
    public ProjectFacts? Project { get; init; }

    /// <summary>The image's manifest.</summary>
    public required ImageManifest Manifest { get; init; }

    /// <summary>The image's configuration.</summary>
    public required ImageConfig Config { get; init; }

    /// <summary>The base image; <see langword="null"/> when it is not known or there is none.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>The digest of the image's manifest; <see langword="null"/> when it is not known.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The image's files.</summary>
    public required FileTree Files { get; init; }

    /// <summary>The manifests; <see langword="null"/> when there are none.</summary>
    public ManifestSet? Manifests { get; init; }

    /// <summary>Kubernetes files of the repository, judged beside what is published.</summary>
    internal ImmutableArray<RepositoryManifests> Beside { get; init; } = [];

    /// <summary>The containers that run the published image, where that is known otherwise than by its name; <see langword="null"/> where the name tells.</summary>
    internal IReadOnlySet<YamlMapping>? KnownContainers { get; init; }

    /// <summary>The workloads of the manifests; <see langword="null"/> when there are no manifests.</summary>
    public WorkloadSet? Workloads => Manifests is null ? null : _workloads ??= new WorkloadSet(Manifests);

    /// <summary>What the application's compiled code says; <see langword="null"/> when there is no project or its code was not read.</summary>
    public CodeFacts? Code
    {
        get
        {
            MissedCode |= _code is not { Assemblies.IsEmpty: false };
            return _code;
        }

        init => _code = value;
    }

    /// <summary>Whether somebody asked for the code and there was none: what he then says was said without it. The engine asks after each rule.</summary>
    internal bool MissedCode { get; set; }

    /// <summary>The settings that the code reads in a pod, the same as SETTINGS.md has them; none where the code is not known.</summary>
    internal ImmutableArray<CodeSetting> CodeSettings => _codeSettings ??= Code is { } code ? Sdk.Code.Settings.CodeSettings.Find(code, PublishedSettings.InPod(this)) : [];

    /// <summary>The language in which code is shown: that of the project, else of the application's assembly.</summary>
    public CodeLanguage Language => Path.GetExtension(Project?.Identity.ProjectFile)?.ToUpperInvariant() switch
    {
        ".FSPROJ" => CodeLanguage.FSharp,
        ".VBPROJ" => CodeLanguage.VisualBasic,
        ".CSPROJ" => CodeLanguage.CSharp,
        _ => Code is { Assemblies: [var application, ..] } ? application.Language : CodeLanguage.CSharp,
    };

    /// <summary>What a container of the image starts.</summary>
    public EntryPoint EntryPoint => _entryPoint ??= EntryPointResolver.Resolve(Config.Config, Files);

    /// <summary>The programs a container of the image starts, through scripts and the settings of supervisors.</summary>
    internal ImmutableArray<StartedProcess> Processes => _processes ??= StartedProcesses.Of(EntryPoint, StartScript, Config.Config, Files);

    /// <summary>The application among them; <see langword="null"/> when nothing is known of what a container starts.</summary>
    internal StartedApplication? Started
    {
        get
        {
            if (!_startedIsRead)
            {
                _started = StartedApplication.Of(Processes, Files);
                _startedIsRead = true;
            }

            return _started;
        }
    }

    /// <summary>The .NET applications among them that do not bring all in one file.</summary>
    internal ImmutableArray<DotnetApplication> Applications => _applications ??= DotnetApplications.Of(Processes, Config.Architecture, Files);

    /// <summary>The one that is the container's purpose, not what a script runs before it; <see langword="null"/> when there is none.</summary>
    internal DotnetApplication? MainApplication
    {
        get
        {
            DotnetApplication[] byPurpose = [.. StartedProcesses.MainFirst(Processes).SelectMany(p => Applications.Where(a => ReferenceEquals(a.Process, p)))];
            return byPurpose.FirstOrDefault(static a => a.Assembly is not null) ?? byPurpose.FirstOrDefault();
        }
    }

    /// <summary>The native code the container loads; <see langword="null"/> for a platform whose machine is not known.</summary>
    internal ApplicationNatives? Natives => _natives ??= ApplicationNatives.Of(Config, EntryPoint, Processes, MainApplication, Files, Project?.Image.WorkingDirectory);

    /// <summary>What happened when the image ran; <see langword="null"/> when nobody asked for a proof.</summary>
    public RunFacts? Run { get; init; }

    /// <summary>The day the image is judged; <see langword="null"/> when rules are not to look at a calendar.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>The Dockerfiles beside the project.</summary>
    internal ImmutableArray<Dockerfile> Dockerfiles { get; init; } = [];

    /// <summary>The committed contract of the image; <see langword="null"/> when there is none.</summary>
    public ImageContract? Contract { get; init; }

    /// <summary>The committed digests of base images; <see langword="null"/> when there is no lock file.</summary>
    public BaseLock? Lock { get; init; }

    /// <summary>What the start script does; <see langword="null"/> when the container starts no shell script whose text is known.</summary>
    internal StartScript? StartScript
    {
        get
        {
            if (!_startScriptIsRead)
            {
                _startScript = StartScriptReader.Read(EntryPoint, Config.Config, Files);
                _startScriptIsRead = true;
            }

            return _startScript;
        }
    }

    /// <summary>The same image, project and code with files of the repository in place of the manifests.</summary>
    internal Publication With(RepositoryManifests files) => new()
    {
        Project = Project,
        Manifest = Manifest,
        Config = Config,
        Base = Base,
        Digest = Digest,
        Files = Files,
        Code = _code,
        Manifests = files.Set,
        KnownContainers = files.Containers,
        Today = Today,
        Dockerfiles = Dockerfiles,
    };
}
