using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Libraries;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0109_LibrariesAreThere;

/// <summary>What ends a finding about libraries, in the terms of the image's distribution.</summary>
internal sealed class LibraryRemedies
{
    private readonly ApplicationNatives _natives;
    private readonly bool _hasProject;
    private readonly string _distributions;
    private readonly string? _release;

    /// <summary>Reads which distribution the image is of.</summary>
    public LibraryRemedies(Publication publication, ApplicationNatives natives)
    {
        _natives = natives;
        _hasProject = publication.Project is not null;
        string release = publication.Files.TryResolve("/etc/os-release", out FileVersion? file) ? file.File.Text ?? "" : "";
        _distributions = string.Join(' ', ((string[])["ID", "ID_LIKE"]).Select(name => Value(release, name)).OfType<string>());
        _release = Value(release, "VERSION_ID");
    }

    /// <summary>What to do about faults of one kind.</summary>
    public string For(LibraryFaultKind kind, LibraryFault[] faults, FileVersion file, NativeImport? import) => kind switch
    {
        LibraryFaultKind.LoaderMissing => faults[0].Name.Contains("ld-musl", StringComparison.Ordinal)
            ? $"Publish for glibc ({_natives.RuntimeIdentifier} rather than {_natives.MuslRuntimeIdentifier}), or choose an Alpine base image."
            : _natives.Inspection.IsMusl ? $"Publish for musl ({_natives.MuslRuntimeIdentifier}), or choose a base image with glibc." : "Choose a base image that has the loader, or remove the program.",
        LibraryFaultKind.VersionMissing => import is null
            ? "Choose a base image with a C library as new as that of the machine it was built on, or build it on the system of the base image."
            : "Choose a base image with a newer C library (of a later release of the distribution), or an older version of the package.",
        LibraryFaultKind.NeedsGlibc => $"Choose a base image with glibc, or a package that brings the library for musl ({_natives.MuslRuntimeIdentifier}).",
        _ => Missing(faults, file),
    };

    /// <summary>What to do about an import nothing answers to.</summary>
    public string ForMissing(NativeImport import) =>
        (KnownNatives.PackageOf(import.Name, _natives.RuntimeIdentifier), _hasProject) switch
        {
            ({ } package, true) => $"Reference {package}.",
            ({ } package, false) => $"Have the application built with the package {package}.",
            (_, true) when KnownNatives.IsEssential(import.Name) => $"Reference the package that brings it for {_natives.RuntimeIdentifier}.",
            _ when SystemPackage.Of(import.Name.Contains(".so", StringComparison.Ordinal) ? import.Name : $"lib{NativeNames.Stem(import.Name)}.so") is { } system => $"Build the application on a base image with {system.In(_distributions, _release)}.",
            (_, true) => "Reference the package that brings it for Linux, or build the application on a base image that has it.",
            _ => "Have the application built with the package that brings it for Linux, or on a base image that has it.",
        };

    private static string? Value(string release, string name) =>
        release.Split('\n').FirstOrDefault(l => l.StartsWith(name + "=", StringComparison.Ordinal)) is { } line ? line[(name.Length + 1)..].Trim().Trim('"', '\'') : null;

    private string Missing(LibraryFault[] faults, FileVersion file)
    {
        string[] names = [.. faults.Select(static f => f.Name).Distinct(StringComparer.Ordinal)];
        if (names.Any(static n => n.StartsWith("libc.musl-", StringComparison.Ordinal)))
        {
            return $"Publish for glibc (-r {_natives.RuntimeIdentifier}), or choose an Alpine base image: the library was built for musl.";
        }

        string[] packages = [.. names.Select(n => SystemPackage.Of(n)?.In(_distributions, _release)).OfType<string>().Distinct(StringComparer.Ordinal)];
        string[] others = [.. names.Where(static n => SystemPackage.Of(n) is null)];
        string brought = packages.Length == 0 ? "that has what is missing"
            : $"with {string.Join(", ", packages)}{(others.Length == 0 ? "" : $" and the packages of {string.Join(", ", others)}")}";
        string fix = "Build the application on a base image " + brought;
        return _hasProject && NativeNames.Stem(file.Path) is "SkiaSharp" && names.Any(static n => n.StartsWith("libfontconfig", StringComparison.Ordinal))
            ? $"Reference SkiaSharp.NativeAssets.Linux.NoDependencies instead of SkiaSharp.NativeAssets.Linux, or b{fix[1..]}."
            : fix + ".";
    }
}
