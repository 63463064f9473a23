using System.Reflection;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile;

/// <summary>Every hostile input, judged by the tool as a process that may use 512 MiB and 30 seconds of a processor.</summary>
[TestClass]
[DoNotParallelize]
public class HostileInputTests
{
    internal static readonly string Tool = Path.Combine(
        Sandbox.RepositoryRoot,
        "src/OpenShift.NET.Sdk.Tool/bin",
        typeof(HostileInputTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0/openshift-image.dll");

    public static IEnumerable<object[]> Inputs => typeof(HostileInput).Assembly.GetTypes()
        .Where(static t => t.IsSubclassOf(typeof(HostileInput)) && !t.IsAbstract)
        .OrderBy(static t => t.Name, StringComparer.Ordinal)
        .Select(static t => new object[] { t.Name });

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void An_input_ends_in_time_in_little_memory_with_a_verdict_on_the_image(string name)
    {
        HostileInput input = Of(name);
        string folder = Sandbox.NewFolder("hostile");
        try
        {
            LimitedResult result = LimitedProcess.Run([Tool, "check", input.Build(Directory.CreateDirectory(Path.Combine(folder, "image")).FullName), "--cache", Path.Combine(folder, "cache"), "--severity-threshold", "none"]);
            string how = FormattableString.Invariant($"{name}: exit code {result.ExitCode}, {result.PeakMemory >> 20} MiB, {result.ProcessorTime.TotalSeconds:0.0} s\n{result.Text[..Math.Min(result.Text.Length, 3000)]}");
            Console.WriteLine(how);
            Assert.IsNotNull(result.ExitCode, "Had to be ended. " + how);
            Assert.IsLessThan(LimitedProcess.Longest, result.ProcessorTime, how);
            Assert.IsLessThan(LimitedProcess.Memory, result.PeakMemory, how);
            Assert.DoesNotContain("OSC0013", result.Text, how);
            Assert.DoesNotContain("OSC0060", result.Text, how);
            Assert.AreEqual(input.Code is null ? 0 : 2, result.ExitCode, how);
            Assert.Contains(input.Code is null ? " rules passed" : $"error {input.Code}: ", result.Text, how);
            Assert.Contains(input.Says, result.Text, how);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static HostileInput Of(string name) => (HostileInput)Activator.CreateInstance(typeof(HostileInput).Assembly.GetTypes().Single(t => t.Name == name && t.IsSubclassOf(typeof(HostileInput))))!;
}
