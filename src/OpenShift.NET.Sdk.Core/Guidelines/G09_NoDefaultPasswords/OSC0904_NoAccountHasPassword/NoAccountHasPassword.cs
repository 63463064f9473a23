using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0904_NoAccountHasPassword;

/// <summary>OSC0904.</summary>
[Rule(
    "OSC0904",
    "No account of the operating system has a password, or an empty one",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Lock the account in the step that makes it (passwd -l, useradd without -p): every container of the image would have the same password.")]
public sealed class NoAccountHasPassword : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (string path in (string[])["/etc/passwd", "/etc/shadow", "/etc/master.passwd"])
        {
            if (publication.Files.Find(path) is not { File: { Kind: FileKind.File, Size: > 0 } } file)
            {
                continue;
            }

            if (file.File.Text is not { } text)
            {
                yield return Finding.CouldNotTell(Location.OfFile(publication.Files, file), "is no text or too large to be read");
                continue;
            }

            foreach (Finding finding in Judge(publication.Files, file, text))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Judge(FileTree files, FileVersion file, string text)
    {
        string[] ofTheBase = files.Versions(file.Path).LastOrDefault(static v => v.Origin == Origin.Base)?.File.Text?.Split('\n') ?? [];
        foreach (string line in text.Split('\n'))
        {
            string[] fields = line.TrimEnd('\r').Split(':');
            if (fields.Length < 2 || fields[0].Length == 0 || fields[0][0] is '#' or '+' or '-' || IsLocked(fields[1]))
            {
                continue;
            }

            // An application's layer that adds a user writes the whole file again, the base's accounts with it.
            bool inherited = file.Origin == Origin.Base || ofTheBase.Any(l => l.StartsWith($"{fields[0]}:{fields[1]}:", StringComparison.Ordinal));
            Location where = Location.OfFile(files, file) with { Scope = "account:" + fields[0], Origin = inherited ? Origin.Base : Origin.App };
            string name = fields[0].Length <= 64 ? fields[0] : fields[0][..64] + "…";
            yield return fields[1].Length == 0
                ? Finding.Violation(where, $"gives the account '{name}' an empty password")
                : Finding.Violation(where, $"gives the account '{name}' a password of which everybody who can pull the image has the hash") with { AtMost = Severity.Warning };
        }
    }

    // shadow(5) and crypt(5): what no password can hash to. "x" in passwd(5) says that shadow knows.
    private static bool IsLocked(string field) => field is "x" || field.StartsWith('*') || field.StartsWith('!');
}
