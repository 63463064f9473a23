using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>A package database as a part of a kept scan.</summary>
internal static class PackageDatabaseFile
{
    /// <summary>Writes a database.</summary>
    public static void Write(BinaryWriter writer, PackageDatabase database)
    {
        writer.Write((byte)database.Kind);
        writer.Write(database.Problem ?? "");
        writer.Write7BitEncodedInt(database.Packages.Length);
        string? vendor = null;
        foreach (InstalledPackage package in database.Packages)
        {
            writer.Write(package.Name);
            writer.Write(package.Version);

            // Most packages have the vendor of the one before.
            writer.Write(package.Vendor == vendor);
            if (package.Vendor != vendor)
            {
                vendor = package.Vendor;
                writer.Write(vendor ?? "");
            }
        }

        writer.Write7BitEncodedInt(database.Owners.Count);
        for (int i = 0; i < database.Owners.Count; i++)
        {
            writer.Write(database.Owners.Hashes[i]);
            writer.Write7BitEncodedInt(database.Owners.Packages[i]);
        }

        writer.Write7BitEncodedInt(database.Assemblies.Length);
        string library = "";
        foreach (ListedAssembly assembly in database.Assemblies)
        {
            // The assemblies of one library follow each other.
            writer.Write(assembly.Library == library ? "" : assembly.Library);
            writer.Write(assembly.File);
            library = assembly.Library;
        }
    }

    /// <summary>Reads a database.</summary>
    public static PackageDatabase Read(BinaryReader reader)
    {
        var kind = (PackageDatabaseKind)reader.ReadByte();
        string problem = reader.ReadString();
        var packages = new InstalledPackage[LayerScanFile.ReadCount(reader, 3)];
        string? vendor = null;
        for (int i = 0; i < packages.Length; i++)
        {
            string name = reader.ReadString();
            string version = reader.ReadString();
            if (!reader.ReadBoolean())
            {
                string other = reader.ReadString();
                vendor = other.Length == 0 ? null : other;
            }

            packages[i] = new InstalledPackage(name, version, vendor);
        }

        int count = LayerScanFile.ReadCount(reader, 9);
        var owners = new List<(ulong, int)>(count);
        for (int i = 0; i < count; i++)
        {
            owners.Add((reader.ReadUInt64(), reader.Read7BitEncodedInt()));
        }

        var assemblies = new ListedAssembly[LayerScanFile.ReadCount(reader, 2)];
        string library = "";
        for (int i = 0; i < assemblies.Length; i++)
        {
            library = reader.ReadString() is { Length: > 0 } another ? another : library;
            assemblies[i] = new ListedAssembly(library, reader.ReadString());
        }

        return new PackageDatabase(kind, [.. packages]) { Assemblies = [.. assemblies], Problem = problem.Length == 0 ? null : problem, Owners = FileOwners.From(owners) };
    }
}
