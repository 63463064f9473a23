using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// Holds what an assembly says of its own sizes and counts against the file before anything is made from them (ECMA-335, II.22 to II.25). Two changed bytes can otherwise make a reader
/// take all memory, or follow a chain without end. What the compiler of any language writes passes.
/// </summary>
internal static class MetadataCheck
{
    // The common language runtime refuses names that are longer, and no language nests or parameterizes like this.
    private const int LongestName = 1024;
    private const int DeepestNesting = 64;

    // Names and signatures can share their bytes, so that all of them together can be longer than the heap they lie in; in assemblies of compilers the factor is below 8.
    private const int MostOverlap = 32;
    private const int AlwaysAllowed = 1 << 20;

    /// <summary>Requires that the assembly is sound.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="BadImageFormatException">It is not.</exception>
    public static void Require(byte[] bytes)
    {
        using var file = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
        if (!file.HasMetadata)
        {
            throw Damaged();
        }

        RequireSections(file.PEHeaders, bytes.Length);
        RequireDebugData(file, bytes.Length);
        PEMemoryBlock metadata = file.GetMetadata();
        MetadataRoot.Require(metadata.GetReader());

        // The reader of .NET itself holds tables and heaps against their streams.
        MetadataReader reader = file.GetMetadataReader();
        RequireTables(reader);
        RequireLists(reader, metadata);
        RequireRows(reader);
        RequireNesting(reader);
        RequireNames(reader);
        RequireSignatures(reader, bytes.Length);
    }

    private static BadImageFormatException Damaged() => new();

    // Readers find a section by its size in memory or by that on disk: where sections lie over each other they do not see the same file.
    private static void RequireSections(PEHeaders headers, int length)
    {
        long end = 0;
        foreach (SectionHeader section in headers.SectionHeaders.OrderBy(static s => s.VirtualAddress))
        {
            if (section.VirtualAddress < end || section.SizeOfRawData < 0 || section.VirtualSize < 0 || section.PointerToRawData < 0 || (long)section.PointerToRawData + section.SizeOfRawData > length)
            {
                throw Damaged();
            }

            end = (long)section.VirtualAddress + Math.Max(section.VirtualSize, section.SizeOfRawData);
        }
    }

    private static void RequireDebugData(PEReader file, int length)
    {
        long sum = 0;
        foreach (DebugDirectoryEntry entry in file.ReadDebugDirectory())
        {
            sum += entry.DataSize;
            if (entry.DataSize < 0 || entry.DataPointer < 0 || (long)entry.DataPointer + entry.DataSize > length || sum > length)
            {
                throw Damaged();
            }
        }
    }

    // Tables of pointers and a log of changes belong to edit and continue, of which nothing is published.
    private static void RequireTables(MetadataReader reader)
    {
        foreach (TableIndex table in (ReadOnlySpan<TableIndex>)[TableIndex.FieldPtr, TableIndex.MethodPtr, TableIndex.ParamPtr, TableIndex.EventPtr, TableIndex.PropertyPtr, TableIndex.EncLog, TableIndex.EncMap])
        {
            if (reader.GetTableRowCount(table) > 0)
            {
                throw Damaged();
            }
        }
    }

    // Where the members of one row begin is where those of the row before end: a smaller number makes a list of four billion.
    private static void RequireLists(MetadataReader reader, PEMemoryBlock metadata)
    {
        RequireList(reader, metadata, TableIndex.TypeDef, TableIndex.MethodDef, 0);
        RequireList(reader, metadata, TableIndex.TypeDef, TableIndex.Field, IndexSize(reader, TableIndex.MethodDef));
        RequireList(reader, metadata, TableIndex.MethodDef, TableIndex.Param, 0);
        RequireList(reader, metadata, TableIndex.EventMap, TableIndex.Event, 0);
        RequireList(reader, metadata, TableIndex.PropertyMap, TableIndex.Property, 0);
    }

    private static int IndexSize(MetadataReader reader, TableIndex table) => reader.GetTableRowCount(table) > ushort.MaxValue ? 4 : 2;

