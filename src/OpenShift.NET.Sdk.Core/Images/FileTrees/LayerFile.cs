using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>One entry of one layer, as its tar header and content say.</summary>
public sealed record LayerFile
{
    /// <summary>Absolute, normalised path: <c>/usr/bin/dotnet</c>; the root is <c>/</c>. Whiteouts are not entries.</summary>
    public required string Path { get; init; }

    /// <summary>Kind of entry; a hard link has its target's kind, mode and owner.</summary>
    public FileKind Kind { get; init; }

    /// <summary>Permission bits including set-uid (04000), set-gid (02000) and sticky (01000).</summary>
    public int Mode { get; init; }

    /// <summary>Owner.</summary>
    public long UserId { get; init; }

    /// <summary>Group.</summary>
    public long GroupId { get; init; }

    /// <summary>Size of a regular file's content in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Modification time, seconds since 1970-01-01 UTC.</summary>
    public long ModifiedAt { get; init; }

    /// <summary>Target of a symbolic link as written.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Normalised path of the entry a hard link shares its content with.</summary>
    public string? HardLinkTo { get; init; }

    /// <summary>Whether the entry carries file capabilities (<c>security.capability</c>).</summary>
    public bool HasCapabilities { get; init; }

    /// <summary>Whether those capabilities are effective at once: Linux refuses to start the file with <c>EPERM</c> where the caller may not have them (capabilities(7), "Safety checking for capability-dumb binaries").</summary>
    public bool HasEffectiveCapabilities { get; init; }

    /// <summary>Whether the entry carries a POSIX access control list, which the mode bits alone do not describe.</summary>
    public bool HasAccessControlList { get; init; }

    /// <summary>Digest of a regular file's content.</summary>
    public Digest? ContentDigest { get; init; }

    /// <summary>What was recognised in the content.</summary>
    public ContentMarks Marks { get; init; }

    /// <summary>The content as text (UTF-8), kept for small files that rules read: scripts, configuration, account files. Of a compressed twin (<c>.gz</c>, <c>.br</c>) it is the unpacked one.</summary>
    public string? Text { get; init; }

    /// <summary>What a package database records, kept instead of its content.</summary>
    public PackageDatabase? Packages { get; init; }

    /// <summary>What an ELF file tells a dynamic loader.</summary>
    internal ElfFile? Elf { get; init; }

    /// <summary>The native libraries an assembly outside the shared frameworks names in its P/Invokes, ordered.</summary>
    internal ImmutableArray<string> NativeImports { get; init; } = [];

    /// <summary>Whether no layer has an entry for this folder: the runtime makes it as <c>0755</c>, <c>0:0</c>, because something stands in it.</summary>
    public bool IsImplied { get; init; }
}
