using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Stages;

/// <summary>A publish that is interrupted while it waits for a registry that never answers.</summary>
[TestClass]
public sealed class CancelledPublishTests
{
    [TestMethod]
    [DataRow("true")]
    [DataRow("false")]
    public async Task Interrupting_ends_the_publish_at_once_with_a_coded_error_and_nothing_written(string native)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        TestProject project = TestProject.Web();
        project.Dotnet(null, "restore").MustSucceed();
        string archive = Path.Combine(project.Folder, "out.tar");
        string cache = Sandbox.NewFolder("cache");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = project.Folder };
        foreach (string argument in (string[])
        [
            "publish", project.ProjectFile, "-t:PublishContainer", "--no-restore", "-nologo", "-tl:off", $"-p:OpenShiftNativeTasks={native}", $"-p:OpenShiftCacheDirectory={cache}",
            $"-p:ContainerBaseImage=localhost:{((IPEndPoint)silent.LocalEndpoint).Port}/dotnet/aspnet:10.0", $"-p:ContainerArchiveOutputPath={archive}",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process publish = Process.Start(start)!;
        Task<string> output = publish.StandardOutput.ReadToEndAsync();
        Task<string> errors = publish.StandardError.ReadToEndAsync();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
            using TcpClient waiting = await silent.AcceptTcpClientAsync(limit.Token);

            // The question is asked ahead, while Describe runs; Assemble then waits for its answer.
            while (!File.Exists(Path.Combine(project.Intermediate, "facts.json")))
            {
                await Task.Delay(100, limit.Token);
            }

            await Task.Delay(3000, limit.Token);
            Command.Run("kill", "-INT", publish.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).MustSucceed();
            long interrupted = Stopwatch.GetTimestamp();
            await publish.WaitForExitAsync(limit.Token);
            Assert.IsLessThan(TimeSpan.FromSeconds(30), Stopwatch.GetElapsedTime(interrupted), "The registry would have had minutes to answer.");
        }
        finally
        {
            if (!publish.HasExited)
            {
                publish.Kill(entireProcessTree: true);
            }
        }

        string said = await output + await errors;
        Assert.AreNotEqual(0, publish.ExitCode, said);
        Assert.Contains("error OSC0014: The publish was cancelled.", said);
        Assert.DoesNotContain("   at ", said);
        Assert.IsFalse(File.Exists(archive));
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Intermediate, "image")), "No half image.");
        Assert.IsFalse(IsRunningFor(project), "What ran the stages ends with the build.");
    }

    private static bool IsRunningFor(TestProject project)
    {
        foreach (Process process in Process.GetProcessesByName("openshift-stages"))
        {
            using (process)
            {
                if (new FileInfo($"/proc/{process.Id}/cwd").LinkTarget is { } folder && folder.StartsWith(project.Folder, StringComparison.Ordinal) && !process.WaitForExit(TimeSpan.FromSeconds(5)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
