using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>RUN: of what it does, what a publish does, what an item does, and what an own base image has to do.</summary>
internal static class RunInstruction
{
    private const string Step = "It is a step before dotnet publish: one of the pipeline, or a target of the project (BeforeTargets=\"PrepareForPublish\", Exec).";

    private static readonly string[] s_managers = ["apt-get", "apt", "aptitude", "apk", "dnf", "yum", "microdnf", "zypper", "dpkg", "rpm"];
    private static readonly string[] s_accounts = ["adduser", "addgroup", "useradd", "groupadd", "usermod", "passwd"];
    private static readonly string[] s_modes = ["chown", "chmod", "chgrp"];
    private static readonly string[] s_harmless = ["set", "echo", "rm", "cd", "ls", "true", ":", "exit", "test", "[", "cat", "pwd", "whoami", "id", "find", "sleep", ".", "source", "export", "uname"];
    private static readonly string[] s_platform = ["TARGETPLATFORM", "TARGETARCH", "BUILDPLATFORM", "uname -m"];

    /// <summary>RUN of a stage that is for the build alone.</summary>
    /// <param name="draft">What is being made.</param>
    /// <param name="run">The instruction.</param>
    /// <param name="values">What is said before it.</param>
    /// <param name="image">What is known of the image.</param>
    /// <param name="placeOf">Where a path of the stage is in the image.</param>
    public static void MigrateBuild(MigrationDraft draft, DockerfileInstruction run, StageValues values, ShippedImage image, Func<string, string?> placeOf)
    {
        ImmutableArray<string>[] commands = RunCommands.In(run, values);
        Publish(draft, run, commands);
        List<string> ways = [.. OfDotNet(commands)];
        if (image.Project is { } project && commands.Select(c => StageBuild.Read(c, values, values.Folder)).FirstOrDefault(b => b is { IsSolution: false, File: not null } && b.Folder != project.Folder && !image.Copies.Any(c => b.Output == c.Source)) is { } other)
        {
            ways.Add($"A publish of {project.Name} builds what that refers to (ProjectReference); {other.Name} is built beside it: refer to it, or let a target of the project build it (BeforeTargets=\"PrepareForPublish\", MSBuild).");
        }

        bool arranges = commands.All(c => IsDotNet(c) || IsHarmless(c) || ImagePath.Name(c[0]) is "mkdir" or "mv" || s_modes.Contains(ImagePath.Name(c[0])));
        bool writes = false;
        foreach (ImmutableArray<string> command in commands)
        {
            foreach (string path in Changed(command, isPublished: true).Select(values.Resolve).Select(placeOf).OfType<string>())
            {
                writes |= Writable(draft, run, path, image, isMade: ImagePath.Name(command[0]) == "mkdir");
            }
        }

        if (ways.Count == 0 && commands.Any(IsInstallation))
        {
            ways.Add("The machine that publishes needs these packages; the image does not.");
        }

        if (commands.Any(c => !IsOfDotNet(c) && !IsHarmless(c) && !IsInstallation(c) && !s_managers.Contains(ImagePath.Name(c[0])) && !(arranges || ImagePath.Name(c[0]) is "mkdir" or "mv")) || (commands.Length == 0 && ways.Count == 0))
        {
            ways.Add(Step);
        }

        foreach (string way in ways)
        {
            draft.Open(run, way);
        }

        if (ways.Count == 0)
        {
            bool isDotNet = commands.Any(IsDotNet);
            bool isOfPlatform = s_platform.Any(p => run.Text.Contains(p, StringComparison.Ordinal));
            draft.Unneeded(run, writes ? "Folders to be written to are OpenShiftWritablePath."
                : isDotNet ? isOfPlatform ? "dotnet publish does it; for several platforms, name them in ContainerRuntimeIdentifiers." : "dotnet publish does it."
                : isOfPlatform ? "It tells the platform: ContainerRuntimeIdentifiers names the ones that an image is made for."
                : "It arranges what was copied, which a publish finds where it is.");
        }
    }

