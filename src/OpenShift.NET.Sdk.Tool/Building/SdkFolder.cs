using System.ComponentModel;
using System.Diagnostics;

namespace OpenShift.NET.Sdk.Tool.Building;

/// <summary>Finds the .NET SDK that <c>dotnet</c> takes in a folder, whatever a global.json there says.</summary>
internal static class SdkFolder
{
    /// <summary>Its folder; <see langword="null"/> when <c>dotnet</c> takes none, or has not the parts of it that are needed.</summary>
    public static async Task<string?> FindAsync(string dotnet, string folder, CancellationToken cancellationToken)
    {
        // "10.0.401", and of the others "10.0.401 [/usr/share/dotnet/sdk]".
        string?[] answers = await Task.WhenAll(AskAsync(dotnet, "--version", folder, cancellationToken), AskAsync(dotnet, "--list-sdks", folder, cancellationToken)).ConfigureAwait(false);
        return answers is [{ } version, { } all] ? Find(version.Trim(), all) : null;
    }

    internal static string? Find(string version, string all)
    {
        foreach (string line in all.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith(version + " [", StringComparison.Ordinal) && line.EndsWith(']'))
            {
                string sdk = Path.Combine(line[(version.Length + 2)..^1], version);
                if (File.Exists(Path.Combine(sdk, "Microsoft.Build.dll")) && File.Exists(Path.Combine(sdk, "MSBuild.runtimeconfig.json")))
                {
                    return sdk;
                }
            }
        }

        return null;
    }

    private static async Task<string?> AskAsync(string dotnet, string question, string folder, CancellationToken cancellationToken)
    {
        try
        {
            var start = new ProcessStartInfo(dotnet, [question]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
            start.Environment["DOTNET_NOLOGO"] = "1";
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string answer = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0 ? answer : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return null;
        }
    }
}
