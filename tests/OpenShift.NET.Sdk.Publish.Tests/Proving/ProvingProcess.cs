using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>A process that proves, to be killed: these tests' own program in another mode.</summary>
internal static class ProvingProcess
{
    /// <summary>The mode.</summary>
    public const string Mode = "prove-until-killed";

    /// <summary>Starts it; it writes <c>ready FOLDER</c> once its container runs.</summary>
    /// <param name="cache">Its cache folder.</param>
    /// <param name="mark">An argument that tells its container's process from others.</param>
    /// <param name="user">The ordinary user it runs as; <see langword="null"/> for this process's own.</param>
    public static Process Start(string cache, string mark, int? user)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        string id = user?.ToString(CultureInfo.InvariantCulture) ?? "";
        string[] become = user is null ? [] : ["setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--"];
        string[] command = [.. become, dotnet, Assembly.GetExecutingAssembly().Location, Mode, cache, mark, TestImage.BaseFile];
        return Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/" })!;
    }

    /// <summary>Is it.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        IProofScene scene = await new SandboxEngine(arguments[1]).BeginAsync(CancellationToken.None);
        IPreparedImage image = await scene.PrepareAsync(TestImage.Of(await File.ReadAllBytesAsync(arguments[3])), 1, CancellationToken.None);
        IRunningContainer container = await scene.StartAsync(
            image,
            new ContainerSpecification
            {
                Name = "app",
                Command = ["/bin/sh", "-c", $"mkdir -p /app/a/b; chmod 0 /app/a; sleep {arguments[2]} & exec sleep {arguments[2]}"],
                WorkingDirectory = "/app",
                Environment = ImmutableDictionary<string, string>.Empty,
                MemoryLimit = 100 << 20,
            },
            CancellationToken.None);
        while ((await container.ObserveAsync(CancellationToken.None)).Processes?.Length < 2)
        {
            await Task.Delay(20);
        }

        Console.WriteLine("ready " + ((SandboxScene)scene).Folder);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
