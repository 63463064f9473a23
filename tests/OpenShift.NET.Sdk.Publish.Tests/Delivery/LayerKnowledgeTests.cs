using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Delivery;

/// <summary>A publish on a machine that has never seen the project, to a real registry (which knows no referrers: the lists are tags) that has.</summary>
[TestClass]
[DoNotParallelize]
public partial class LayerKnowledgeTests
{
    private const string Repository = "shop/known";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_fresh_clone_on_a_machine_without_a_cache_fetches_kilobytes_and_makes_the_same_image()
    {
        using var registry = RegistryServer.Start();
        string baseImage = EmbeddedLayout.CopyTo(registry);
        using var proxy = new CountingProxy(registry.Port);
        string[] arguments = [$"-p:ContainerBaseImage={proxy.Host}/dotnet/aspnet:10.0", $"-p:ContainerRegistry={proxy.Host}", $"-p:ContainerRepository={Repository}", "-p:OpenShiftLayerKnowledge=Trust"];
        string[] layers = [.. Inspect(baseImage)["Layers"]!.AsArray().Select(static l => l!.GetValue<string>())];

        TestProject first = TestProject.Web("<UseAppHost>false</UseAppHost>");
        first.Write("wwwroot/logo.svg", string.Concat(Enumerable.Range(0, 50_000).Select(static i => $"{i * 7919L % 104_729:x}")));
        Measure(first);
        Assert.IsTrue(Fetched(registry, layers), "nobody knew the base");

        // The same on another machine: nothing of the image is fetched, made or sent.
        TestProject same = CloneOf(first);
        (long down, long up, CommandResult result) = Measure(same);
        result.MustSay("is up to date in the registry");
        string[] requests = [.. registry.TakeRequests()];
        Assert.IsFalse(Fetched(requests, layers), string.Join('\n', requests));
        Assert.DoesNotContain(static r => r.Contains("\"PUT ", StringComparison.Ordinal) || r.Contains("\"POST ", StringComparison.Ordinal), requests);
        TestContext.WriteLine($"no change: {down} bytes down, {up} up, {requests.Length} requests");
        Assert.IsLessThan(100_000, down);
        Assert.IsLessThan(20_000, up);

        // One line changed on a third one.
        TestProject changed = CloneOf(first);
        changed.Write("Program.cs", TestProject.WebProgram.Replace("hello", "goodbye", StringComparison.Ordinal));
        (down, up, _) = Measure(changed);
        requests = [.. registry.TakeRequests()];
        TestContext.WriteLine($"one line: {down} bytes down, {up} up, {requests.Length} requests");
        Assert.IsFalse(Fetched(requests, layers), string.Join('\n', requests));
        string[] sent = [.. requests.Where(static r => r.Contains("/blobs/uploads/", StringComparison.Ordinal) && r.Contains("\"PUT ", StringComparison.Ordinal))];
        Assert.HasCount(3, sent, "the layer of the application, the configuration and what the layers were made from:\n" + string.Join('\n', requests));
        Assert.IsLessThan(150_000, down);
        Assert.IsLessThan(100_000, up);

        // The first machine, which has everything, makes the same image of it.
        first.Write("Program.cs", TestProject.WebProgram.Replace("hello", "goodbye", StringComparison.Ordinal));
        Measure(first, keepCache: true).Result.MustSay("is up to date in the registry");

        // An archive has all layers, also those that were left where they are.
        changed.Publish([.. arguments, $"-p:OpenShiftCacheDirectory={changed.Folder}/cache", $"-p:ContainerArchiveOutputPath={changed.Folder}/out.tar", "--no-build"]).MustSucceed();
        Assert.AreEqual(layers.Length, Inspect($"docker-archive:{changed.Folder}/out.tar", isReference: false)["Layers"]!.AsArray().Count - 2);

        (long Down, long Up, CommandResult Result) Measure(TestProject project, bool keepCache = false)
        {
            if (!keepCache && project != first)
            {
                registry.TakeRequests();
            }

            proxy.TakeReceived();
            proxy.TakeSent();
            CommandResult done = project.Publish([.. arguments, $"-p:OpenShiftCacheDirectory={project.Folder}/cache"]).MustSucceed();
            return (proxy.TakeReceived(), proxy.TakeSent(), done);
        }
    }

    private static bool Fetched(RegistryServer registry, string[] layers) => Fetched([.. registry.TakeRequests()], layers);

    private static bool Fetched(string[] requests, string[] layers) => requests.Any(r => r.Contains("\"GET ", StringComparison.Ordinal) && layers.Any(l => r.Contains($"/blobs/{l}", StringComparison.Ordinal)));

    private static TestProject CloneOf(TestProject project)
    {
        TestProject clone = TestProject.Web("<UseAppHost>false</UseAppHost>");
        foreach (string file in Directory.GetFiles(project.Folder, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(project.Folder, file);
            if (!Built().IsMatch(relative))
            {
                clone.Write(relative, File.ReadAllText(file));
            }
        }

        return clone;
    }

    private static JsonNode Inspect(string image, bool isReference = true) =>
        JsonNode.Parse(Command.Run("skopeo", "inspect", "--tls-verify=false", isReference ? $"docker://{image}" : image).MustSucceed().Output)!;

    [GeneratedRegex(@"^(bin|obj|cache)/")]
    private static partial Regex Built();
}