    // What the SDK does besides building.
    private static IEnumerable<string> OfDotNet(ImmutableArray<string>[] commands)
    {
        if (commands.FirstOrDefault(static c => c is ["dotnet", "tool" or "workload", ..]) is { IsDefault: false } tool)
        {
            yield return $"'dotnet {tool[1]}' is a step of the pipeline before dotnet publish (dotnet tool restore, dotnet workload restore).";
        }

        if (commands.Any(static c => c is ["dotnet", "ef", ..]))
        {
            yield return "Migrations are a step of the pipeline, or a Job of the manifests that runs the application with an argument (OpenShiftWorkload).";
        }

        if (commands.Any(static c => c is ["dotnet", "test", ..]))
        {
            yield return "Tests are a step of the pipeline before dotnet publish.";
        }

        if (commands.Any(static c => c is ["dotnet", "nuget", ..]))
        {
            yield return "It is a step of the pipeline before dotnet publish. Credentials of package sources belong into its variables, not into a file of the repository.";
        }
    }

    /// <summary>RUN of a stage that the image is made of.</summary>
    /// <param name="draft">What is being made.</param>
    /// <param name="run">The instruction.</param>
    /// <param name="values">What is said before it.</param>
    /// <param name="image">What is known of the image.</param>
    public static void MigrateShipped(MigrationDraft draft, DockerfileInstruction run, StageValues values, ShippedImage image)
    {
        ImmutableArray<string>[] commands = RunCommands.In(run, values);
        Publish(draft, run, commands);
        string? way = null;
        bool ofBase = false;
        bool needsFolder = false;
        var made = new List<string>();
        var programs = new List<string>();
        foreach (ImmutableArray<string> command in commands)
        {
            string name = ImagePath.Name(command[0]);
            if (IsInstallation(command) || s_managers.Contains(name))
            {
                ofBase = true;
                way = (command.Contains("icu-libs") || command.Contains("tzdata")) && IsSmallOfMicrosoft(draft.BaseImage)
                    ? "ICU and time zones are in Microsoft's images with -extra in their tag (8.0-alpine-extra, 8.0-noble-chiseled-extra), and in all that are neither alpine nor chiseled. Other packages of the system come from an own base image, below."
                    : "Packages of the system come from an own base image, below: build it once, push it, and name it in ContainerBaseImage. It is rebuilt when its own base is, not at every publish.";
            }
            else if (name == "mkdir")
            {
                made.AddRange(Changed(command, isPublished: false).Select(values.Resolve));
            }
            else if (s_modes.Contains(name))
            {
                string[] paths = [.. Changed(command, isPublished: false).Select(values.Resolve)];
                if (IsOfProgram(command, paths))
                {
                    way ??= "Programs that are published keep the mode that the file has in the repository (git update-index --chmod=+x).";
                    programs.AddRange(paths);
                    continue;
                }

                foreach (string path in paths)
                {
                    Writable(draft, run, path, image, isMade: made.Any(m => m == path || m.StartsWith(path + "/", StringComparison.Ordinal)));
                }
            }
            else if (name is "update-ca-certificates" or "update-ca-trust")
            {
                ofBase = true;
                way ??= "Certificates of an authority of your own: OpenShift puts the cluster's bundle into a ConfigMap (label config.openshift.io/inject-trusted-cabundle=true) that is mounted, and SSL_CERT_DIR names its folder; or an own base image has them.";
            }
            else if (s_accounts.Contains(name) || IsOfDotNet(command) || IsHarmless(command))
            {
                continue;
            }
            else
            {
                ofBase = true;
                needsFolder |= values.Folder != image.Folder || command.Any(static w => w.StartsWith("./", StringComparison.Ordinal) || w.StartsWith("../", StringComparison.Ordinal));
                way ??= "A publish runs nothing in the image: files that it makes come from an own base image, below, or are published.";
            }
        }

        // What a package is put into is no place for an empty volume; what is made for itself is.
        foreach (string path in made.Where(p => !ofBase || !p.StartsWith("/opt/", StringComparison.Ordinal)))
        {
            Writable(draft, run, path, image, isMade: true);
        }

        string[] ofDotNet = [.. OfDotNet(commands)];
        foreach (string step in ofDotNet)
        {
            draft.Open(run, step);
        }

        if (commands.Length == 0)
        {
            draft.OfBase(run, "Its script cannot be read here: what it leaves in the image comes from an own base image, below.", values);
        }
        else if (ofBase && IsForHealthCheckAlone(run, commands, image))
        {
            draft.Unneeded(run, "HEALTHCHECK alone calls it: the kubelet asks the probe by itself.");
        }
        else if (ofBase)
        {
            draft.OfBase(run, way!, values, WithoutDotNet(run, commands, values), needsFolder);
        }
        else if (way is not null)
        {
            draft.Open(run, way);
            if (programs.Count > 0)
            {
                draft.OfferToBase($"RUN chmod +x {string.Join(' ', programs)}", values, [.. programs, .. programs.Select(ImagePath.Name)]);
            }
        }
        else if (ofDotNet.Length == 0)
        {
            draft.Unneeded(run, commands.Any(IsDotNet) ? "dotnet publish does it." : "Folders to be written to are OpenShiftWritablePath; accounts are not needed, as OpenShift gives a container a user of its own in group 0.");
            if (made.Count > 0)
            {
                draft.OfferToBase($"RUN mkdir -p {string.Join(' ', made)}", values, made);
            }
        }
    }

