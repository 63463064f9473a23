using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Guidelines.G10_NoSshd.OSC1005_NoSshServerLibrary;

/// <summary>OSC1005.</summary>
[Rule(
    "OSC1005",
    "The application has no SSH server built in",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Leave the package out when the server only gives access to the container: 'oc rsh' and 'oc exec' do that.")]
public sealed class NoSshServerLibrary : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var reported = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (PackageOfImage package in publication.Files.Packages.Packages)
        {
            if (package is { Kind: PackageDatabaseKind.NuGet, Origin: Origin.App } && IsServer(package.Package.Name) && reported.Add(package.Package.Name))
            {
                Location where = PackageFindings.Where(publication, package);
                yield return Finding.Violation(where with { Text = "NuGet " + where.Text.Replace("Package", "package", StringComparison.Ordinal) }, $"can serve SSH ({package.Database.Path})");
            }
        }

        foreach (Finding finding in PackageFindings.OfDatabases(publication, dotnet: true))
        {
            yield return finding;
        }
    }

    // SSH.NET and Rebex.Sftp are clients.
    private static bool IsServer(string name) =>
        name.Equals("FxSsh", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Microsoft.DevTunnels.Ssh", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Rebex.FileServer", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("Rebex.", StringComparison.OrdinalIgnoreCase) && name.Contains("SshServer", StringComparison.OrdinalIgnoreCase));
}
