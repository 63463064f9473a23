using OpenShift.NET.Sdk.Images.Libraries;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0109_LibrariesAreThere;

/// <summary>Native libraries that packages do not work without, and the packages that bring them for Linux.</summary>
internal static class KnownNatives
{
    // The one that is for a single platform.
    private const string ForX64 = "OpenCvSharp4.official.runtime.linux-x64";

    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["SkiaSharp"] = "SkiaSharp.NativeAssets.Linux.NoDependencies",
        ["HarfBuzzSharp"] = "HarfBuzzSharp.NativeAssets.Linux",
        ["e_sqlite3"] = "SQLitePCLRaw.lib.e_sqlite3",
        ["e_sqlcipher"] = "SQLitePCLRaw.lib.e_sqlcipher",
        ["onnxruntime"] = "Microsoft.ML.OnnxRuntime",
        ["OpenCvSharpExtern"] = ForX64,
        ["MonoPosixHelper"] = "Mono.Posix.NETStandard",
        ["pdfium"] = "bblanchon.PDFium.Linux",
        ["System.IO.Ports.Native"] = "runtime.native.System.IO.Ports",
        ["rocksdb"] = "RocksDB",
        ["wkhtmltox"] = "Haukcode.WkHtmlToPdfDotNet",
    };

    /// <summary>Whether what imports the library does not work without it.</summary>
    public static bool IsEssential(string import) => PackageOf(import) is not null;

    /// <summary>The package that brings a library for a platform; <see langword="null"/> when it is not known.</summary>
    /// <param name="import">Name of the library.</param>
    /// <param name="runtimeIdentifier">The platform with glibc, for example <c>linux-arm64</c>.</param>
    public static string? PackageOf(string import, string runtimeIdentifier) => PackageOf(import) is var package && package == ForX64 && runtimeIdentifier != "linux-x64" ? null : package;

    private static string? PackageOf(string import)
    {
        string stem = NativeNames.Stem(import);
        return stem.StartsWith("git2-", StringComparison.Ordinal) ? "LibGit2Sharp.NativeBinaries" : Packages.GetValueOrDefault(stem);
    }
}
