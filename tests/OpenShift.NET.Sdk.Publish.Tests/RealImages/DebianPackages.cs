using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.RealImages;

/// <summary>Packages of the Debian that runs the tests, fetched by apt and unpacked by dpkg-deb: no chroot, no running of their scripts.</summary>
internal static class DebianPackages
{
    private static readonly string s_folder = Sandbox.NewFolder("debs");

    /// <summary>Unpacks a package into a root and adds it to the root's dpkg status.</summary>
    /// <returns>Its version.</returns>
    public static string Install(string package, string root)
    {
        string deb = Fetch(package);
        Command.Run("dpkg-deb", "-x", deb, root).MustSucceed();
        string status = Path.Combine(root, "var/lib/dpkg/status");
        Directory.CreateDirectory(Path.GetDirectoryName(status)!);
        string control = Command.Run("dpkg-deb", "-f", deb).MustSucceed().Output.Trim();
        File.AppendAllText(status, control + "\nStatus: install ok installed\n\n");
        return control.Split('\n').Single(l => l.StartsWith("Version: ", StringComparison.Ordinal))["Version: ".Length..];
    }

    private static string Fetch(string package)
    {
        lock (s_folder)
        {
            string folder = Path.Combine(s_folder, package);
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                Command.Run("apt-get", ["download", "-qq", package], folder).MustSucceed();
            }

            return Directory.GetFiles(folder, "*.deb").Single();
        }
    }
}
