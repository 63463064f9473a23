using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Elf;

/// <summary>The symbol versions a file needs of one library (<c>DT_VERNEED</c>; Linux Standard Base, "Symbol Versioning"). Without them the loader does not load the file.</summary>
/// <param name="Library">The library, as <c>DT_NEEDED</c> names it.</param>
/// <param name="Versions">The versions, for example <c>GLIBC_2.34</c>; weak needs, which the loader lets pass, are not among them.</param>
internal sealed record ElfVersionNeed(string Library, ImmutableArray<string> Versions);
