using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Libraries;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0109_LibrariesAreThere;

/// <summary>What ends a finding about libraries, in the terms of the image's distribution.</summary>
internal sealed class LibraryRemedies
{
    private readonly LibraryInspection _inspection;
    private readonly bool _hasProject;
    private readonly string _distributions;

    /// <summary>Reads which distribution the image is of.</summary>
    public LibraryRemedies(Publication publication, LibraryInspection inspection)
    {
        _inspection = inspection;
        _hasProject = publication.Project is not null;
        string release = publication.Files.TryResolve("/etc/os-release", out FileVersion? file) ? file.File.Text ?? "" : "";
        _distributions = string.Join(' ', release.Split('\n').Where(static l => l.StartsWith("ID=", StringComparison.Ordinal) || l.StartsWith("ID_LIKE=", StringComparison.Ordinal)).Select(static l => l[(l.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim().Trim('"', '\'')));
    }

    /// <summary>What to do about faults of one kind.</summary>
    public string For(LibraryFaultKind kind, LibraryFault[] faults, FileVersion file, NativeImport? import) => kind switch
    {
        LibraryFaultKind.LoaderMissing => faults[0].Name.Contains("ld-musl", StringComparison.Ordinal)
            ? "Publish for glibc (linux-x64 rather than linux-musl-x64), or choose an Alpine base image."
            : _inspection.IsMusl ? "Publish for musl (linux-musl-x64), or choose a base image with glibc." : "Choose a base image that has the loader, or remove the program.",
        LibraryFaultKind.VersionMissing => import is null
            ? "Choose a base image with a C library as new as that of the machine it was built on, or build it on the system of the base image."
            : "Choose a base image with a newer C library (of a later release of the distribution), or an older version of the package.",
        LibraryFaultKind.NeedsGlibc => "Choose a base image with glibc, or a package that brings the library for musl (linux-musl-x64).",
        _ => Missing(faults, file),
    };

    /// <summary>What to do about an import nothing answers to.</summary>
    public string ForMissing(NativeImport import) =>
        (KnownNatives.PackageOf(import.Name), _hasProject) switch
        {
            ({ } package, true) => $"Reference {package}.",
            ({ } package, false) => $"Have the application built with the package {package}.",
            _ when SystemPackage.Of(import.Name.Contains(".so", StringComparison.Ordinal) ? import.Name : $"lib{NativeNames.Stem(import.Name)}.so") is { } system => $"Build the application on a base image with {system.In(_distributions)}.",
            (_, true) => "Reference the package that brings it for Linux, or build the application on a base image that has it.",
            _ => "Have the application built with the package that brings it for Linux, or on a base image that has it.",
        };

    private string Missing(LibraryFault[] faults, FileVersion file)
    {
        string[] names = [.. faults.Select(static f => f.Name).Distinct(StringComparer.Ordinal)];
        if (names.Any(static n => n.StartsWith("libc.musl-", StringComparison.Ordinal)))
        {
            return "Publish for glibc (-r linux-x64), or choose an Alpine base image: the library was built for musl.";
        }

        string[] packages = [.. names.Select(n => SystemPackage.Of(n)?.In(_distributions)).OfType<string>().Distinct(StringComparer.Ordinal)];
        string[] others = [.. names.Where(static n => SystemPackage.Of(n) is null)];
        string brought = packages.Length == 0 ? "that has what is missing"
            : $"with {string.Join(", ", packages)}{(others.Length == 0 ? "" : $" and the packages of {string.Join(", ", others)}")}";
        string fix = "Build the application on a base image " + brought;
        return _hasProject && NativeNames.Stem(file.Path) is "SkiaSharp" && names.Any(static n => n.StartsWith("libfontconfig", StringComparison.Ordinal))
            ? $"Reference SkiaSharp.NativeAssets.Linux.NoDependencies instead of SkiaSharp.NativeAssets.Linux, or b{fix[1..]}."
            : fix + ".";
    }
}
