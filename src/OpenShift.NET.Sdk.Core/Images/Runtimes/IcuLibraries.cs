using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>The ICU libraries of an image, which the runtime loads by name when it starts (dotnet/runtime, pal_icushim.c): <c>libicuuc.so.NN</c> and <c>libicui18n.so.NN</c>, 50 or newer.</summary>
internal static class IcuLibraries
{
    private const int OldestVersion = 50;

    private static readonly string[] s_names = ["libicuuc", "libicui18n"];

    // Where the dynamic loader looks of itself; Debian and its descendants have a folder for each machine below them.
    private static readonly string[] s_systemFolders = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64"];

    /// <summary>Which of them an application does not find.</summary>
    /// <param name="process">The program.</param>
    /// <param name="folder">The folder of the application.</param>
    /// <param name="appLocal">The version that comes with the application, <c>[SUFFIX:]VERSION</c>; <see langword="null"/> for the system's.</param>
    /// <param name="tree">The image.</param>
    /// <returns>The names, and whether that is certain: where <c>LD_LIBRARY_PATH</c> is known only in the run, it may name the folder of those that lie elsewhere in the image.</returns>
    public static (ImmutableArray<string> Names, bool IsCertain) MissingFor(StartedProcess process, string folder, string? appLocal, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(tree);
        string suffix = appLocal?.Split(':') is [var before, _] ? before : "";
        string? version = appLocal?.Split(':')[^1];
        (bool pathIsKnown, string? path) = process.Variable("LD_LIBRARY_PATH");
        HashSet<string> searched = Searched(process, folder, path, tree);
        var missing = new HashSet<string>(s_names.Select(n => n + suffix), StringComparer.Ordinal);
        var nowhere = new HashSet<string>(missing, StringComparer.Ordinal);
        foreach (FileVersion file in tree.Visible)
        {
            string name = ImagePath.Name(file.Path);
            if (!name.StartsWith("libicu", StringComparison.Ordinal) || name.IndexOf(".so.", StringComparison.Ordinal) is not (> 0 and var so))
            {
                continue;
            }

            string number = name[(so + ".so.".Length)..];
            if ((version is not null ? number != version : !IsSupported(number)) || !tree.TryResolve(file.Path, out _))
            {
                continue;
            }

            nowhere.Remove(name[..so]);
            if (version is not null ? ImagePath.IsBelow(file.Path, folder) : IsInPlace(ImagePath.Parent(file.Path), folder, searched))
            {
                missing.Remove(name[..so]);
            }
        }

        return ([.. missing.Order(StringComparer.Ordinal)], version is not null || pathIsKnown || nowhere.Count > 0);
    }

    // LD_LIBRARY_PATH, and where the library that loads ICU says that its own needs lie: .NET's says $ORIGIN. A single file and a native program have that library in themselves.
    private static HashSet<string> Searched(StartedProcess process, string folder, string? path, FileTree tree)
    {
        var searched = new HashSet<string>(StringComparer.Ordinal);
        foreach (string place in (path ?? "").Split([':', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            Add(ImagePath.Combine(process.WorkingDirectory ?? ImagePath.Root, place));
        }

        if (tree.TryResolve(ImagePath.Combine(folder, "libSystem.Globalization.Native.so"), out FileVersion? shim))
        {
            AddRunPath(shim, shim.File.Elf?.RunPath ?? ["$ORIGIN"]);
        }
        else if (process.Program is { } program)
        {
            AddRunPath(program, program.File.Elf?.RunPath ?? []);
        }

        return searched;

        void AddRunPath(FileVersion file, ImmutableArray<string> places)
        {
            string origin = ImagePath.Parent(file.Path);
            foreach (string place in places)
            {
                Add(ImagePath.Normalize(place.Replace("${ORIGIN}", origin, StringComparison.Ordinal).Replace("$ORIGIN", origin, StringComparison.Ordinal)));
            }
        }

        void Add(string place) => searched.Add(tree.TryResolve(place, out FileVersion? real) ? real.Path : place);
    }

    // Outside the application everything counts: only the image's own settings tell where the loader looks. An application in the root folder has only what lies there, or among its assets.
    private static bool IsInPlace(string place, string folder, HashSet<string> searched) =>
        searched.Contains(place) || IsOfSystem(place)
        || (folder == ImagePath.Root ? place != ImagePath.Root && !ImagePath.IsBelow(place, "/runtimes") : place != folder && !ImagePath.IsBelow(place, folder));

    private static bool IsOfSystem(string place) =>
        s_systemFolders.Contains(place, StringComparer.Ordinal)
        || (ImagePath.Name(place).Contains("-linux-", StringComparison.Ordinal) && s_systemFolders.Contains(ImagePath.Parent(place), StringComparer.Ordinal));

    // 74.2, and "suse65.1" of SUSE.
    private static bool IsSupported(string version)
    {
        version = version.StartsWith("suse", StringComparison.Ordinal) ? version["suse".Length..] : version;
        return int.TryParse(version.Split('.')[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int major) && major >= OldestVersion;
    }
}
