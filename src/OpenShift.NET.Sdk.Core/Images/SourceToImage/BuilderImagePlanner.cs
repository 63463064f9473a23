using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Layers;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Images.Users;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.SourceToImage;

/// <summary>Decides what makes an image a builder of source-to-image. Pure.</summary>
internal static class BuilderImagePlanner
{
    /// <summary>The folder below which a .NET builder keeps what it makes, as the builders of OpenShift have it.</summary>
    public const string Root = "/opt/app-root";

    private const int FileMode = 0b110_100_100;
    private const int ProgramMode = 0b111_101_101;
    private const int WritableFolderMode = 0b111_111_101;
    private const long FirstUser = 1001;

    /// <summary>Plans; <see langword="null"/> when the project does not ask for it.</summary>
    /// <param name="facts">The project.</param>
    /// <param name="baseFiles">The files of the base.</param>
    /// <param name="baseConfig">The execution configuration of the base.</param>
    /// <param name="command">What a container would start without source-to-image.</param>
    /// <param name="libraries">The NuGet packages it brings along; of no use to an application host.</param>
    /// <exception cref="OpenShiftException">OSC0026: the base has no shell, or no .NET SDK that libraries were asked for.</exception>
    public static BuilderImage? Plan(ProjectFacts facts, FileTree baseFiles, ExecutionConfig baseConfig, StartCommand command, ImmutableArray<LibraryPackage> libraries = default)
    {
        SourceToImageFacts asked = facts.SourceToImage;
        if (!asked.IsWanted)
        {
            return null;
        }

        if (!baseFiles.TryResolve("/bin/sh", out _))
        {
            throw new OpenShiftException(
                ToolCodes.InvalidProperty,
                "OpenShiftSourceToImage is 'true', and the base image has no /bin/sh, with which every builder of source-to-image runs its scripts",
                "Choose a base image with a shell (not a chiseled or distroless one), or remove OpenShiftSourceToImage.",
                facts.PlaceOf("OpenShiftSourceToImage"));
        }

        BuilderKind kind = KindOn(baseFiles);
        if (kind == BuilderKind.ApplicationHost && asked.LibrariesAreAsked)
        {
            throw new OpenShiftException(
                ToolCodes.InvalidProperty,
                "OpenShiftCommonLibraries is 'true', and the base image has no .NET SDK, so nothing would ever restore them",
                "Choose a base image with the .NET SDK (ContainerBaseImage = mcr.microsoft.com/dotnet/sdk), or remove OpenShiftCommonLibraries.",
                facts.PlaceOf("OpenShiftCommonLibraries"));
        }

        ImmutableArray<LibraryPackage> brought = kind == BuilderKind.DotnetBuilder && !libraries.IsDefault ? libraries : [];
        BaseDirectories directories = BaseDirectories.Of(baseFiles);
        string user = User(facts, baseConfig, baseFiles);
        return new BuilderImage
        {
            Kind = kind,
            User = user,
            AssembleUser = AssembleUser(user, baseFiles),
            Command = new StartCommand([BuilderImage.ScriptsFolder + "/entrypoint"], [BuilderImage.ScriptsFolder + "/run"], command.Warnings),
            Layer = new PlannedLayer("source-to-image", Entries(facts, kind, command, directories, brought)),
            Libraries = brought.IsEmpty ? null : LibraryLayer.Create(brought, directories),
            Environment = kind == BuilderKind.DotnetBuilder
                ? [new NamedValue("STI_SCRIPTS_PATH", BuilderImage.ScriptsFolder), new NamedValue("DOTNET_APP_PATH", Root + "/app"), .. brought.IsEmpty ? [] : (NamedValue[])[new NamedValue(LibraryLayer.Variable, LibraryLayer.Folder)]]
                : [new NamedValue("STI_SCRIPTS_PATH", BuilderImage.ScriptsFolder), new NamedValue("S2I_SOURCES", asked.Folder)],
        };
    }

    /// <summary>What a builder on a base would do with sources.</summary>
    public static BuilderKind KindOn(FileTree baseFiles) => DotnetSdks.InstalledIn(baseFiles).IsEmpty ? BuilderKind.ApplicationHost : BuilderKind.DotnetBuilder;

    // The builder of OpenShift writes USER without the group, and the runtime then takes the one of the account file.
    private static string User(ProjectFacts facts, ExecutionConfig baseConfig, FileTree baseFiles)
    {
        string user = UserBuilder.Build(facts, baseConfig);
        return !string.IsNullOrEmpty(facts.Image.User) || UserResolver.KeepsGroupZero(user, baseFiles)
            ? user
            : FirstFree(baseFiles) + ":0";
    }

