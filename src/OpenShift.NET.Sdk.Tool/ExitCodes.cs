namespace OpenShift.NET.Sdk.Tool;

/// <summary>What the command's end says to scripts.</summary>
internal static class ExitCodes
{
    /// <summary>Nothing was found at the threshold.</summary>
    public const int Clean = 0;

    /// <summary>Something was found at the threshold.</summary>
    public const int Findings = 1;

    /// <summary>The image could not be judged.</summary>
    public const int CouldNotRun = 2;

    /// <summary>Ctrl-C (128 + SIGINT, as shells have it).</summary>
    public const int Interrupted = 130;
}
