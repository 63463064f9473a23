using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

/// <summary>An assembly whose one method is imported, made row by row.</summary>
internal static class ImportingAssembly
{
    /// <param name="libraries">The names of its ModuleRef rows.</param>
    /// <param name="locals">How many locals a signature of it has.</param>
    public static byte[] Build(IEnumerable<string> libraries, int locals = 1)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("own.dll"), metadata.GetOrAddGuid(new Guid(1, 2, 3, new byte[8])), default, default);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        MethodDefinitionHandle method = metadata.AddMethodDefinition(
            MethodAttributes.Static | MethodAttributes.PinvokeImpl, MethodImplAttributes.PreserveSig, metadata.GetOrAddString("Read"), metadata.GetOrAddBlob(new byte[] { 0, 0, 1 }), -1, MetadataTokens.ParameterHandle(1));
        ModuleReferenceHandle module = default;
        foreach (string library in libraries)
        {
            module = metadata.AddModuleReference(metadata.GetOrAddString(library));
        }

        metadata.AddMethodImport(method, MethodImportAttributes.None, metadata.GetOrAddString("Read"), module);
        var signature = new BlobBuilder();
        LocalVariablesEncoder variables = new BlobEncoder(signature).LocalVariableSignature(locals);
        for (int i = 0; i < locals; i++)
        {
            variables.AddVariable().Type().Int32();
        }

        metadata.AddStandaloneSignature(metadata.GetOrAddBlob(signature));
        var file = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(file);
        return file.ToArray();
    }
}
