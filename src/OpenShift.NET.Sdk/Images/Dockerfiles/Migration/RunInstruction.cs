using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>RUN: of what it does, what a publish does, what an item does, and what an own base image has to do.</summary>
internal static class RunInstruction
{
    private static readonly string[] s_managers = ["apt-get", "apt", "aptitude", "apk", "dnf", "yum", "microdnf", "zypper", "dpkg", "rpm"];
    private static readonly string[] s_accounts = ["adduser", "addgroup", "useradd", "groupadd", "usermod", "passwd"];
    private static readonly string[] s_modes = ["chown", "chmod", "chgrp"];
    private static readonly string[] s_harmless = ["set", "echo", "rm", "cd", "ls", "true", ":", "exit", "test", "[", "cat", "pwd", "whoami", "id", "find", "sleep"];

    /// <summary>RUN of a stage that is for the build alone.</summary>
    public static void MigrateBuild(MigrationDraft draft, DockerfileInstruction run)
    {
        ImmutableArray<string>[] commands = Commands(run);
        Publish(draft, run, commands);
        if (commands.FirstOrDefault(static c => c is ["dotnet", "tool" or "workload", ..]) is { IsDefault: false } tool)
        {
            draft.Open(run, $"'dotnet {tool[1]}' is a step of the pipeline before dotnet publish (dotnet tool restore, dotnet workload restore).");
        }
        else if (commands.Any(static c => c is ["dotnet", "test", ..] or ["dotnet", "ef", ..] or ["dotnet", "nuget", ..]))
        {
            draft.Open(run, "It is a step of the pipeline before dotnet publish. Credentials of package sources belong into its variables, not into a file of the repository.");
        }
        else if (commands.Any(IsInstallation))
        {
            draft.Open(run, "The machine that publishes needs these packages; the image does not.");
        }
        else if (commands.Length > 0 && commands.All(static c => IsDotNet(c) || IsHarmless(c) || ImagePath.Name(c[0]) is "mkdir" or "mv"))
        {
            draft.Unneeded(run, commands.Any(IsDotNet) ? "dotnet publish does it." : "It arranges what was copied, which a publish finds where it is.");
        }
        else
        {
            draft.Open(run, "It is a step before dotnet publish: one of the pipeline, or a target of the project (BeforeTargets=\"PrepareForPublish\", Exec).");
        }
    }

    /// <summary>RUN of a stage that the image is made of.</summary>
    /// <param name="draft">What is being made.</param>
    /// <param name="run">The instruction.</param>
    /// <param name="resolve">Makes a path absolute.</param>
    public static void MigrateShipped(MigrationDraft draft, DockerfileInstruction run, Func<string, string> resolve)
    {
        ImmutableArray<string>[] commands = Commands(run);
        Publish(draft, run, commands);
        string? way = null;
        bool ofBase = false;
        foreach (ImmutableArray<string> command in commands)
        {
            string name = ImagePath.Name(command[0]);
            if (IsInstallation(command) || s_managers.Contains(name))
            {
                ofBase = true;
                way = command.Contains("icu-libs") || command.Contains("tzdata")
                    ? "ICU and time zones are in Microsoft's images with -extra in their tag (8.0-alpine-extra, 8.0-noble-chiseled-extra), and in all that are neither alpine nor chiseled. Other packages of the system come from an own base image, below."
                    : "Packages of the system come from an own base image, below: build it once, push it, and name it in ContainerBaseImage. It is rebuilt when its own base is, not at every publish.";
            }
            else if (name == "mkdir")
            {
                foreach (string path in command.Skip(1).Where(static w => !w.StartsWith('-') && !w.Contains('$', StringComparison.Ordinal) && !w.All(static c => c is >= '0' and <= '7')))
                {
                    Writable(draft, run, resolve(path));
                }
            }
            else if (s_modes.Contains(name))
            {
                // The first word that is no option is an owner or a mode.
                foreach (string path in command.Skip(1).Where(static w => !w.StartsWith('-')).Skip(1).Where(static p => !p.Contains('$', StringComparison.Ordinal)))
                {
                    string full = resolve(path);
                    if (name == "chmod" && command.Any(static w => w is "+x" or "a+x" or "u+x"))
                    {
                        way ??= "Programs that are published as Content keep the mode that the file has in the repository (git update-index --chmod=+x).";
                    }
                    else
                    {
                        Writable(draft, run, full);
                    }
                }
            }
            else if (name is "update-ca-certificates" or "update-ca-trust")
            {
                ofBase = true;
                way ??= "Certificates of an authority of your own: OpenShift puts the cluster's bundle into a ConfigMap (label config.openshift.io/inject-trusted-cabundle=true) that is mounted, and SSL_CERT_DIR names its folder; or an own base image has them.";
            }
            else if (s_accounts.Contains(name) || IsDotNet(command) || IsHarmless(command))
            {
                continue;
            }
            else
            {
                ofBase = true;
                way ??= "A publish runs nothing in the image: files that it makes come from an own base image, below, or are published as Content.";
            }
        }

        if (commands.Length == 0)
        {
            draft.OfBase(run, "Its script cannot be read here: what it leaves in the image comes from an own base image, below.");
        }
        else if (way is null)
        {
            draft.Unneeded(run, commands.Any(IsDotNet) ? "dotnet publish does it." : "Folders to be written to are OpenShiftWritablePath; accounts are not needed, as OpenShift gives a container a user of its own in group 0.");
        }
        else if (ofBase)
        {
            draft.OfBase(run, way);
        }
        else
        {
            draft.Open(run, way);
        }
    }

