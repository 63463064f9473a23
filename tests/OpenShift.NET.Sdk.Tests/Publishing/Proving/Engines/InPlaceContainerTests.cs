using System.Collections.Immutable;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.InPlace;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Engines;

/// <summary>Processes that leave the group of the one that started them.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class InPlaceContainerTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("osi-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    private InPlaceContainer Start(string script)
    {
        var specification = new ContainerSpecification
        {
            Name = "shop",
            Command = ["/app/Shop"],
            WorkingDirectory = "/app",
            Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin"),
        };
        var container = new InPlaceContainer(specification, InPlaceSurroundings.Of("", "", "", false, false), new InPlaceCommand("/bin/sh", ["-c", script]), new InPlaceFolder(), Path.Combine(_folder, "groups"), _folder);
        container.Start();
        return container;
    }

    [TestMethod]
    public async Task One_that_holds_the_outputs_open_does_not_hold_up_the_end()
    {
        await using InPlaceContainer container = Start("echo said; setsid sleep 30 & sleep 0.3; exit 3");
        Assert.AreEqual(3, (await container.Exit.WaitAsync(TimeSpan.FromSeconds(20))).Code);
        Assert.AreEqual("said", container.Log.Single().Text);
    }

    [TestMethod]
    public async Task One_that_still_comes_from_it_is_killed_with_it()
    {
        await using InPlaceContainer container = Start("setsid sleep 30 & echo $!; wait");
        for (int i = 0; i < 500 && (container.Log.IsEmpty || !Command(container.Log[0].Text).StartsWith("sleep", StringComparison.Ordinal)); i++)
        {
            await Task.Delay(20);
        }

        string child = container.Log.Single().Text;
        Assert.StartsWith("sleep", Command(child));
        await container.KillAsync(CancellationToken.None);
        Assert.AreEqual(137, (await container.Exit.WaitAsync(TimeSpan.FromSeconds(20))).Code);
        for (int i = 0; i < 500 && Command(child).Length > 0; i++)
        {
            await Task.Delay(20);
        }

        Assert.AreEqual("", Command(child));
    }

    // Empty for a process that is gone, or has ended and was not waited for.
    private static string Command(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
