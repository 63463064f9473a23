using System.Collections.Immutable;
using System.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>What the tests of all engines do with containers.</summary>
internal static class ProofSteps
{
    /// <summary>How long a step may take on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>A container of <see cref="TestImage"/> that runs a script.</summary>
    public static ContainerSpecification Shell(string script, params ContainerVolume[] volumes) => new()
    {
        Name = "app",
        Command = ["/bin/sh", "-c", script],
        WorkingDirectory = "/app",
        Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin"),
        Volumes = [.. volumes],
    };

    /// <summary>A volume with nothing in it.</summary>
    public static ContainerVolume Fresh(string path, string? shared = null) => new(path, false, ImmutableDictionary<string, byte[]>.Empty, shared);

    /// <summary>What a container has written, standard output first: the two are two pipes, and which of them is read first is nobody's promise.</summary>
    public static string Text(IRunningContainer container) => string.Join('\n', container.Log.OrderBy(static l => l.IsError).Select(static l => l.Text));

    /// <summary>Runs a container to its end.</summary>
    public static async Task<(string Text, ContainerExit Exit)> RunAsync(IProofScene scene, IPreparedImage image, ContainerSpecification specification)
    {
        await using IRunningContainer container = await scene.StartAsync(image, specification, CancellationToken.None);
        ContainerExit exit = await container.Exit.WaitAsync(Patience);
        return (Text(container), exit);
    }

    /// <summary>Waits until a container has written a text.</summary>
    public static async Task WaitForAsync(IRunningContainer container, string text)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!Text(container).Contains(text, StringComparison.Ordinal))
        {
            Assert.IsLessThan(Patience, clock.Elapsed, Text(container));
            Assert.IsFalse(container.Exit.IsCompleted, Text(container));
            await Task.Delay(10);
        }
    }

    /// <summary>The command lines of this machine's processes.</summary>
    public static IEnumerable<string> CommandLines() => Directory.GetDirectories("/proc").Where(static p => char.IsAsciiDigit(Path.GetFileName(p)[0])).Select(static p =>
    {
        try
        {
            return File.ReadAllText(p + "/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return "";
        }
    });

    /// <summary>Those that hold a mark, the proving process aside.</summary>
    public static string Processes(string mark) =>
        string.Join('\n', CommandLines().Where(l => l.Contains(mark, StringComparison.Ordinal) && !l.Contains(KilledProof.Mode, StringComparison.Ordinal)));
}
