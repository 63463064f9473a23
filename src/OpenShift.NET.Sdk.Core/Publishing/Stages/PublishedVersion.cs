using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>Holds the program in the publish folder against the version it was built as. Publishes of several versions in one folder overwrite each other's.</summary>
internal static class PublishedVersion
{
    private const string AttributeName = "AssemblyInformationalVersionAttribute";
    private const ushort Prolog = 1;

    /// <summary>Makes sure that the program is of a version.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="built">The version; empty when it is not known.</param>
    /// <exception cref="OpenShiftException">OSC0018: it is of another one.</exception>
    public static void Require(ProjectFacts facts, string built)
    {
        string name = facts.Identity.AssemblyName + ".dll";
        if (built.Length == 0 || facts.Files.FirstOrDefault(f => f.Path == name) is not { } program || Read(program.Source) is not { } found || WithoutRevision(found) == WithoutRevision(built))
        {
            return;
        }

        throw new OpenShiftException(
            ToolCodes.AnotherVersion,
            $"{name} in the publish folder is version {WithoutRevision(found)}, and {WithoutRevision(built)} is published: another publish of this project has built meanwhile; nothing was delivered",
            "Publish one after the other, or give each publish folders of its own with '--artifacts-path'.");
    }

    /// <summary>The text of <c>AssemblyInformationalVersionAttribute</c> (ECMA-335, II.23.3); <see langword="null"/> when there is none or the file is no sound assembly, which is told elsewhere.</summary>
    internal static string? Read(string path)
    {
        try
        {
            using var file = new PEReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            if (!file.HasMetadata)
            {
                return null;
            }

            MetadataReader metadata = file.GetMetadataReader();
            foreach (CustomAttributeHandle handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
            {
                CustomAttribute attribute = metadata.GetCustomAttribute(handle);
                if (attribute.Constructor.Kind == HandleKind.MemberReference
                    && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
                    && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)type).Name, AttributeName))
                {
                    BlobReader value = metadata.GetBlobReader(attribute.Value);
                    return value.ReadUInt16() == Prolog ? value.ReadSerializedString() : null;
                }
            }

            return null;
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The revision of the sources behind '+' is added while the program is compiled, and need not be known now.
    private static string WithoutRevision(string version) => version.Split('+')[0];
}