    // What mkdir makes and chown or chmod changes: options, owner and mode are no paths.
    private static IEnumerable<string> Changed(ImmutableArray<string> command, bool isPublished)
    {
        string name = ImagePath.Name(command[0]);
        IEnumerable<string> words = command.Skip(1).Where(static w => !w.StartsWith('-'));
        words = name == "mkdir" ? words.Where((w, i) => !(i == 0 && w.Length > 2 && w.All(static c => c is >= '0' and <= '7')))
            : s_modes.Contains(name) ? words.Skip(1)
            : [];
        return words.Where(p => !p.Contains('$', StringComparison.Ordinal) && !(isPublished && (p.EndsWith(".sh", StringComparison.Ordinal) || command.Contains("+x"))));
    }

    private static bool IsOfProgram(ImmutableArray<string> command, string[] paths) => ImagePath.Name(command[0]) == "chmod"
        && (command.Any(static w => w is "+x" or "a+x" or "u+x" or "ug+x" or "+rx" or "a+rx") || (paths.Length > 0 && paths.All(static p => p.EndsWith(".sh", StringComparison.Ordinal))));

    // The application's own folder is not to be written to, and /tmp is in any case. Folders of the system are made by nobody here.
    private static bool Writable(MigrationDraft draft, DockerfileInstruction run, string path, ShippedImage image, bool isMade)
    {
        if (path is "/" or "/app" or "/tmp" or "/src" || path == image.Folder || path.Contains('*', StringComparison.Ordinal) || path.EndsWith(".sh", StringComparison.Ordinal) || path.EndsWith(".dll", StringComparison.Ordinal)
            || (!isMade && (path.StartsWith("/etc", StringComparison.Ordinal) || path.StartsWith("/usr", StringComparison.Ordinal)))
            || image.Volumes.Contains(path))
        {
            return false;
        }

        // A volume would hide what is published or copied there.
        isMade |= draft.IsMade(path);
        bool hasFiles = image.Filled.Any(f => f != image.Folder && (f == path || f.StartsWith(path + "/", StringComparison.Ordinal))) || (!isMade && image.IsInside(path));
        draft.Add("OpenShiftWritablePath", path, run.Line, ("Volume", hasFiles ? "None" : "EmptyDir"));
        if (isMade)
        {
            draft.Made(path);
        }

        return true;
    }

    // curl or wget that nothing but HEALTHCHECK calls.
    private static bool IsForHealthCheckAlone(DockerfileInstruction run, ImmutableArray<string>[] commands, ShippedImage image)
    {
        string[] packages = [.. commands.Where(IsInstallation).SelectMany(static c => c.Skip(1)).Where(static w => !w.StartsWith('-') && w is not ("install" or "add" or "update" or "upgrade" or "in"))];
        return packages.Length > 0 && packages.All(p => p is "curl" or "wget" && image.IsCalledByHealthCheckAlone(p, run))
            && commands.All(static c => IsInstallation(c) || IsHarmless(c) || c.Contains("clean") || c.Contains("autoremove"));
    }

