using Mono.Cecil;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Where instructions stand in the user's sources.</summary>
/// <param name="projectFolder">Folder of the project, below or beside which the sources lie.</param>
/// <param name="assemblies">The program and the projects it references.</param>
internal sealed class SourcePlaces(string? projectFolder, IReadOnlyList<OpenedAssembly> assemblies)
{
    // What a publish outside a repository writes for the folder of a project (targets/0.Hook.targets, PathMap), followed by its name.
    private const string Mapped = "/src/";

    private readonly SourceDeclarations _declarations = new();
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<ModuleDefinition, SymbolFile?> _symbols = assemblies.ToDictionary(a => a.Module, a => a.Symbols);

    /// <summary>The place of an instruction: the last statement that begins at or before it.</summary>
    public SourceLocation? Of(MethodDefinition method, int offset)
    {
        if (!method.HasBody || _symbols.GetValueOrDefault(method.Module) is not { } symbols)
        {
            return null;
        }

        try
        {
            SymbolPoint place = default;
            foreach (SymbolPoint point in symbols.PointsOf((int)method.MetadataToken.RID))
            {
                if (point.Offset > offset && place.Document is not null)
                {
                    break;
                }

                place = point.Document is null ? place : point;
            }

            return place.Document is null ? null : new SourceLocation(FileOf(place.Document, method.Module), place.Line, place.Column);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            // A symbol file that does not fit tells no places.
            return null;
        }
    }

    /// <summary>Where a type's first written method begins.</summary>
    public SourceLocation? Of(TypeDefinition type)
    {
        SourceLocation? first = null;
        foreach (MethodDefinition method in type.Methods)
        {
            if (Of(method, 0) is { } place && (first is null || place.Line < first.Line))
            {
                first = place;
            }
        }

        return first;
    }

    /// <summary>Where a constant of a type is declared, which symbols do not say: the line of the type's file that gives the name a value; <see langword="null"/> when the file is not there.</summary>
    public SourceLocation? Of(TypeDefinition type, string constant)
    {
        if (_symbols.GetValueOrDefault(type.Module) is not { } symbols)
        {
            return null;
        }

        try
        {
            IEnumerable<string> files = symbols.DocumentsOf((int)type.MetadataToken.RID).Select(d => FileOf(d, type.Module));
            foreach (string file in Of(type) is { } place ? files.Append(place.File) : files)
            {
                if (_declarations.Of(file, constant) is { } line)
                {
                    return new SourceLocation(file, line, 0);
                }
            }
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            // As for a method.
        }

        return null;
    }

    private string FileOf(string url, ModuleDefinition module)
    {
        if (!_files.TryGetValue(url, out string? file))
        {
            file = Candidates(url, module).FirstOrDefault(File.Exists) ?? url;
            _files.Add(url, file);
        }

        return file;
    }

    private IEnumerable<string> Candidates(string url, ModuleDefinition module)
    {
        // Deterministic builds write /_/src/App/Program.cs for a file of the repository.
        if (url.StartsWith("/_", StringComparison.Ordinal) && url.IndexOf('/', 1) is > 0 and var slash)
        {
            return Ancestors().Select(f => Path.Combine(f, url[(slash + 1)..]));
        }

        if (projectFolder is null || !url.StartsWith(Mapped, StringComparison.Ordinal) || url.IndexOf('/', Mapped.Length) is not (> 0 and var end))
        {
            return [];
        }

        // Of a referenced project only its name is known: it lies beside the program, or in a folder src above it.
        return module == assemblies[0].Module
            ? [Path.Combine(projectFolder, url[(end + 1)..])]
            : Ancestors().Skip(1).SelectMany(f => (string[])[Path.Combine(f, url[Mapped.Length..]), Path.Combine(f, url[1..])]);
    }

    private IEnumerable<string> Ancestors()
    {
        for (string? folder = projectFolder; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
