using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Guidelines.G10_NoSshd.OSC1001_NoSshServerPackage;

/// <summary>OSC1001.</summary>
[Rule(
    "OSC1001",
    "No SSH server is installed",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Do not install it, or remove it in the step that installs it; 'oc rsh' and 'oc exec' open a shell in a running container without one.")]
public sealed class NoSshServerPackage : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (PackageOfImage package in publication.Files.Packages.Packages)
        {
            if (package.Kind != PackageDatabaseKind.NuGet && IsServer(package.Package.Name, package.Kind))
            {
                yield return Finding.Violation(PackageFindings.Where(publication, package), "is an SSH server");
            }
        }

        foreach (Finding finding in PackageFindings.OfDatabases(publication))
        {
            yield return finding;
        }
    }

    private static bool IsServer(string name, PackageDatabaseKind kind) => name switch
    {
        "openssh-server" or "openssh-server-pam" or "tinysshd" or "lsh-server" or "teleport" or "dropbear" or "dropbear-bin" or "dropbear-run" or "dropbear-initramfs" => true,

        // Alpine's openssh and SUSE's of old bring the server, Red Hat's only what client and server share.
        "openssh" => kind == PackageDatabaseKind.Apk,
        _ => false,
    };
}
