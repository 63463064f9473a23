using System.Diagnostics;

namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>Runs a command to its end.</summary>
internal static class Command
{
    /// <summary>Standard output of a command that must succeed.</summary>
    /// <exception cref="RunFailure">It did not.</exception>
    public static async Task<string> OutputAsync(string program, IEnumerable<string> arguments, string? input, IEnumerable<(string Name, string Value)>? environment, CancellationToken cancel)
    {
        (int code, string output, string errors) = await RunAsync(program, arguments, input, environment, cancel).ConfigureAwait(false);
        return code == 0 ? output : throw new RunFailure($"{program} {string.Join(' ', arguments)}\n{errors}");
    }

    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string program, IEnumerable<string> arguments, string? input, IEnumerable<(string Name, string Value)>? environment, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        // What `dotnet run` hands down to this process would make an inner dotnet take the outer one's SDK files.
        foreach (string inherited in (string[])["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "DOTNET_HOST_PATH", "DOTNET_ROOT"])
        {
            start.Environment.Remove(inherited);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancel);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancel).ConfigureAwait(false);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
