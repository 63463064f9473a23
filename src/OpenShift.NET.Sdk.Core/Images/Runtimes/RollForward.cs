namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>How far the .NET host may go from the version of a framework that is asked for (dotnet/designs, "Framework version resolution").</summary>
internal enum RollForward
{
    /// <summary>The exact version.</summary>
    Disable,

    /// <summary>The same minor version, the highest patch.</summary>
    LatestPatch,

    /// <summary>The same major version, the lowest minor version; the host's default.</summary>
    Minor,

    /// <summary>The same major version, the highest minor version.</summary>
    LatestMinor,

    /// <summary>Any higher version, the lowest one.</summary>
    Major,

    /// <summary>Any higher version, the highest one.</summary>
    LatestMajor,
}
