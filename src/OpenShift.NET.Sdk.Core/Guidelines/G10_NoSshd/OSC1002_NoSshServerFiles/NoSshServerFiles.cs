using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G10_NoSshd.OSC1002_NoSshServerFiles;

/// <summary>OSC1002.</summary>
[Rule(
    "OSC1002",
    "No layer has an SSH server, its configuration or its host keys",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Leave the SSH server out of the image; 'oc rsh' and 'oc exec' open a shell in a running container without one.")]
public sealed class NoSshServerFiles : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        string? reported = null;
        foreach (FileVersion version in publication.Files.All)
        {
            if (version.File.Kind != FileKind.File || version.Path == reported || What(version.File) is not { } what)
            {
                continue;
            }

            reported = version.Path;

            // The last version of the path is the one to name: it stands in the layer the user would look at.
            ImmutableArray<FileVersion> all = publication.Files.Versions(version.Path);
            FileVersion last = all.LastOrDefault(v => What(v.File) is not null) ?? version;
            bool key = IsHostKey(last.File);
            string hidden = last.HiddenInLayer is { } layer ? $", which layer {layer + 1} hides but does not remove" : "";
            yield return Finding.Violation(Location.OfFile(publication.Files, last), $"is {what}{hidden}") with
            {
                AtMost = key ? null : last.IsVisible ? Severity.Warning : Severity.Info,
                Fix = key ? "Remove the key from the layer that adds it and use it nowhere else: whoever can pull the image has it." : null,
            };
        }
    }

    private static string? What(LayerFile file)
    {
        string path = file.Path;
        string name = path[(path.LastIndexOf('/') + 1)..];
        return IsHostKey(file) ? "the private host key of an SSH server"
            : name is "sshd" or "dropbear" or "dropbearmulti" or "tinysshd" && (file.Mode & 0b001_001_001) != 0 && file.Marks.HasFlag(ContentMarks.Elf) ? "an SSH server"
            : path == "/etc/ssh/sshd_config" ? "the configuration of an SSH server"
            : IsServiceUnit(path, name) ? "the systemd unit of an SSH server"
            : null;
    }

    private static bool IsHostKey(LayerFile file) =>
        file.Size > 0 && file.Path.StartsWith("/etc/ssh/ssh_host_", StringComparison.Ordinal) && file.Path.EndsWith("_key", StringComparison.Ordinal);

    private static bool IsServiceUnit(string path, string name) =>
        (path.StartsWith("/usr/lib/systemd/system/", StringComparison.Ordinal) || path.StartsWith("/lib/systemd/system/", StringComparison.Ordinal))
        && name.EndsWith(".service", StringComparison.Ordinal)
        && (name.StartsWith("sshd", StringComparison.Ordinal) || name is "ssh.service" or "ssh@.service");
}
