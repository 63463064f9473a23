using System.ComponentModel;
using System.Diagnostics;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>
/// Runs the stages in the program of that name, which lies beside the tasks. A build is a fresh process, in which the JIT would take longer than the stages
/// themselves; as a native program they have nothing to compile. Where it cannot run, the build runs the stages itself.
/// </summary>
internal sealed class StagesProgram : IPublishSession
{
    private const string FileName = "openshift-stages";

    // It starts in some hundredths of a second; this is for machines on which a hundred others start.
    private const int GreetingMilliseconds = 20_000;

    private readonly Process _process;
    private readonly StageClient _client;
    private readonly System.Threading.Tasks.Task<string> _complaints;

    private StagesProgram(Process process)
    {
        _process = process;
        _client = new StageClient(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        _complaints = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it ended before the build did.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="why">Why it does not run although it is there.</param>
    /// <returns><see langword="null"/> when there is none, or it does not run here.</returns>
    public static StagesProgram? TryStart(out string? why)
    {
        why = null;
        string path = Path.Combine(Path.GetDirectoryName(typeof(StagesProgram).Assembly.Location)!, FileName);
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return null;
        }

        StagesProgram? program = null;
        try
        {
            // NuGet unpacks files without the right to execute them.
            UnixFileMode mode = File.GetUnixFileMode(path);
            if ((mode & UnixFileMode.UserExecute) == 0)
            {
                File.SetUnixFileMode(path, mode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }

            var start = new ProcessStartInfo(path) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            Process process = Process.Start(start)!;
            program = new StagesProgram(process);
            using var limit = new Timer(static p => End((Process)p!), process, GreetingMilliseconds, Timeout.Infinite);
            if (program._client.IsGreeted())
            {
                return program;
            }

            why = $"'{path}' is of another build than the tasks";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            why = $"'{path}' does not run here: {program?.Complaint() ?? e.Message}";
        }

        program?.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public StageResult Run(StageRequest request, IStageLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(log);
        try
        {
            return _client.Run(request, log, cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            HasEnded = true;
            log.Diagnostic(
                Severity.Error,
                ToolCodes.Unexpected,
                $"The process that runs OpenShift.NET.Sdk's stages ended in {request.Stage}. When it was not ended from outside (by hand, for want of memory), this is a defect of OpenShift.NET.Sdk: report it with a detailed build log; -p:OpenShiftNativeTasks=false does without that process.",
                null);
            log.Message(StageImportance.Low, Complaint() ?? e.Message);
            return new StageResult();
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        // It ends when its input does.
        _client.Dispose();
        _process.Dispose();
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    private string? Complaint()
    {
        try
        {
            return _process.WaitForExit(TimeSpan.FromSeconds(2)) && _complaints.Wait(TimeSpan.FromSeconds(1)) && _complaints.Result.Trim() is { Length: > 0 } text ? text : null;
        }
        catch (AggregateException)
        {
            return null;
        }
    }
}
