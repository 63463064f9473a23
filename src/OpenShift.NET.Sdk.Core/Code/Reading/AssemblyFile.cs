using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Opens one assembly and its symbols.</summary>
internal static class AssemblyFile
{
    private const long MostBytes = 256L * 1024 * 1024;

    /// <summary>Reads an assembly; <see langword="null"/> with the reason when it cannot be read.</summary>
    public static OpenedAssembly? Read(string path, IAssemblyResolver resolver, out string reason)
    {
        reason = "";
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                reason = "it does not exist";
                return null;
            }

            if (file.Length > MostBytes)
            {
                reason = "it is larger than 256 MB";
                return null;
            }

            // In memory, so that the file is not held while the build goes on.
            byte[] bytes = File.ReadAllBytes(path);
            MetadataCheck.Require(bytes);
            ModuleDefinition module = ModuleDefinition.ReadModule(new MemoryStream(bytes, writable: false), new ReaderParameters(ReadingMode.Deferred) { AssemblyResolver = resolver, ReadSymbols = false });
            if (module.Assembly is null)
            {
                reason = "it is a module without an assembly";
                return null;
            }

            if ((module.Attributes & ModuleAttributes.ILOnly) == 0 && !module.HasTypes)
            {
                reason = "it holds native code only";
                return null;
            }

            // Damaged tables show here rather than in the middle of the reading.
            _ = module.GetTypes().Sum(t => t.Methods.Count + t.Fields.Count + t.Interfaces.Count);
            HashSet<int> guard = StartupGuardCode.Remove(module);
            return new OpenedAssembly(path, module, bytes, SymbolFile.Open(path, bytes)) { NamedByGuardAlone = guard };
        }
        catch (BadImageFormatException)
        {
            reason = "it is no .NET assembly, or it is damaged";
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = "the file cannot be opened";
            return null;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            reason = "it is damaged or obfuscated";
            return null;
        }
    }
}
