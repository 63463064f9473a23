namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>What has changed since the last publish of a solution.</summary>
internal enum SolutionChange
{
    /// <summary>A line in one service.</summary>
    OneService,

    /// <summary>A line in the library that all services refer to.</summary>
    Library,

    /// <summary>Nothing.</summary>
    Nothing,
}
