namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>What is different from the publish before.</summary>
internal enum Change
{
    /// <summary>There was none before; the base image has been seen.</summary>
    First,

    /// <summary>One line of the program.</summary>
    OneLine,

    /// <summary>Nothing.</summary>
    None,
}
