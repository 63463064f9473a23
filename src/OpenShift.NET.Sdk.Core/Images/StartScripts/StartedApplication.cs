using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>The application among the programs a container starts.</summary>
/// <param name="Processes">Where it is started; several when a script starts the same assembly in different branches. The first is the one a run most likely comes to.</param>
/// <param name="Assembly">The assembly of <c>dotnet App.dll</c>, or beside the host <c>App</c>; <see langword="null"/> for a program that has none, a single file or a native one.</param>
internal sealed record StartedApplication(ImmutableArray<StartedProcess> Processes, string? Assembly)
{
    /// <summary>Finds it; <see langword="null"/> when nothing is known of what a container starts.</summary>
    public static StartedApplication? Of(ImmutableArray<StartedProcess> processes, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);

        (StartedProcess Process, string? Assembly)[] found = [.. StartedProcesses.MainFirst(processes).Select(p => (p, AssemblyOf(p, tree)))];
        return Array.Find(found, static f => f.Assembly is not null) is { Assembly: { } assembly }
            ? new StartedApplication([.. found.Where(f => f.Assembly == assembly).Select(static f => f.Process)], assembly)
            : found is [var first, ..] ? new StartedApplication([first.Process], null) : null;
    }

    private static string? AssemblyOf(StartedProcess process, FileTree tree)
    {
        foreach (string argument in process.Words)
        {
            if (argument.Length == 0 || argument[0] is '-' or '$' || (process.WorkingDirectory is null && argument[0] != '/'))
            {
                continue;
            }

            string path = ImagePath.Combine(process.WorkingDirectory ?? ImagePath.Root, argument);
            path = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? path : path + ".dll";
            if (tree.TryResolve(path, out FileVersion? file) && file.File.Kind == FileKind.File)
            {
                return path;
            }
        }

        return null;
    }
}
