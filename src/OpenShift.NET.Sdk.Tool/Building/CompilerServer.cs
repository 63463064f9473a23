using System.ComponentModel;
using System.Diagnostics;

namespace OpenShift.NET.Sdk.Tool.Building;

/// <summary>
/// The server of the compiler of C# and Visual Basic that builds of one run have of their own: it has their environment, values of settings among it, and whoever builds otherwise neither waits for it nor ends it.
/// </summary>
internal static class CompilerServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A name that nobody else has.</summary>
    public static string NewName() => $"openshift-image-{Guid.NewGuid():N}";

    /// <summary>Ends it, where there is one.</summary>
    public static void End(BuildHostOptions options, string dotnet)
    {
        string program = Path.Combine(options.Sdk, "Roslyn", "bincore", "VBCSCompiler.dll");
        if (!File.Exists(program))
        {
            return;
        }

        try
        {
            var start = new ProcessStartInfo(dotnet, [program, "-shutdown", "-pipename:" + options.Compiler]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            using Process process = Process.Start(start)!;
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
            }
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // It ends by itself when nothing was asked of it for ten minutes.
        }
    }
}
