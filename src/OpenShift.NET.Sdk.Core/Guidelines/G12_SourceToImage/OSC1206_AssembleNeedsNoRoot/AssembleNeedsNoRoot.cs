using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.StartScripts;
using OpenShift.NET.Sdk.Images.Users;

namespace OpenShift.NET.Sdk.Guidelines.G12_SourceToImage.OSC1206_AssembleNeedsNoRoot;

/// <summary>OSC1206.</summary>
[Rule(
    "OSC1206",
    "assemble needs no root",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Leave the user to OpenShiftSourceToImage: remove ContainerUser and the label io.openshift.s2i.assemble-user.",
    ImageFix = "Let assemble run as a user without rights: LABEL io.openshift.s2i.assemble-user=1001.")]
public sealed class AssembleNeedsNoRoot : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (SourceToImageScripts.Of(publication) is not { IsResult: false, AreInherited: false } scripts || scripts.Find("assemble") is not { } assemble)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is no builder of source-to-image");
            yield break;
        }

        string user = scripts.AssembleUser;
        if (UserResolver.Resolve(new ExecutionConfig { User = user }, publication.Files).IsRoot)
        {
            yield return Finding.Violation(scripts.AssembleUserPlace, $"makes root the user of assemble{(user.Length == 0 ? ", because it names none" : "")}, which OpenShift refuses: builds run as any user but 0");
        }
        else if (!uint.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            yield return Finding.Violation(scripts.AssembleUserPlace, $"makes '{user}' the user of assemble, which OpenShift refuses: it allows builds by the id of their user and does not look a name up");
        }

        if (scripts.Read("assemble") is not { } script)
        {
            if (assemble.File.Text is null)
            {
                yield return Finding.CouldNotTell(scripts.Where(assemble), "is a script whose text is no UTF-8 or longer than 256 KiB");
            }

            yield break;
        }

        foreach (StartedCommand command in script.Commands)
        {
            if (NeedsRoot(command))
            {
                yield return Finding.Violation(StartScripts.Where(publication, command) with { Origin = assemble.Origin }, $"calls '{command.Name}', which needs root, and assemble runs without") with
                {
                    AtMost = Severity.Warning,
                    Fix = "Install in the image what builds need (a base image of your own), and not while an application is assembled.",
                };
            }
        }
    }

    // What asks only ("dnf --version", "apt-cache search") is none of them.
    private static bool NeedsRoot(StartedCommand command) => ImagePath.Name(command.Words[0]) switch
    {
        "dnf" or "microdnf" or "yum" or "tdnf" or "zypper" => command.Words.Any(static w => w is "install" or "update" or "upgrade" or "remove" or "reinstall"),
        "apt-get" or "apt" => command.Words.Any(static w => w is "install" or "update" or "upgrade" or "remove" or "purge"),
        "apk" => command.Words.Any(static w => w is "add" or "del" or "upgrade"),
        "rpm" or "dpkg" => command.Words.Any(static w => w is "-i" or "-U" or "-Uvh" or "-ivh" or "--install"),
        "sudo" or "su" or "useradd" or "adduser" or "groupadd" or "usermod" or "update-ca-trust" or "update-ca-certificates" => true,
        _ => false,
    };
}
