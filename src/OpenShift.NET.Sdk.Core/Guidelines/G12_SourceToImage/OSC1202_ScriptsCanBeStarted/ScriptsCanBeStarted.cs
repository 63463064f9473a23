using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.SourceToImage;

namespace OpenShift.NET.Sdk.Guidelines.G12_SourceToImage.OSC1202_ScriptsCanBeStarted;

/// <summary>OSC1202.</summary>
[Rule(
    "OSC1202",
    "The scripts of a builder can be started by any user of group 0",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Leave the scripts to OpenShiftSourceToImage, which gives those of the folder s2i the mode 0755 and group 0.",
    ImageFix = "Give them to group 0 with mode 0755 in the Dockerfile: COPY --chmod=0755 s2i/ DIR.")]
public sealed class ScriptsCanBeStarted : Rule
{
    private const string Unix = "Save the file with Unix line ends ('s2i/* text eol=lf' in .gitattributes keeps it so).";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (SourceToImageScripts.Of(publication) is not { } scripts)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is no builder of source-to-image");
            yield break;
        }

        foreach (string name in BuilderScripts.Names)
        {
            if (scripts.Find(name) is { } script && Judge(publication, scripts, name, script) is { } finding)
            {
                // usage is for people, and save-artifacts for builds that ask for it.
                yield return name is "assemble" or "run" ? finding : finding with { AtMost = Severity.Warning };
            }
        }
    }

    private static Finding? Judge(Publication publication, SourceToImageScripts scripts, string name, FileVersion script)
    {
        Location where = scripts.Where(script);
        EffectiveAccess access = ArbitraryUser.AccessTo(publication.Files, scripts.PathOf(name));
        if (access.Unknown)
        {
            return Finding.CouldNotTell(where, "has an access control list, which decides who may execute it");
        }

        if (!access.Execute)
        {
            return access.BlockedBy is { } folder
                ? Finding.Violation(where, $"is a script of a builder in {folder}, which a user of group 0 cannot pass") with { Fix = $"Let the group into the folder: chgrp -R 0 {folder} && chmod -R g+rX {folder}." }
                : Finding.Violation(where, $"is a script of a builder, and {PermissionText.Of(script.File)} does not let a user of group 0 execute it");
        }

        if (ShebangLine.TryRead(script.File.Text) is not { } line)
        {
            return null;
        }

        where = where with { FileLine = 1 };
        return line.HasCarriageReturn ? Finding.Violation(where, "has a first line that ends in a carriage return (Windows line ends), so Linux looks for an interpreter of another name and starts nothing") with { Fix = Unix }
            : !publication.Files.TryResolve(line.Interpreter, out _) ? Finding.Violation(where, $"is a script for {line.Interpreter}, which is not in the image") with { Fix = "Name an interpreter that the base image has in the script's first line, or choose a base image that has it." }
            : null;
    }
}
