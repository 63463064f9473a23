using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1306_AccountFilesAreProtected;

/// <summary>OSC1306.</summary>
[Rule(
    "OSC1306",
    "Only the owner can write the account files",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Set mode 0644 (0640 for /etc/shadow and /etc/gshadow, 0440 for sudoers); OpenShift itself adds the arbitrary user to /etc/passwd.")]
public sealed class AccountFilesAreProtected : Rule
{
    private const int GroupOrOthersWrite = 0b000_010_010;
    private const string SudoersFolder = "/etc/sudoers.d";

    private static readonly ImmutableArray<string> s_accountFiles = ["/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow", "/etc/sudoers"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        IEnumerable<string> sudoers = publication.Files.Descendants(SudoersFolder).Select(f => f.Path);
        foreach (string path in s_accountFiles.Concat(sudoers))
        {
            if (!publication.Files.TryResolve(path, out FileVersion? file) || file.File.Kind != FileKind.File)
            {
                continue;
            }

            Location where = Location.OfFile(publication.Files, file);
            if ((file.File.Mode & GroupOrOthersWrite) == 0)
            {
                continue;
            }

            if (file.File.HasAccessControlList)
            {
                yield return Finding.CouldNotTell(where, "has an access control list, which decides who may write it");
            }
            else
            {
                string who = (file.File.Mode & 0b000_000_010) != 0 ? "every user" : $"every user of group {file.File.GroupId}";
                yield return Finding.Violation(where, $"has mode {PermissionText.Mode(file.File.Mode)}, so {who} can write it{(path == "/etc/passwd" ? " and CRI-O does not add the arbitrary user" : "")}");
            }
        }
    }
}
