using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0404_EntryPointCanStart;

/// <summary>The program of the entry point exists, is a program, and its interpreter exists.</summary>
[Rule(
    "OSC0404",
    "What the container starts is a program Linux can start",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Correct the entry point, or remove it and leave the start to this SDK.",
    ImageFix = "Correct ENTRYPOINT and CMD of the Dockerfile, or copy what they name into the image.")]
public sealed class EntryPointCanStart : Rule
{
    private const string Unix = "Save the file with Unix line ends ('*.sh text eol=lf' in .gitattributes keeps it so).";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        EntryPoint entry = publication.EntryPoint;

        // Whoever put it there: the container does not start, so a base image's file is not milder.
        Location where = entry.Program is { } program
            ? Location.OfFile(publication.Files, program) with { Origin = Images.Origin.App, FileLine = entry.Kind == EntryPointKind.Script ? 1 : 0 }
            : Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint");
        switch (entry.Kind)
        {
            case EntryPointKind.None:
                yield return Finding.NotApplicable(where, "is empty, and so is Cmd");
                yield break;
            case EntryPointKind.Missing:
                yield return Finding.Violation(where, $"starts '{entry.ProgramPath}', which is not in the image");
                yield break;
            case EntryPointKind.Other when entry.Program?.File is { Kind: FileKind.File, Size: > 0 }:
                yield return Finding.Violation(where, "is what the container starts, but it is neither an ELF program nor a script with '#!' in its first line (exec format error)");
                yield break;
            case EntryPointKind.Other:
                yield return Finding.Violation(where, "is what the container starts, but it is no file with content");
                yield break;
        }

        foreach (StartedProcess process in publication.Processes)
        {
            if (StartedPrograms.Judge(publication, process) is { } finding)
            {
                yield return finding;
            }
        }

        if (entry.FirstLineHasCarriageReturn && !entry.ReadByInterpreter)
        {
            yield return Finding.Violation(where, "has a first line that ends in a carriage return (Windows line ends), so Linux looks for an interpreter of another name and starts nothing") with { Fix = Unix };
        }
        else if (entry.ShellScript?.Contains("\r\n", StringComparison.Ordinal) == true && entry.Kind == EntryPointKind.Script)
        {
            yield return Finding.Violation(where, "has Windows line ends, which the shell takes as part of the last word of each line") with { Fix = Unix };
        }

        if (entry is not { Kind: EntryPointKind.Script, ReadByInterpreter: false, Interpreter: { } interpreter })
        {
            yield break;
        }

        if (!publication.Files.TryResolve(interpreter, out FileVersion? reader))
        {
            yield return interpreter.Contains('/', StringComparison.Ordinal)
                ? Finding.Violation(where, $"is a script for {interpreter}, which is not in the image") with { Fix = "Name an interpreter that the base image has in the script's first line, or choose a base image that has it." }
                : Finding.Violation(where, $"is a script for '{interpreter}', which no folder of PATH has") with { Fix = "Name an interpreter that the base image has in the script's first line, or choose a base image that has it." };
        }
        else if (ImagePath.Name(reader.Path) == "dotnet" && !StartedPrograms.HasSdk(publication, ImagePath.Parent(reader.Path)))
        {
            yield return Finding.Violation(where, "is a source file for 'dotnet' by its first line, which the .NET SDK compiles when it is started, and the image has only the runtime") with { Fix = "Publish it, and start the published assembly." };
        }
    }
}
