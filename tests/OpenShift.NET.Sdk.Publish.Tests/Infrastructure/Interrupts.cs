using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>
/// Whether programs that tests start hear SIGINT. A shell starts what it runs in the background with the signal ignored, children inherit that, and
/// an ignored signal stays ignored in them: a test that interrupts a program would wait in vain.
/// </summary>
internal static partial class Interrupts
{
    private const int SigInt = 2;
    private const nint Default = 0;
    private const nint Ignore = 1;

    /// <summary>Gives the signal its default effect back where this process ignores it.</summary>
    public static void AreHeardByChildren()
    {
        if (!OperatingSystem.IsWindows() && SetDisposition(SigInt, Default) is var before && before != Ignore)
        {
            // What the runtime has set stays.
            SetDisposition(SigInt, before);
        }
    }

    /// <summary>Ignores the signal, as a shell's background does.</summary>
    /// <returns>What undoes it.</returns>
    public static nint AreIgnored() => SetDisposition(SigInt, Ignore);

    /// <summary>Undoes <see cref="AreIgnored"/>.</summary>
    public static void Restore(nint before) => SetDisposition(SigInt, before);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetDisposition(int number, nint handler);
}
