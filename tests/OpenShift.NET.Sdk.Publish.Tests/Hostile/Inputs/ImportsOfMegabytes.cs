using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Assemblies of nearly 32 MiB in layers that are read at the same time: three and a half million libraries are imported, each by the same name of 14 million characters.</summary>
public sealed class ImportsOfMegabytes : HostileInput
{
    public override string Build(string folder)
    {
        byte[] assembly = Assembly();
        return new HostileLayout(folder).Layer(tar => tar.Entry("app/run").Entry("app/own.dll", content: assembly)).Again(3).Write();
    }

    private static byte[] Assembly()
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("own.dll"), metadata.GetOrAddGuid(new Guid(1, 2, 3, new byte[8])), default, default);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        MethodDefinitionHandle method = metadata.AddMethodDefinition(
            MethodAttributes.Static | MethodAttributes.PinvokeImpl, MethodImplAttributes.PreserveSig, metadata.GetOrAddString("Read"), metadata.GetOrAddBlob(new byte[] { 0, 0, 1 }), -1, MetadataTokens.ParameterHandle(1));
        StringHandle name = metadata.GetOrAddString(new string('x', 14_000_000));
        ModuleReferenceHandle module = default;
        for (int i = 0; i < 3_500_000; i++)
        {
            module = metadata.AddModuleReference(name);
        }

        metadata.AddMethodImport(method, MethodImportAttributes.None, metadata.GetOrAddString("Read"), module);
        var file = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(file);
        return file.ToArray();
    }
}
