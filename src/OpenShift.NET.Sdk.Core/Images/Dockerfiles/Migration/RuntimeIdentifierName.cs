namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>Names of platforms, of which SDKs since .NET 8 know the portable ones alone (docs.microsoft.com, "SDK uses a smaller RID graph").</summary>
internal static class RuntimeIdentifierName
{
    /// <summary><c>alpine.3.7-x64</c> as <c>linux-musl-x64</c>, <c>ubuntu.18.04-x64</c> as <c>linux-x64</c>; any other as it is.</summary>
    public static string Portable(string name)
    {
        int dash = name.LastIndexOf('-');
        if (dash < 0)
        {
            return name;
        }

        string system = name[..dash].Split('.')[0];
        string architecture = name[(dash + 1)..];
        return system switch
        {
            "alpine" => $"linux-musl-{architecture}",
            "debian" or "ubuntu" or "centos" or "rhel" or "fedora" or "opensuse" or "sles" or "ol" or "linuxmint" => $"linux-{architecture}",
            _ => name,
        };
    }
}
