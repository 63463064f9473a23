using System.Collections.Immutable;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>
/// Finds the .NET applications among the programs a container starts, as their hosts find them (dotnet/runtime, docs/design/features/host-components.md):
/// <c>dotnet FILE.dll</c>, <c>dotnet exec FILE.dll</c>, and the host that is published beside <c>FILE.dll</c>. A single file and a native program are none: they bring all in one.
/// </summary>
internal static class DotnetApplications
{
    // Where a host that nothing tells looks; which of them depends on who built it.
    private static readonly string[] s_defaultRoots = ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet"];

    /// <summary>The applications, in the order they are started.</summary>
    /// <param name="processes">What the container starts.</param>
    /// <param name="architecture">The image's architecture, as OCI names it.</param>
    /// <param name="tree">The image's files.</param>
    public static ImmutableArray<DotnetApplication> Of(ImmutableArray<StartedProcess> processes, string architecture, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return [.. processes.Select(p => Of(p, architecture, tree)).OfType<DotnetApplication>()];
    }

    private static DotnetApplication? Of(StartedProcess process, string architecture, FileTree tree)
    {
        if (process.Program is not { File: { Kind: FileKind.File } file } program || !file.Marks.HasFlag(ContentMarks.Elf))
        {
            return null;
        }

        if (ImagePath.Name(program.Path) == "dotnet")
        {
            DotnetCommand command = DotnetCommand.Read(process.Words[1..]);
            if (command.File is not { } written || (process.WorkingDirectory is null && !written.StartsWith('/')))
            {
                return null;
            }

            string root = ImagePath.Parent(program.Path);
            return Describe(process, command, ImagePath.Combine(process.WorkingDirectory ?? ImagePath.Root, written), isAppHost: false, tree) with { Root = root, HostResolver = ResolverOf(root, tree) };
        }

        string assembly = program.Path + ".dll";
        if (!tree.TryResolve(assembly, out _) && !tree.TryResolve(program.Path + ".runtimeconfig.json", out _) && !tree.TryResolve(program.Path + ".deps.json", out _))
        {
            return null;
        }

        DotnetApplication application = Describe(process, new DotnetCommand(assembly, null), assembly, isAppHost: true, tree);
        string own = application.Folder + "/libhostfxr.so";
        if (tree.TryResolve(own, out _) || application.IsSelfContained)
        {
            return application with { IsSelfContained = true, Root = application.Folder, HostResolver = tree.TryResolve(own, out _) ? own : null };
        }

        (string found, string? source, bool known) = RootOf(process, architecture, tree);
        application = application with { RootIsKnown = known };
        if (ResolverOf(found, tree) is { } resolver)
        {
            return application with { Root = found, RootSource = source, HostResolver = resolver };
        }

        // A host can be bound to a runtime beside it (AppHostRelativeDotNet): ROOT/host/fxr/VERSION/libhostfxr.so.
        return Below(application.Folder, tree) is { } below
            ? application with { Root = Enumerable.Range(0, 4).Aggregate(below, static (path, _) => ImagePath.Parent(path)), HostResolver = below }
            : application with { Root = found, RootSource = source };
    }

