using NuGet.Versioning;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>A shared framework that a <c>runtimeconfig.json</c> asks for.</summary>
/// <param name="Name">Its name, <c>Microsoft.NETCore.App</c>.</param>
/// <param name="Version">The lowest version that serves.</param>
/// <param name="RollForward">How far the host may go from it.</param>
/// <param name="ApplyPatches">Whether a higher patch of the same minor version is taken (<c>applyPatches</c>, of old files).</param>
internal sealed record FrameworkReference(string Name, NuGetVersion Version, RollForward RollForward, bool ApplyPatches = true)
{
    private bool ToHighest => RollForward is RollForward.LatestMinor or RollForward.LatestMajor;

    // How wide the range is: exact, patch, minor, major.
    private int Range => RollForward switch
    {
        RollForward.Disable => 0,
        RollForward.LatestPatch => 1,
        RollForward.Minor or RollForward.LatestMinor => 2,
        _ => 3,
    };

    /// <summary>Whether a version that is not lower serves.</summary>
    public bool Accepts(NuGetVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version == Version
            || (version > Version
                && (version.Major != Version.Major ? Range == 3
                    : version.Minor != Version.Minor ? Range >= 2
                    : version.Patch != Version.Patch ? Range >= 2 || (Range == 1 && ApplyPatches)
                    : Range >= 1));
    }

    /// <summary>The version the host takes of those that are installed; <see langword="null"/> when none serves.</summary>
    /// <param name="installed">The versions.</param>
    /// <param name="toPrerelease">Whether prereleases count as much as releases (<c>DOTNET_ROLL_FORWARD_TO_PRERELEASE=1</c>).</param>
    public NuGetVersion? Choose(IReadOnlyCollection<NuGetVersion> installed, bool toPrerelease)
    {
        // A reference to a release takes a prerelease only when no release serves.
        return (Version.IsPrerelease || toPrerelease ? null : Best(installed.Where(static v => !v.IsPrerelease))) ?? Best(installed);
    }

    /// <summary>What serves both references; <see langword="null"/> when nothing can.</summary>
    public FrameworkReference? With(FrameworkReference other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (FrameworkReference lower, FrameworkReference higher) = Version <= other.Version ? (this, other) : (other, this);
        if (!lower.Accepts(higher.Version))
        {
            return null;
        }

        bool highest = ToHighest || other.ToHighest;
        return higher with
        {
            ApplyPatches = ApplyPatches && other.ApplyPatches,
            RollForward = Math.Min(Range, other.Range) switch
            {
                0 => RollForward.Disable,
                1 => RollForward.LatestPatch,
                2 => highest ? RollForward.LatestMinor : RollForward.Minor,
                _ => highest ? RollForward.LatestMajor : RollForward.Major,
            },
        };
    }

    private NuGetVersion? Best(IEnumerable<NuGetVersion> versions)
    {
        NuGetVersion[] accepted = [.. versions.Where(Accepts).Order()];
        if (accepted.Length == 0 || ToHighest)
        {
            return accepted.LastOrDefault();
        }

        // The nearest minor version, and of that the newest patch.
        return !ApplyPatches || Range == 0 ? accepted[0] : accepted.Last(v => v.Major == accepted[0].Major && v.Minor == accepted[0].Minor);
    }
}