    // The application's own folder is not to be written to, and /tmp is in any case.
    private static void Writable(MigrationDraft draft, DockerfileInstruction run, string path)
    {
        if (path is not ("/" or "/app" or "/tmp" or "/src") && !path.StartsWith("/etc", StringComparison.Ordinal) && !path.StartsWith("/usr", StringComparison.Ordinal) && !path.Contains('*', StringComparison.Ordinal) && !path.EndsWith(".sh", StringComparison.Ordinal) && !path.EndsWith(".dll", StringComparison.Ordinal))
        {
            draft.Add("OpenShiftWritablePath", path, run.Line, ("Volume", "EmptyDir"));
        }
    }

    // Options of dotnet publish that are properties of the project.
    private static void Publish(MigrationDraft draft, DockerfileInstruction run, ImmutableArray<string>[] commands)
    {
        foreach (ImmutableArray<string> command in commands.Where(static c => c is ["dotnet", "publish", ..]))
        {
            for (int i = 2; i < command.Length; i++)
            {
                string word = command[i];
                string? next = i + 1 < command.Length ? command[i + 1] : null;
                string? property = Property(word);
                if (property is not null && property.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                {
                    string name = property[..at];
                    string value = property[(at + 1)..].Trim('"');
                    if (!value.Contains('$', StringComparison.Ordinal) && name is not ("UseAppHost" or "OutputPath" or "PublishDir" or "Configuration"))
                    {
                        draft.Set(name, value, run.Line);
                    }
                }
                else if (word is "-r" or "--runtime" && next is not null && !next.Contains('$', StringComparison.Ordinal))
                {
                    draft.Set("RuntimeIdentifier", next, run.Line);
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

    private static string? Property(string word)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["-p:", "/p:", "--property:", "-property:"])
        {
            if (word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return word[prefix.Length..];
            }
        }

        return null;
    }

    private static ImmutableArray<string>[] Commands(DockerfileInstruction run) =>
        [.. SimpleCommands.In(Dockerfile.ScriptOf(run).Body).Select(SimpleCommands.TextOf).Where(static c => c.Length > 0).Select(PackageManagerCommand.Bare).Where(static c => c.Length > 0)];

    private static bool IsInstallation(ImmutableArray<string> command) =>
        s_managers.Contains(ImagePath.Name(command[0])) && PackageManagerCommand.VerbOf(command) is "install" or "add" or "upgrade" or "dist-upgrade" or "update" or "in" or "up";

    private static bool IsDotNet(ImmutableArray<string> command) => command is ["dotnet", "restore" or "build" or "publish" or "clean" or "--info" or "--version" or "msbuild", ..];

    private static bool IsHarmless(ImmutableArray<string> command) => s_harmless.Contains(ImagePath.Name(command[0]));
}