    private static DotnetApplication Describe(StartedProcess process, DotnetCommand command, string path, bool isAppHost, FileTree tree)
    {
        string folder = process.WorkingDirectory ?? ImagePath.Root;
        string stem = path[..^4];
        string configPath = command.RuntimeConfig is { } config ? ImagePath.Combine(folder, config) : stem + ".runtimeconfig.json";
        string dependencies = command.DepsFile is { } deps ? ImagePath.Combine(folder, deps) : stem + ".deps.json";
        (bool known, string? variable) = process.Variable("DOTNET_ROLL_FORWARD");
        (bool oldKnown, string? old) = process.Variable("DOTNET_ROLL_FORWARD_ON_NO_CANDIDATE_FX");
        string? written = command.RollForward ?? variable ?? old switch { null => null, "0" => nameof(RollForward.LatestPatch), "1" => nameof(RollForward.Minor), _ => nameof(RollForward.Major) };
        bool unknown = command.RollForward is { } option ? option.Contains('$', StringComparison.Ordinal) : !known || (variable is null && !oldKnown);
        RollForward? policy = RuntimeConfig.PolicyOf(written);
        tree.TryResolve(path, out FileVersion? assembly);
        tree.TryResolve(configPath, out FileVersion? configFile);
        tree.TryResolve(dependencies, out FileVersion? dependencyFile);
        RuntimeConfig? content = configFile?.File.Text is { } text ? RuntimeConfig.Read(text, policy) : null;
        return new DotnetApplication
        {
            Process = process,
            IsAppHost = isAppHost,
            Path = path,
            Assembly = assembly is { File.Kind: FileKind.File } ? assembly : null,
            ConfigPath = configPath,
            ConfigFile = configFile,
            Config = content,
            Dependencies = dependencyFile,
            Root = ImagePath.Root,
            IsSelfContained = content is { Problem: null, IsSelfContained: true },
            ProbesElsewhere = command.ProbesElsewhere || content?.ProbesElsewhere == true
                || process.Variables.ContainsKey("DOTNET_ADDITIONAL_DEPS") || process.Variables.ContainsKey("DOTNET_SHARED_STORE"),
            FrameworkVersion = command.FrameworkVersion,
            PolicyIsKnown = !unknown,
            PolicyProblem = unknown || written is null || policy is not null ? null
                : $"{(command.RollForward is null ? "DOTNET_ROLL_FORWARD" : "--roll-forward")} '{written}' is none of {string.Join(", ", Enum.GetNames<RollForward>())}",
        };
    }

    private static (string Root, string? Source, bool IsKnown) RootOf(StartedProcess process, string architecture, FileTree tree)
    {
        string suffix = architecture switch { "amd64" => "X64", "arm64" => "ARM64", "arm" => "ARM", "386" => "X86", var other => other.ToUpperInvariant() };
        bool isKnown = true;
        foreach (string name in (string[])["DOTNET_ROOT_" + suffix, "DOTNET_ROOT"])
        {
            // One that names no folder is passed over.
            (bool known, string? written) = process.Variable(name);
            isKnown &= known;
            if (written is { Length: > 0 } value && tree.TryResolve(value, out FileVersion? folder) && folder.File.Kind == FileKind.Directory)
            {
                return (folder.Path, name, isKnown);
            }
        }

        foreach (string name in (string[])["/etc/dotnet/install_location_" + suffix.ToLowerInvariant(), "/etc/dotnet/install_location"])
        {
            if (tree.TryResolve(name, out FileVersion? file) && file.File.Text is { } text && text.Split('\n')[0].Trim() is { Length: > 0 } location)
            {
                return (tree.TryResolve(location, out FileVersion? folder) ? folder.Path : ImagePath.Normalize(location), name, isKnown);
            }
        }

        foreach (string name in s_defaultRoots)
        {
            if (tree.TryResolve(name, out FileVersion? folder) && ResolverOf(folder.Path, tree) is not null)
            {
                return (folder.Path, null, isKnown);
            }
        }

        return (s_defaultRoots[0], null, isKnown);
    }

    // The host takes the folder of the highest version and no other.
    private static string? ResolverOf(string root, FileTree tree)
    {
        if (!tree.TryResolve(root + "/host/fxr", out FileVersion? folder))
        {
            return null;
        }

        FileVersion? highest = tree.Children(folder.Path)
            .Select(static f => (File: f, Version: NuGetVersion.TryParse(ImagePath.Name(f.Path), out NuGetVersion? version) ? version : null))
            .Where(static f => f.Version is not null)
            .MaxBy(static f => f.Version).File;
        string? path = highest is null ? null : highest.Path + "/libhostfxr.so";
        return path is not null && tree.TryResolve(path, out _) ? path : null;
    }

    private static string? Below(string folder, FileTree tree) =>
        tree.Descendants(folder).FirstOrDefault(static f => ImagePath.Name(f.Path) == "libhostfxr.so")?.Path;
}
