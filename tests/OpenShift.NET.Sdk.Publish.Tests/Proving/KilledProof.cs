using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Publishing.Proving.Docker;
using OpenShift.NET.Sdk.Publishing.Proving.InPlace;
using OpenShift.NET.Sdk.Publishing.Proving.Podman;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>A process that proves with an engine, to be killed: these tests' own program in another mode.</summary>
internal static class KilledProof
{
    /// <summary>The mode.</summary>
    public const string Mode = "prove-with-engine-until-killed";

    /// <summary>Starts it; it writes <c>ready NAME USER</c>, the name of its scene and the user id in its container, once that runs.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="path">The PATH that has its program.</param>
    /// <param name="mark">An argument that tells its container's processes from others.</param>
    /// <param name="user">The ordinary user it runs as; <see langword="null"/> for this process's own.</param>
    /// <param name="home">That user's home.</param>
    public static Process Start(string engine, string path, string mark, string? user = null, string? home = null)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        string[] become = user is null ? [] : ["setpriv", "--reuid", user, "--regid", user, "--init-groups", "--"];
        string[] command = [.. become, dotnet, Assembly.GetExecutingAssembly().Location, Mode, engine, path, mark, TestImage.BaseFile];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        if (home is not null)
        {
            start.WorkingDirectory = home;
            start.Environment["HOME"] = home;
            start.Environment.Remove("XDG_RUNTIME_DIR");
        }

        return Process.Start(start)!;
    }

    /// <summary>Is it.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var environment = new EnginePath(arguments[2]);
        IRunEngine engine = arguments[1] switch
        {
            "podman" => new PodmanEngine(environment),
            "docker" => new DockerEngine(environment),
            _ => new InPlaceEngine(environment),
        };
        IProofScene scene = await engine.BeginAsync(CancellationToken.None);
        IPreparedImage image = await scene.PrepareAsync(TestImage.Of(await File.ReadAllBytesAsync(arguments[4])), 0, CancellationToken.None);
        IRunningContainer container = await scene.StartAsync(
            image,
            new ContainerSpecification
            {
                Name = "app",
                Command = ["/bin/sh", "-c", $"echo up; sleep {arguments[3]} & sleep {arguments[3]}"],
                WorkingDirectory = "/app",
                Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin"),
                Volumes = [new ContainerVolume("/tmp", false, ImmutableDictionary<string, byte[]>.Empty)],
            },
            CancellationToken.None);
        while (container.LogLines == 0 && !container.Exit.IsCompleted)
        {
            await Task.Delay(20);
        }

        Console.WriteLine(FormattableString.Invariant($"ready {(scene is EngineScene own ? own.Name.NameOf(null) : "in-place")} {container.UserId}"));
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