    // The commands joined by && without those of the build, which an own base image has no sources for.
    private static string? WithoutDotNet(DockerfileInstruction run, ImmutableArray<string>[] commands, StageValues values)
    {
        if (!commands.Any(IsOfDotNet) || run.Documents.Length > 0 || run.Text.Contains("||", StringComparison.Ordinal) || run.Text.Contains(';', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new List<string>();
        bool built = false;
        foreach (string text in run.Text.Split("&&"))
        {
            string part = text.Trim(' ', '\t', '\n', '\\');
            ImmutableArray<string>[] own = RunCommands.In(part, values);
            if (own.Any(IsOfDotNet))
            {
                built = true;
            }
            else if (!(built && own.All(static c => ImagePath.Name(c[0]) is "cp" or "mv" or "rm" or "cd" or "ls")))
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? null : string.Join(" \\\n    && ", parts);
    }

    private static bool IsSmallOfMicrosoft(string? image) => image is null || (image.Contains("dotnet", StringComparison.Ordinal) && (image.Contains("alpine", StringComparison.Ordinal) || image.Contains("chiseled", StringComparison.Ordinal)));

    // Options of dotnet publish that are properties of the project.
    private static void Publish(MigrationDraft draft, DockerfileInstruction run, ImmutableArray<string>[] commands)
    {
        foreach (ImmutableArray<string> command in commands.Where(static c => c is ["dotnet", "publish", ..]))
        {
            for (int i = 2; i < command.Length; i++)
            {
                string word = command[i];
                string? next = i + 1 < command.Length ? command[i + 1] : null;
                if (Properties(word) is { } properties)
                {
                    foreach ((string name, string value) in properties.Where(static p => p.Name is not ("UseAppHost" or "OutputPath" or "PublishDir" or "Configuration")))
                    {
                        Property(draft, run, name, value);
                    }
                }
                else if (Runtime(word, next) is { } runtime && !runtime.Contains('$', StringComparison.Ordinal))
                {
                    draft.Set("RuntimeIdentifier", RuntimeIdentifierName.Portable(runtime), run.Line);
                }
                else if (word is "--self-contained" or "--sc" or "--self-contained=true")
                {
                    draft.Set("SelfContained", next is "false" ? "false" : "true", run.Line);
                }
                else if (word is "--no-self-contained" or "--self-contained=false")
                {
                    draft.Set("SelfContained", "false", run.Line);
                }
            }
        }
    }

    private static void Property(MigrationDraft draft, DockerfileInstruction run, string name, string value)
    {
        if (value.Contains('$', StringComparison.Ordinal))
        {
            draft.Open(run, $"What the build is told from outside, the pipeline tells dotnet publish: -p:{name}=….");
        }
        else
        {
            draft.Set(name, name == "RuntimeIdentifier" ? RuntimeIdentifierName.Portable(value) : value, run.Line);
        }
    }

    private static string? Runtime(string word, string? next) =>
        word is "-r" or "--runtime" ? next
        : word.StartsWith("--runtime=", StringComparison.Ordinal) || word.StartsWith("-r=", StringComparison.Ordinal) ? word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]
        : null;

    // -p:A=1, and -p:A=1;B=2 where every part is one of its own.
    private static (string Name, string Value)[]? Properties(string word)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["-p:", "/p:", "--property:", "-property:", "/property:"])
        {
            if (word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                string rest = word[prefix.Length..];
                string[] parts = rest.Split(';');
                parts = parts.All(static p => p.IndexOf('=', StringComparison.Ordinal) > 0) ? parts : [rest];
                return [.. parts.Select(static p => (Part: p, At: p.IndexOf('=', StringComparison.Ordinal))).Where(static p => p.At > 0).Select(static p => (p.Part[..p.At], p.Part[(p.At + 1)..].Trim('"')))];
            }
        }

        return null;
    }

    private static bool IsInstallation(ImmutableArray<string> command) =>
        s_managers.Contains(ImagePath.Name(command[0])) && PackageManagerCommand.VerbOf(command) is "install" or "add" or "upgrade" or "dist-upgrade" or "update" or "in" or "up";

    private static bool IsDotNet(ImmutableArray<string> command) => command is ["dotnet", "restore" or "build" or "publish" or "clean" or "--info" or "--version" or "msbuild", ..];

    private static bool IsOfDotNet(ImmutableArray<string> command) => IsDotNet(command) || command is ["dotnet", "tool" or "workload" or "ef" or "test" or "nuget", ..];

    private static bool IsHarmless(ImmutableArray<string> command) => s_harmless.Contains(ImagePath.Name(command[0]));
}
