using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>The ICU libraries of an image, which the runtime loads by name when it starts (dotnet/runtime, pal_icushim.c): <c>libicuuc.so.NN</c> and <c>libicui18n.so.NN</c>, 50 or newer.</summary>
internal static class IcuLibraries
{
    private const int OldestVersion = 50;

    private static readonly string[] s_names = ["libicuuc", "libicui18n"];

    /// <summary>Which of them an application does not find.</summary>
    /// <param name="process">The program.</param>
    /// <param name="folder">The folder of the application.</param>
    /// <param name="appLocal">The version that comes with the application, <c>[SUFFIX:]VERSION</c>; <see langword="null"/> for the system's.</param>
    /// <param name="tree">The image.</param>
    public static ImmutableArray<string> MissingFor(StartedProcess process, string folder, string? appLocal, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(tree);
        string suffix = appLocal?.Split(':') is [var before, _] ? before : "";
        string? version = appLocal?.Split(':')[^1];
        string[] searched = [.. (process.Variable("LD_LIBRARY_PATH").Value ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)];
        var missing = new HashSet<string>(s_names.Select(n => n + suffix), StringComparer.Ordinal);
        foreach (FileVersion file in tree.Visible)
        {
            string name = ImagePath.Name(file.Path);
            if (!name.StartsWith("libicu", StringComparison.Ordinal) || name.IndexOf(".so.", StringComparison.Ordinal) is not (> 0 and var so))
            {
                continue;
            }

            bool inPlace = version is not null ? ImagePath.IsBelow(file.Path, folder)
                : !ImagePath.IsBelow(file.Path, folder) || searched.Any(s => ImagePath.Normalize(s) == ImagePath.Parent(file.Path));
            string number = name[(so + ".so.".Length)..];
            if (inPlace && (version is not null ? number == version : IsSupported(number)) && tree.TryResolve(file.Path, out _))
            {
                missing.Remove(name[..so]);
            }
        }

        return [.. missing.Order(StringComparer.Ordinal)];
    }

    private static bool IsSupported(string version) =>
        int.TryParse(version.Split('.')[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int major) && major >= OldestVersion;
}
