using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Assemblies whose methods say that they have half a billion parameters: one changed byte each.</summary>
public sealed class SignaturesOfMillionsOfParameters : HostileInput
{
    public override string Build(string folder) =>
        Application.Build(folder, [.. Application.Assemblies.Select(static a => (Change(a.Assembly), a.Symbols))]);

    private static byte[] Change(byte[] sound)
    {
        byte[] bytes = (byte[])sound.Clone();
        using var file = new PEReader(new MemoryStream(sound));
        MetadataReader reader = file.GetMetadataReader();
        int heap = file.PEHeaders.MetadataStartOffset + reader.GetHeapMetadataOffset(HeapIndex.Blob);
        foreach (MethodDefinitionHandle method in reader.MethodDefinitions)
        {
            BlobHandle signature = reader.GetMethodDefinition(method).Signature;
            if (reader.GetBlobReader(signature).Length is >= 5 and < 128)
            {
                // A byte of length, one of the convention, then the number of parameters.
                bytes[heap + reader.GetHeapOffset(signature) + 2] = 0xDF;
            }
        }

        return bytes;
    }
}
