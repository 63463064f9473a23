namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>The real programs tests work with. A test whose program is missing is skipped with a message; in CI it fails.</summary>
internal static class Components
{
    public static void Require(params string[] programs)
    {
        foreach (string program in programs)
        {
            if (!IsThere(program))
            {
                string message = $"'{program}' is not installed (Debian: apt-get install docker-registry skopeo umoci buildah podman runc uidmap docker.io iptables iproute2 bubblewrap apache2-utils chromium busybox-static; kubectl 1.21 or later from Kubernetes' own packages, helm 3 or 4 from Helm's)";
                if (Environment.GetEnvironmentVariable("CI") == "true")
                {
                    Assert.Fail(message);
                }

                Assert.Inconclusive(message);
            }
        }
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));
}