    private static string AssembleUser(string user, FileTree baseFiles)
    {
        string id = user.Split(':')[0];
        return id != "0" && uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) && UserResolver.KeepsGroupZero(id, baseFiles) ? id : FirstFree(baseFiles);
    }

    private static string FirstFree(FileTree baseFiles)
    {
        long id = FirstUser;
        while (!UserResolver.KeepsGroupZero(id.ToString(CultureInfo.InvariantCulture), baseFiles))
        {
            id++;
        }

        return id.ToString(CultureInfo.InvariantCulture);
    }

    private static ImmutableArray<LayerEntry> Entries(ProjectFacts facts, BuilderKind kind, StartCommand command, BaseDirectories directories, ImmutableArray<LibraryPackage> libraries)
    {
        var entries = new SortedDictionary<string, LayerEntry>(StringComparer.Ordinal);
        string scripts = directories.Resolve(BuilderImage.ScriptsFolder);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SCRIPTS"] = BuilderImage.ScriptsFolder,
            ["SOURCES"] = BuilderImage.Destination + "/src",
            ["ARTIFACTS"] = BuilderImage.Destination + "/artifacts",
            ["FOLDER"] = facts.SourceToImage.Folder,
            ["FOLDER_WORD"] = BuilderScripts.Quoted(facts.SourceToImage.Folder),
            ["ROOT"] = Root,
            ["NAME"] = facts.Identity.Name,
            ["START"] = Start(command),
            ["LIBRARIES"] = libraries.IsEmpty ? "" : LibraryLayer.Folder,
            ["LIBRARY_LIST"] = ListOf(libraries),
        };
        Add(scripts + "/entrypoint", BuilderScripts.EntryPoint);
        foreach (string name in BuilderScripts.Names)
        {
            SourceToImageFile? own = facts.SourceToImage.Files.FirstOrDefault(f => f.Name == name);
            Add($"{scripts}/{(own is null ? "" : "default/")}{name}", BuilderScripts.Of(kind, name, values));
        }

        foreach (SourceToImageFile file in facts.SourceToImage.Files)
        {
            string path = $"{scripts}/{file.Name}";
            Parents(path);
            entries[path] = new LayerEntry(path, ProgramMode, file.Source);
        }

        if (kind == BuilderKind.DotnetBuilder)
        {
            Add(scripts + "/dotnet/find-startup.proj", BuilderScripts.Of(kind, "find-startup.proj", values), FileMode);
            Add(scripts + "/dotnet/describe.targets", BuilderScripts.Of(kind, "describe.targets", values), FileMode);
            Writable(Root);
            Writable(Root + "/app");
            Writable(Root + "/src");
            Add(directories.Resolve(Root + "/start"), BuilderScripts.Of(kind, "start", values));
        }
        else
        {
            Writable(facts.SourceToImage.Folder);
        }

        return [.. entries.Values];

        void Add(string path, string text, int mode = ProgramMode)
        {
            Parents(path);
            entries[path] = new LayerEntry(path, mode) { Text = text };
        }

        void Writable(string folder)
        {
            string path = directories.Resolve(folder);
            if (!directories.IsWritableByArbitraryUser(path))
            {
                Parents(path);
                entries[path] = new LayerEntry(path, WritableFolderMode);
            }
        }

        void Parents(string path)
        {
            for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            {
                if (!directories.Has(path[..slash]))
                {
                    entries.TryAdd(path[..slash], new LayerEntry(path[..slash], ProgramMode));
                }
            }
        }
    }

    private static string ListOf(ImmutableArray<LibraryPackage> libraries) => libraries.IsEmpty ? "" :
        $"\nWhat uses these libraries is built without a network ({LibraryLayer.Folder}):\n\n{string.Concat(libraries.Where(static l => l.IsListed).Select(static l => $"  {l.Name} {l.Version}\n"))}";

    // Arguments replace Cmd and follow Entrypoint, as they would without the script.
    private static string Start(StartCommand command)
    {
        string[] program = [.. command.Entrypoint ?? []];
        string[] arguments = [.. command.Cmd ?? []];
        if (program.Length + arguments.Length == 0)
        {
            return $"exec {BuilderImage.ScriptsFolder}/usage";
        }

        string words = string.Concat(program.Select(static w => BuilderScripts.Quoted(w) + " "));
        return arguments.Length == 0
            ? $"exec {words}\"$@\""
            : $"[ \"$#\" -gt 0 ] || set -- {string.Join(' ', arguments.Select(BuilderScripts.Quoted))}\nexec {words}\"$@\"";
    }
}
