using Mono.Cecil;
using Mono.Cecil.Cil;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Where instructions stand in the user's sources.</summary>
/// <param name="projectFolder">Folder of the project, below or beside which the sources lie.</param>
internal sealed class SourcePlaces(string? projectFolder)
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>The place of an instruction: the last statement that begins at or before it.</summary>
    public SourceLocation? Of(MethodDefinition method, int offset)
    {
        if (!method.Module.HasSymbols || !method.HasBody)
        {
            return null;
        }

        try
        {
            SequencePoint? place = null;
            foreach (SequencePoint point in method.DebugInformation.SequencePoints)
            {
                if (point.Offset > offset && place is not null)
                {
                    break;
                }

                place = point.IsHidden ? place : point;
            }

            return place is null ? null : new SourceLocation(FileOf(place.Document.Url), place.StartLine, place.StartColumn);
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

    // Deterministic builds write /_/src/App/Program.cs for a file of the repository.
    private string FileOf(string url)
    {
        if (!_files.TryGetValue(url, out string? file))
        {
            file = url;
            if (url.StartsWith("/_", StringComparison.Ordinal) && url.IndexOf('/', 1) is > 0 and var slash)
            {
                for (string? folder = projectFolder; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
                {
                    string candidate = Path.Combine(folder, url[(slash + 1)..]);
                    if (File.Exists(candidate))
                    {
                        file = candidate;
                        break;
                    }
                }
            }

            _files.Add(url, file);
        }

        return file;
    }
}
