using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace OpenShift.NET.Sdk.Tool.Building;

/// <summary>A process that stays with a project, so that builds after the first one find MSBuild and the compiler warm.</summary>
internal sealed class BuildHost : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(10);

    private readonly BuildHostOptions _options;
    private readonly string _dotnet;
    private readonly Process _process;
    private readonly BinaryWriter _writer;
    private readonly BinaryReader _reader;

    private BuildHost(BuildHostOptions options, string dotnet, Process process)
    {
        (_options, _dotnet, _process) = (options, dotnet, process);
        _writer = new BinaryWriter(process.StandardInput.BaseStream, Encoding.UTF8);
        _reader = new BinaryReader(process.StandardOutput.BaseStream, Encoding.UTF8);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>Starts one; <see langword="null"/> where it does not run, and builds have to be processes of their own.</summary>
    public static async Task<BuildHost?> TryStartAsync(string dotnet, string file, string answer, string? configuration, string? framework, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(file)!;
        if (await SdkFolder.FindAsync(dotnet, folder, cancellationToken).ConfigureAwait(false) is not { } sdk)
        {
            return null;
        }

        var options = new BuildHostOptions(sdk, file, answer, CompilerServer.NewName(), configuration, framework);
        BuildHost host;
        try
        {
            var start = new ProcessStartInfo(dotnet, ["exec", "--runtimeconfig", options.RuntimeConfiguration, typeof(BuildHost).Assembly.Location, .. options.ToArguments()])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = folder,
            };
            host = new BuildHost(options, dotnet, Process.Start(start)!);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return null;
        }

        try
        {
            if (await Task.Run(() => host.Read(static _ => { }), cancellationToken).WaitAsync(StartTime, cancellationToken).ConfigureAwait(false) == BuildAnswer.Ready)
            {
                return host;
            }
        }
        catch (TimeoutException)
        {
            // As one that does not run.
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await host.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>Builds.</summary>
    /// <returns>Whether it has succeeded; <see langword="null"/> when the process is gone.</returns>
    public async Task<bool?> BuildAsync(bool restores, ImmutableArray<string> changed, Action<string> heard, CancellationToken cancellationToken)
    {
        Task<BuildAnswer?> answer = Task.Run(
            () =>
            {
                try
                {
                    new BuildRequest(restores, changed).Write(_writer);
                }
                catch (IOException)
                {
                    return null;
                }

                return Read(heard);
            },
            cancellationToken);
        return await answer.WaitAsync(cancellationToken).ConfigureAwait(false) switch
        {
            BuildAnswer.Succeeded => true,
            BuildAnswer.Failed => false,
            _ => null,
        };
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone.
        }

        using var limit = new CancellationTokenSource(EndingTime);
        try
        {
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            try
            {
                _process.Kill(entireProcessTree: true);
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
            {
                // It has ended by itself.
            }
        }

        // Whatever ended it, its compiler's server does not know.
        if (!_process.HasExited || _process.ExitCode != ExitCodes.Clean)
        {
            await Task.Run(() => CompilerServer.End(_options, _dotnet)).ConfigureAwait(false);
        }

        _process.Dispose();
    }

    // Until an answer that is no line.
    private BuildAnswer? Read(Action<string> heard)
    {
        try
        {
            while (true)
            {
                var answer = (BuildAnswer)_reader.ReadByte();
                if (answer != BuildAnswer.Line)
                {
                    return answer;
                }

                heard(_reader.ReadString());
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }
}
