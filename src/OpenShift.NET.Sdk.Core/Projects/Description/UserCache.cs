namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The folder of a user that keeps what can be fetched or made again.</summary>
public static class UserCache
{
    private const string Name = "openshift-net-sdk";

    /// <summary>That of this process's user (XDG Base Directory Specification).</summary>
    public static string Default() => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name)
        : Of(Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Path.GetTempPath());

    /// <summary>That of a user. One without a home, as a pod's arbitrary user is, is told to be at home in the root folder, which it cannot write.</summary>
    /// <param name="cache"><c>XDG_CACHE_HOME</c>; <see langword="null"/> or empty when it is not set.</param>
    /// <param name="home">The home folder.</param>
    /// <param name="temporary">The folder for temporary files.</param>
    internal static string Of(string? cache, string home, string temporary) =>
        Path.Combine(!string.IsNullOrEmpty(cache) ? cache : home is "" or "/" ? temporary : Path.Combine(home, ".cache"), Name);
}
