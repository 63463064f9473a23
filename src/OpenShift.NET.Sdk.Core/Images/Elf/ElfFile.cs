using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Elf;

/// <summary>What an ELF file tells a dynamic loader (System V ABI, "Program Loading and Dynamic Linking").</summary>
/// <param name="Machine">What it is made for.</param>
internal sealed record ElfFile(ElfMachine Machine)
{
    /// <summary>Path of the dynamic loader (<c>PT_INTERP</c>); <see langword="null"/> for a library or a static program.</summary>
    public string? Interpreter { get; init; }

    /// <summary>Libraries it needs (<c>DT_NEEDED</c>), in order.</summary>
    public ImmutableArray<string> Needed { get; init; } = [];

    /// <summary>Folders its libraries are looked for first: <c>DT_RUNPATH</c>, or <c>DT_RPATH</c> where there is no <c>DT_RUNPATH</c>; <c>$ORIGIN</c> not replaced.</summary>
    public ImmutableArray<string> RunPath { get; init; } = [];

    /// <summary>Its own name as a library (<c>DT_SONAME</c>).</summary>
    public string? SoName { get; init; }

    /// <summary>The symbol versions it needs of its libraries.</summary>
    public ImmutableArray<ElfVersionNeed> NeededVersions { get; init; } = [];

    /// <summary>The symbol versions it has (<c>DT_VERDEF</c>), for example <c>GLIBC_2.34</c> of glibc's <c>libc.so.6</c>; none for a library without versions.</summary>
    public ImmutableArray<string> DefinedVersions { get; init; } = [];

    /// <summary>Whether only the header could be read: nothing is known of what it needs.</summary>
    public bool IsPartial { get; init; }
}
