using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>What facts take in memory, in characters: their texts, and for each object what it takes besides.</summary>
internal static class KeptSize
{
    // Many short texts take more than one long one: 32 bytes an object.
    private const int Object = 16;

    /// <summary>Of texts.</summary>
    public static long Of(ImmutableArray<string> texts) => texts.Sum(static t => (long)t.Length + Object);

    /// <summary>Of what an ELF file tells a loader.</summary>
    public static long Of(ElfFile elf) =>
        (elf.Interpreter?.Length ?? 0) + (elf.SoName?.Length ?? 0) + Of(elf.Needed) + Of(elf.RunPath) + Of(elf.DefinedVersions)
        + elf.NeededVersions.Sum(static n => n.Library.Length + (2 * Object) + Of(n.Versions));

    /// <summary>Of the names and versions of packages and assemblies in a database.</summary>
    public static long Of(PackageDatabase database)
    {
        long sum = 0;
        string? vendor = null;
        foreach (InstalledPackage package in database.Packages)
        {
            // Packages of one vendor, and assemblies of one library, share its name.
            sum += package.Name.Length + package.Version.Length + (3 * Object) + (ReferenceEquals(package.Vendor, vendor) ? 0 : package.Vendor?.Length ?? 0);
            vendor = package.Vendor;
        }

        string? library = null;
        foreach (ListedAssembly assembly in database.Assemblies)
        {
            sum += assembly.File.Length + (2 * Object) + (ReferenceEquals(assembly.Library, library) ? 0 : assembly.Library.Length + Object);
            library = assembly.Library;
        }

        return sum;
    }
}
