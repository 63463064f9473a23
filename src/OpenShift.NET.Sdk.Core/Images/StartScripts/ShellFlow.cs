namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>Where a run goes after a statement.</summary>
internal enum ShellFlow
{
    /// <summary>To the next statement, in some runs at least.</summary>
    Continues,

    /// <summary>Out of the function or the sourced file, in every run.</summary>
    Returns,

    /// <summary>Nowhere: the script has ended or another program has taken its place, in every run.</summary>
    Ends,

    /// <summary>Nowhere: the script has ended with an error, in every run.</summary>
    Fails,
}
