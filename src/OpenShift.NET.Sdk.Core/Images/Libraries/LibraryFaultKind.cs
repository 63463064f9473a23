namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>Why a dynamic loader does not load a file.</summary>
internal enum LibraryFaultKind
{
    /// <summary>The loader a program names (<c>PT_INTERP</c>) is not there: the kernel answers "no such file or directory".</summary>
    LoaderMissing,

    /// <summary>A library is nowhere in the image.</summary>
    LibraryMissing,

    /// <summary>A library is there and lacks a symbol version, for example of a newer glibc.</summary>
    VersionMissing,

    /// <summary>The file was linked with glibc and the process runs on musl, which has only some of its functions.</summary>
    NeedsGlibc,
}
