using System.Diagnostics;
using System.Text;

namespace OpenShift.NET.Sdk.Publish.Tests.Solutions;

/// <summary>A publish that runs beside others.</summary>
internal sealed class RunningPublish : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(4);

    private readonly StringBuilder _text = new();
    private readonly Process _process;

    public RunningPublish(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" } };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Add(e.Data);
        _process.ErrorDataReceived += (_, e) => Add(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public void WaitUntil(string says, Func<bool>? holds = null) =>
        Assert.IsTrue(SpinWait.SpinUntil(() => (Text.Contains(says, StringComparison.Ordinal) && holds?.Invoke() != false) || Pause(), s_longest), $"It never said '{says}': {Text}");

    public string MustSucceed()
    {
        Assert.IsTrue(_process.WaitForExit(s_longest), "It did not end: " + Text);
        _process.WaitForExit();
        Assert.AreEqual(0, _process.ExitCode, Text);
        return Text;
    }

    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static bool Pause()
    {
        Thread.Sleep(20);
        return false;
    }

    private void Add(string? line)
    {
        lock (_text)
        {
            _text.AppendLine(line);
        }
    }
}
