using System.Diagnostics;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Runs the <c>dotnet</c> command, each time as a fresh process that shares nothing with the one before: start-up is part of what a user waits for.</summary>
/// <param name="temporary">Folder for temporary files; the .NET SDK keeps its base layers there.</param>
internal sealed class Dotnet(string temporary)
{
    /// <returns>How long it ran.</returns>
    public async Task<TimeSpan> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["TMPDIR"] = temporary;
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["NuGetAudit"] = "false";
        foreach (string inherited in (string[])["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "DOTNET_HOST_PATH", "DOTNET_ROOT"])
        {
            start.Environment.Remove(inherited);
        }

        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().ConfigureAwait(false);
        TimeSpan time = Stopwatch.GetElapsedTime(started);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}\n{await output.ConfigureAwait(false)}{await errors.ConfigureAwait(false)}");
        }

        return time;
    }
}
