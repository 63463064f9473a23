using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G12_SourceToImage.OSC1204_EntryPointHandsOnRun;

/// <summary>OSC1204.</summary>
[Rule(
    "OSC1204",
    "A builder's entry point starts the command it is given",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Set <OpenShiftSourceToImage>true</OpenShiftSourceToImage> and leave the entry point to this SDK, or let your own end in exec \"$@\".",
    ImageFix = "Start run by CMD and without an ENTRYPOINT (ENTRYPOINT []), or let the entry point's script end in exec \"$@\". Where the image is no builder, take the label away: LABEL io.openshift.s2i.scripts-url=\"\".")]
public sealed class EntryPointHandsOnRun : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (SourceToImageScripts.Of(publication) is not { } scripts || scripts.Find("run") is not { } run)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "has no run script of source-to-image");
            yield break;
        }

        if (scripts.AreInherited && !SourceToImageScripts.IsBuilt(publication))
        {
            yield return Finding.NotApplicable(scripts.Where(run), "comes with the base image, and the image is no builder of its own");
            yield break;
        }

        ImmutableArray<string> configured = publication.Config.Config.Entrypoint ?? [];
        if (configured.IsDefaultOrEmpty)
        {
            yield break;
        }

        Location where = Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint");
        EntryPoint start = scripts.StartOf("run");
        if (Starts(start, run) || start.Kind == EntryPointKind.Missing)
        {
            yield break;
        }

        if (StartScriptReader.Read(start, publication.Config.Config, publication.Files) is not { } script)
        {
            yield return start.Kind == EntryPointKind.Script
                ? Finding.CouldNotTell(where, $"starts {start.ProgramPath}, a script that is not for a shell or whose text is not known, with the run script of source-to-image as an argument")
                : Finding.Violation(where, $"starts '{ImagePath.Name(start.ProgramPath ?? "")}', which takes the run script as an argument: an image that was built with this one never runs {run.Path}");
            yield break;
        }

        if (!script.Commands.Any(c => Starts(c, run)))
        {
            yield return script.Problem is not null || !script.NotFollowed.IsEmpty || script.Commands.Any(static c => c.IsUnknown)
                ? Finding.CouldNotTell(where, "starts a script of which it is not known whether it starts the command it is given")
                : Finding.Violation(where, $"starts a script that does not start the command it is given: an image that was built with this one never runs {run.Path}");
        }
    }

    private static bool Starts(EntryPoint start, FileVersion run)
    {
        for (EntryPoint? entry = start; entry is not null; entry = entry.ShellCommand)
        {
            if (entry.Program?.Path == run.Path)
            {
                return true;
            }
        }

        return false;
    }

    // Itself, or the shell that is given it.
    private static bool Starts(StartedCommand command, FileVersion run) =>
        command.Program?.Path == run.Path || command.File == run.Path
        || (ShellCommandLine.TryRead(command.Words) is { } shell && (shell.Text ?? shell.File) is { } given && given.Split(' ')[0] == run.Path);
}
