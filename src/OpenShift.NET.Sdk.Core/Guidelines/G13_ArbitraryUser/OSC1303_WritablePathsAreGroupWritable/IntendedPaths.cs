using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1303_WritablePathsAreGroupWritable;

/// <summary>The paths that project and image configuration say are written to.</summary>
internal static class IntendedPaths
{
    /// <summary>Each path with where it is named and how severe it can be at most that it cannot be written.</summary>
    public static IEnumerable<(string Path, Location Where, Severity? AtMost)> Of(Publication publication)
    {
        foreach (WritablePath path in publication.Project?.Image.WritablePaths ?? [])
        {
            // A volume that is yet to be made gets its folder from the container runtime.
            if (path.Volume == VolumeKind.None || Exists(publication, path.Path))
            {
                yield return (ImagePath.Normalize(path.Path), Location.OfProperty(publication.Project!, "OpenShiftWritablePath", path.Path), null);
            }
        }

        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = Math.Max(entry.IndexOf('=', StringComparison.Ordinal), 0);
            string name = entry[..equals];
            if (IsFolderVariable(name) && publication.Config.Config.EnvironmentVariable(name) is { } value && value.StartsWith('/'))
            {
                // Not every program writes below HOME; those that must be able to extract themselves do not start otherwise.
                Location where = Location.OfEnvironment(publication, name);
                yield return (ImagePath.Normalize(value), where with { Text = $"{where.Text}={value}" }, name == "DOTNET_BUNDLE_EXTRACT_BASE_DIR" ? null : Severity.Warning);
            }
        }
    }

    private static bool IsFolderVariable(string name) => name is
        "HOME" or "DOTNET_BUNDLE_EXTRACT_BASE_DIR" or "TMPDIR" or "ASPNETCORE_TEMP" or "DOTNET_CLI_HOME"
        or "XDG_CACHE_HOME" or "XDG_CONFIG_HOME" or "XDG_DATA_HOME" or "XDG_STATE_HOME" or "XDG_RUNTIME_DIR";

    private static bool Exists(Publication publication, string path) => publication.Files.TryResolve(path, out _);
}
