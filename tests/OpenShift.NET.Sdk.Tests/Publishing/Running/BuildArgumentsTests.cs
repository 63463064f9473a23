using System.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Running;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.Running;

[TestClass]
public sealed class BuildArgumentsTests
{
    // What the restore is given it hands on to all projects that are referred to; whichever framework is run, a library has its own.
    [TestMethod]
    [DataRow(null, "net10.0", true, "Restore '' ''|Run '' 'net10.0'")]
    [DataRow("Release", "net10.0", true, "Restore 'Release' ''|Run 'Release' 'net10.0'")]
    [DataRow("Release", null, true, "Restore 'Release' ''|Run 'Release' ''")]
    [DataRow("Release", "net10.0", false, "Run 'Release' 'net10.0'")]
    public async Task The_framework_is_the_builds_and_the_configuration_also_the_restores(string? configuration, string? framework, bool restores, string expected)
    {
        using var folder = new TemporaryFolder();
        string project = folder.Write("a.proj", """
            <Project>
              <Target Name="Restore">
                <WriteLinesToFile File="$(_OpenShiftRunFile)" Lines="Restore '$(Configuration)' '$(TargetFramework)'" />
              </Target>
              <Target Name="_OpenShiftPrepareRun">
                <WriteLinesToFile File="$(_OpenShiftRunFile)" Lines="Run '$(Configuration)' '$(TargetFramework)'" />
              </Target>
            </Project>
            """);
        string answer = folder["answer"];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", new BuildArguments(project, configuration, framework).Of(answer, restores))
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path,
        };
        foreach (string name in (string[])["Configuration", "TargetFramework"])
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, said);
        Assert.AreEqual(expected, string.Join('|', await File.ReadAllLinesAsync(answer)));
    }
}
