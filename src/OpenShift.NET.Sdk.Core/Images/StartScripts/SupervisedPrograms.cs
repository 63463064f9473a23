using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>Reads from an image which programs a process supervisor starts: supervisord (its configuration), s6-overlay, s6 and runit (a folder a service, with a program <c>run</c>).</summary>
internal static class SupervisedPrograms
{
    private const int MaximumPrograms = 64;

    // Where supervisord looks when the command line names no file (Supervisor manual, "Running Supervisor").
    private static readonly string[] s_configurations = ["supervisord.conf", "etc/supervisord.conf", "/etc/supervisord.conf", "/etc/supervisor/supervisord.conf"];

    private static readonly string[] s_s6Folders = ["/etc/s6-overlay/s6-rc.d", "/etc/services.d", "/run/service", "/etc/s6"];
    private static readonly string[] s_runitFolders = ["/etc/service", "/etc/runit/runsvdir/default", "/etc/sv", "/service", "/var/service"];

    /// <summary>The programs a command starts; empty when it is no supervisor whose settings are known.</summary>
    /// <param name="words">The command, its program first.</param>
    /// <param name="workingDirectory">The folder it is started in.</param>
    /// <param name="tree">The image.</param>
    public static ImmutableArray<SupervisedProgram> Of(ImmutableArray<string> words, string workingDirectory, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        int program = words.IsEmpty ? -1 : IsInterpreter(ImagePath.Name(words[0])) && words.Length > 1 ? 1 : 0;
        return program < 0 ? [] : ImagePath.Name(words[program]) switch
        {
            "supervisord" => OfSupervisord(words[(program + 1)..], workingDirectory, tree),
            "s6-svscan" => OfFolders([.. words[(program + 1)..].Where(static w => w.StartsWith('/')).Take(1), .. s_s6Folders], tree),
            "init" when words[program] == "/init" => OfFolders(s_s6Folders, tree),
            "runsvdir" or "my_init" or "runit" or "runit-init" or "runsvdir-start" => OfFolders([.. words[(program + 1)..].Where(static w => w.StartsWith('/')).Take(1), .. s_runitFolders], tree),
            _ => [],
        };
    }

    private static bool IsInterpreter(string name) => name.StartsWith("python", StringComparison.Ordinal);

    private static ImmutableArray<SupervisedProgram> OfSupervisord(ImmutableArray<string> arguments, string workingDirectory, FileTree tree)
    {
        string? named = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            named = arguments[i] is "-c" or "--configuration" && i + 1 < arguments.Length ? arguments[i + 1]
                : arguments[i].StartsWith("--configuration=", StringComparison.Ordinal) ? arguments[i]["--configuration=".Length..]
                : arguments[i].StartsWith("-c", StringComparison.Ordinal) && arguments[i].Length > 2 ? arguments[i][2..]
                : named;
        }

        foreach (string candidate in named is null ? s_configurations : [named])
        {
            if (tree.TryResolve(ImagePath.Combine(workingDirectory, candidate), out FileVersion? file) && file.File.Text is { } text)
            {
                var programs = ImmutableArray.CreateBuilder<SupervisedProgram>();
                foreach (string include in SupervisordConfiguration.Read(text, file.Path, programs))
                {
                    foreach (FileVersion other in Matching(ImagePath.Combine(ImagePath.Parent(file.Path), include), tree))
                    {
                        _ = SupervisordConfiguration.Read(other.File.Text!, other.Path, programs);
                    }
                }

                return [.. programs.Take(MaximumPrograms)];
            }
        }

        return [];
    }

    // A pattern has its stars in the last part, as "/etc/supervisor/conf.d/*.conf".
    private static IEnumerable<FileVersion> Matching(string pattern, FileTree tree)
    {
        string name = ImagePath.Name(pattern);
        int star = name.IndexOf('*', StringComparison.Ordinal);
        if (!tree.TryResolve(ImagePath.Parent(pattern), out FileVersion? folder))
        {
            return [];
        }

        return tree.Children(folder.Path)
            .Where(f => f.File is { Kind: FileKind.File, Text: not null })
            .Where(f => ImagePath.Name(f.Path) is var n && (star < 0 ? n == name
                : n.Length >= name.Length - 1 && n.StartsWith(name[..star], StringComparison.Ordinal) && n.EndsWith(name[(star + 1)..], StringComparison.Ordinal)))
            .OrderBy(static f => f.Path, StringComparer.Ordinal);
    }

    private static ImmutableArray<SupervisedProgram> OfFolders(IEnumerable<string> folders, FileTree tree)
    {
        var programs = new SortedDictionary<string, SupervisedProgram>(StringComparer.Ordinal);
        foreach (string name in folders)
        {
            if (!tree.TryResolve(name, out FileVersion? folder))
            {
                continue;
            }

            foreach (FileVersion service in tree.Children(folder.Path))
            {
                string run = service.Path + "/run";
                if (tree.TryResolve(run, out FileVersion? program) && program.File.Kind == FileKind.File && programs.Count < MaximumPrograms)
                {
                    programs.TryAdd(ImagePath.Name(service.Path), new SupervisedProgram(ImagePath.Name(service.Path), [run], run) { WorkingDirectory = service.Path });
                }
            }
        }

        return [.. programs.Values];
    }
}
