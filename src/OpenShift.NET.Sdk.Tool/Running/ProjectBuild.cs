using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Publishing.Running;
using OpenShift.NET.Sdk.Tool.Building;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Running;

/// <summary>Builds a project up to its checked image, with the .NET SDK that is installed.</summary>
/// <param name="file">Full path of the project file.</param>
/// <param name="configuration">The configuration; <see langword="null"/> for the .NET SDK's own choice.</param>
/// <param name="framework">The target framework; <see langword="null"/> for the only one.</param>
/// <param name="often">Whether there will be other builds after the first: a process stays with the project then.</param>
internal sealed class ProjectBuild(string file, string? configuration, string? framework, bool often) : IAsyncDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(10);

    private static readonly string s_dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly BuildArguments _arguments = new(file, configuration, framework);
    private readonly string _answer = Path.Combine(Path.GetTempPath(), $"openshift-run-{Guid.NewGuid():N}");
    private BuildHost? _host;
    private bool _hasTried;

    /// <summary>The project file.</summary>
    public string File => _arguments.File;

    /// <summary>Builds.</summary>
    /// <param name="restores">Whether packages are restored first.</param>
    /// <param name="changed">Full paths of the files that have changed since the last build.</param>
    /// <param name="console">Hears what the build says.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenShiftException">OSC0065: it does not build, or has not the package.</exception>
    public async Task<BuiltProject> RunAsync(bool restores, ImmutableArray<string> changed, RunTerminal console, CancellationToken cancellationToken)
    {
        bool lacksTarget = false;
        try
        {
            bool succeeds = await BuildAsync(restores, changed, line =>
            {
                lacksTarget |= line.Contains("MSB4057", StringComparison.Ordinal) && line.Contains(BuildArguments.Target, StringComparison.Ordinal);
                console.Build(line);
            }, cancellationToken).ConfigureAwait(false);
            if (lacksTarget)
            {
                throw new OpenShiftException(
                    ToolCodes.RunFailed,
                    $"'{File}' has no target OpenShiftRun: it does not refer to OpenShift.NET.Sdk, to an older version, or is built for several target frameworks",
                    "Add <PackageReference Include=\"OpenShift.NET.Sdk\" />, of this tool's version, or name one framework with --framework.");
            }

            return succeeds && System.IO.File.Exists(_answer) && BuiltProject.Read(await System.IO.File.ReadAllLinesAsync(_answer, cancellationToken).ConfigureAwait(false)) is { } built
                ? built
                : throw new OpenShiftException(ToolCodes.RunFailed, $"'{File}' does not build", "Mend what the errors above tell.");
        }
        finally
        {
            System.IO.File.Delete(_answer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync().ConfigureAwait(false);
            System.IO.File.Delete(_answer);
        }
    }

    private async Task<bool> BuildAsync(bool restores, ImmutableArray<string> changed, Action<string> heard, CancellationToken cancellationToken)
    {
        if (often && !_hasTried)
        {
            _hasTried = true;
            _host = await BuildHost.TryStartAsync(s_dotnet, File, _answer, configuration, framework, cancellationToken).ConfigureAwait(false);
        }

        if (_host is { } host)
        {
            if (await host.BuildAsync(restores, changed, heard, cancellationToken).ConfigureAwait(false) is { } succeeds)
            {
                return succeeds;
            }

            // It is gone, whatever it was (memory, someone's kill): the next builds are processes of their own.
            await DisposeAsync().ConfigureAwait(false);
        }

        return await BuildApartAsync(restores, heard, cancellationToken).ConfigureAwait(false) == 0;
    }

    private async Task<int> BuildApartAsync(bool restores, Action<string> heard, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(s_dotnet, _arguments.Of(_answer, restores))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(File)!,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new OpenShiftException(ToolCodes.RunFailed, $"'dotnet' cannot be started: {e.Message.TrimEnd('.')}", "Install the .NET SDK 10, and put it on the PATH.", innerException: e);
        }

        using (process)
        {
            process.StandardInput.Close();
            Task read = Task.WhenAll(ReadAsync(process.StandardOutput, heard), ReadAsync(process.StandardError, heard));
            try
            {
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                await read.ConfigureAwait(false);
                return process.ExitCode;
            }
            catch (OperationCanceledException)
            {
                await EndAsync(process).ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> heard)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
            {
                heard(line);
            }
        }
    }

    // A terminal has sent Ctrl+C to the build as well; whoever ends this program alone has not.
    private static async Task EndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(EndingTime);
        try
        {
            if (!OperatingSystem.IsWindows() && !process.HasExited)
            {
                _ = UnixFile.TrySignal(process.Id, Interrupt);
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // It hears nothing.
        }

        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }
}
