using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Publishing.Proving.Linux;

/// <summary>Signals to processes (kill(2)).</summary>
internal static partial class Signals
{
    /// <summary>Asks a process to end.</summary>
    public const int Terminate = 15;

    /// <summary>Ends a process.</summary>
    public const int Kill = 9;

    /// <summary>Sends a signal.</summary>
    /// <returns>Whether it was sent: there is such a process, and this one may signal it.</returns>
    public static bool Send(int process, int signal) => process > 1 && SendSignal(process, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