    private static void RequireList(MetadataReader reader, PEMemoryBlock metadata, TableIndex table, TableIndex members, int behind)
    {
        int rows = reader.GetTableRowCount(table);
        int rowSize = reader.GetTableRowSize(table);
        int size = IndexSize(reader, members);
        int most = reader.GetTableRowCount(members) + 1;
        int last = 1;
        BlobReader bytes = rows == 0 ? default : metadata.GetReader(reader.GetTableMetadataOffset(table), rows * rowSize);
        for (int i = 0; i < rows; i++)
        {
            bytes.Offset = ((i + 1) * rowSize) - behind - size;
            int start = size == 2 ? bytes.ReadUInt16() : bytes.ReadInt32();
            if (start < last || start > most)
            {
                throw Damaged();
            }

            last = start;
        }
    }

    // What a row names is there. Readers answer with nothing otherwise, or look behind the table.
    private static void RequireRows(MetadataReader reader)
    {
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            RequireRow(reader, reader.GetTypeReference(handle).ResolutionScope);
        }

        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            RequireRow(reader, reader.GetTypeDefinition(handle).BaseType);
        }

        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            RequireNamed(reader, reader.GetMemberReference(handle).Parent);
        }

        foreach (CustomAttributeHandle handle in reader.CustomAttributes)
        {
            CustomAttribute attribute = reader.GetCustomAttribute(handle);
            RequireNamed(reader, attribute.Constructor);
            RequireNamed(reader, attribute.Parent);
        }

        foreach (EventDefinitionHandle handle in reader.EventDefinitions)
        {
            RequireNamed(reader, reader.GetEventDefinition(handle).Type);
        }

        foreach (ExportedTypeHandle handle in reader.ExportedTypes)
        {
            RequireNamed(reader, reader.GetExportedType(handle).Implementation);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.InterfaceImpl); i++)
        {
            RequireNamed(reader, reader.GetInterfaceImplementation(MetadataTokens.InterfaceImplementationHandle(i)).Interface);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.MethodImpl); i++)
        {
            MethodImplementation implementation = reader.GetMethodImplementation(MetadataTokens.MethodImplementationHandle(i));
            RequireNamed(reader, implementation.Type);
            RequireNamed(reader, implementation.MethodBody);
            RequireNamed(reader, implementation.MethodDeclaration);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.MethodSpec); i++)
        {
            RequireNamed(reader, reader.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(i)).Method);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.GenericParam); i++)
        {
            GenericParameter parameter = reader.GetGenericParameter(MetadataTokens.GenericParameterHandle(i));
            RequireNamed(reader, parameter.Parent);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.GenericParamConstraint); i++)
        {
            GenericParameterConstraint constraint = reader.GetGenericParameterConstraint(MetadataTokens.GenericParameterConstraintHandle(i));
            RequireNamed(reader, constraint.Parameter);
            RequireNamed(reader, constraint.Type);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.Constant); i++)
        {
            RequireNamed(reader, reader.GetConstant(MetadataTokens.ConstantHandle(i)).Parent);
        }
    }

    private static void RequireNamed(MetadataReader reader, EntityHandle row)
    {
        if (row.IsNil)
        {
            throw Damaged();
        }

        RequireRow(reader, row);
    }

    private static void RequireRow(MetadataReader reader, EntityHandle row)
    {
        if (!row.IsNil && (!MetadataTokens.TryGetTableIndex(row.Kind, out TableIndex table) || MetadataTokens.GetRowNumber(row) > reader.GetTableRowCount(table)))
        {
            throw Damaged();
        }
    }

    private static void RequireNesting(MetadataReader reader)
    {
        int types = reader.TypeDefinitions.Count;
        int[] outer = new int[types + 1];
        int nested = reader.GetTableRowCount(TableIndex.NestedClass);
        int found = 0;
        for (int i = 1; i <= types; i++)
        {
            TypeDefinitionHandle declaring = reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(i)).GetDeclaringType();
            if (!declaring.IsNil)
            {
                outer[i] = MetadataTokens.GetRowNumber(declaring);
                found++;
            }
        }

        // As many rows as nested types: none is nested twice.
        if (found != nested)
        {
            throw Damaged();
        }

        RequireChains(outer);
        int[] scopes = new int[reader.TypeReferences.Count + 1];
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            EntityHandle scope = reader.GetTypeReference(handle).ResolutionScope;
            scopes[MetadataTokens.GetRowNumber(handle)] = scope.Kind == HandleKind.TypeReference ? MetadataTokens.GetRowNumber(scope) : 0;
        }

        RequireChains(scopes);
        int[] exported = new int[reader.ExportedTypes.Count + 1];
        foreach (ExportedTypeHandle handle in reader.ExportedTypes)
        {
            EntityHandle by = reader.GetExportedType(handle).Implementation;
            exported[MetadataTokens.GetRowNumber(handle)] = by.Kind == HandleKind.ExportedType ? MetadataTokens.GetRowNumber(by) : 0;
        }

        RequireChains(exported);
    }

    // Each row names one other row or none: none may lead to itself, or be deeper than any source file nests.
    private static void RequireChains(int[] next)
    {
        for (int i = 1; i < next.Length; i++)
        {
            int steps = 0;
            for (int at = i; at != 0; at = next[at])
            {
                if (at < 0 || at >= next.Length || ++steps > DeepestNesting)
                {
                    throw Damaged();
                }
            }
        }
    }

    private static void RequireNames(MetadataReader reader)
    {
        var names = new NameLengths(reader, LongestName, (reader.GetHeapSize(HeapIndex.String) * 8L) + AlwaysAllowed);
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            TypeReference type = reader.GetTypeReference(handle);
            names.Require(type.Namespace);
            names.Require(type.Name);
        }

        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            names.Require(type.Namespace);
            names.Require(type.Name);
        }

        foreach (FieldDefinitionHandle handle in reader.FieldDefinitions)
        {
            names.Require(reader.GetFieldDefinition(handle).Name);
        }

        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            names.Require(reader.GetMethodDefinition(handle).Name);
        }

        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            names.Require(reader.GetMemberReference(handle).Name);
        }

        foreach (PropertyDefinitionHandle handle in reader.PropertyDefinitions)
        {
            names.Require(reader.GetPropertyDefinition(handle).Name);
        }

        foreach (EventDefinitionHandle handle in reader.EventDefinitions)
        {
            names.Require(reader.GetEventDefinition(handle).Name);
        }

        foreach (AssemblyReferenceHandle handle in reader.AssemblyReferences)
        {
            names.Require(reader.GetAssemblyReference(handle).Name);
        }

        foreach (ExportedTypeHandle handle in reader.ExportedTypes)
        {
            ExportedType type = reader.GetExportedType(handle);
            names.Require(type.Namespace);
            names.Require(type.Name);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.Param); i++)
        {
            names.Require(reader.GetParameter(MetadataTokens.ParameterHandle(i)).Name);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.GenericParam); i++)
        {
            names.Require(reader.GetGenericParameter(MetadataTokens.GenericParameterHandle(i)).Name);
        }
    }

    private static void RequireSignatures(MetadataReader reader, int length)
    {
        var signatures = new SignatureCheck(reader, ((long)length * MostOverlap) + AlwaysAllowed);
        foreach (FieldDefinitionHandle handle in reader.FieldDefinitions)
        {
            signatures.Require(reader.GetFieldDefinition(handle).Signature, SignatureCheck.Form.Any);
        }

        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            signatures.Require(reader.GetMethodDefinition(handle).Signature, SignatureCheck.Form.Any);
        }

        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            signatures.Require(reader.GetMemberReference(handle).Signature, SignatureCheck.Form.Any);
        }

        foreach (PropertyDefinitionHandle handle in reader.PropertyDefinitions)
        {
            signatures.Require(reader.GetPropertyDefinition(handle).Signature, SignatureCheck.Form.Any);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.StandAloneSig); i++)
        {
            signatures.Require(reader.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(i)).Signature, SignatureCheck.Form.Any);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.TypeSpec); i++)
        {
            signatures.Require(reader.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(i)).Signature, SignatureCheck.Form.Type);
        }

        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.MethodSpec); i++)
        {
            signatures.Require(reader.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(i)).Signature, SignatureCheck.Form.Any);
        }

        // Constants and attributes are not signatures, but lie in the same heap and are copied for every row, too.
        for (int i = 1; i <= reader.GetTableRowCount(TableIndex.Constant); i++)
        {
            signatures.Spend(reader.GetConstant(MetadataTokens.ConstantHandle(i)).Value);
        }

        foreach (CustomAttributeHandle handle in reader.CustomAttributes)
        {
            signatures.Spend(reader.GetCustomAttribute(handle).Value);
        }
    }
}
