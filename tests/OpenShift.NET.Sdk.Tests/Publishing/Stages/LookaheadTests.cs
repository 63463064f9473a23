using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

[TestClass]
public sealed class LookaheadTests : IDisposable
{
    private const string Reference = "registry.example.com/dotnet/aspnet:10.0";
    private static readonly Digest Known = Digest.Of("image"u8);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lookahead-");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    [DataRow("OpenShiftBaseImageArchive", "base.tar")]
    [DataRow("OpenShiftEmbeddedBase", "always")]
    [DataRow("ContainerBaseImage", "no reference at all")]
    public void Without_a_registry_to_ask_nothing_is_asked(string property, string value) =>
        Assert.IsNull(BaseLookahead.Start(Input((property, value)), new BrokenEnvironment()));

    [TestMethod]
    public async Task A_failure_to_ask_is_the_failure_of_the_stage_that_takes_the_answer()
    {
        using BaseLookahead ahead = BaseLookahead.Start(Input(), new BrokenEnvironment())!;
        await Failures.ExpectAsync(ToolCodes.CredentialsUnreadable, () => ahead.TakeAsync(ImageReference.Parse(Reference), new DestinationFacts(), null, CancellationToken.None));
    }

    [TestMethod]
    public async Task An_answer_to_another_question_is_not_taken()
    {
        using BaseLookahead ahead = BaseLookahead.Start(Input(("ContainerRegistry", "push.example.com"), ("OpenShiftInsecureRegistries", "one:5000; two:5000")), new BrokenEnvironment())!;
        var destination = new DestinationFacts { Registry = "push.example.com", InsecureRegistries = ["one:5000", "two:5000"] };
        Assert.IsNull(await ahead.TakeAsync(ImageReference.Parse("registry.example.com/dotnet/aspnet:9.0"), destination, null, CancellationToken.None));
        Assert.IsNull(await ahead.TakeAsync(ImageReference.Parse(Reference), destination with { Registry = "registry.example.com" }, null, CancellationToken.None), "credentials depend on where is pushed to");
        Assert.IsNull(await ahead.TakeAsync(ImageReference.Parse(Reference), destination with { InsecureRegistries = ["one:5000"] }, null, CancellationToken.None));
        await Failures.ExpectAsync(ToolCodes.CredentialsUnreadable, () => ahead.TakeAsync(ImageReference.Parse(Reference), destination, null, CancellationToken.None));
    }

    [TestMethod]
    public async Task The_registry_is_asked_for_tags_ahead_only_when_there_was_a_publish_to_it_before()
    {
        var folder = new StageFolder(_folder.FullName);
        ProjectFacts facts = Facts();
        Assert.IsNull(DeliveryLookahead.Start(facts, folder, new BrokenEnvironment()));

        await File.WriteAllTextAsync(folder.AssemblyStamp, $"f\n{Known}\n{Reference}\n{Known}\n\n");
        using DeliveryLookahead? ahead = DeliveryLookahead.Start(facts, folder, new BrokenEnvironment());
        Assert.IsNotNull(ahead);
        Assert.IsNull(DeliveryLookahead.Start(facts with { Destination = facts.Destination with { ArchivePath = "image.tar" } }, folder, new BrokenEnvironment()));
        Assert.IsNull(DeliveryLookahead.Start(facts with { Destination = facts.Destination with { Registry = null } }, folder, new BrokenEnvironment()));
    }

    [TestMethod]
    public async Task Where_asking_ahead_failed_Deliver_asks_for_itself()
    {
        var folder = new StageFolder(_folder.FullName);
        ProjectFacts facts = Facts();
        await File.WriteAllTextAsync(folder.AssemblyStamp, $"f\n{Known}\n{Reference}\n{Known}\n\n");
        using DeliveryLookahead ahead = DeliveryLookahead.Start(facts, folder, new BrokenEnvironment())!;
        Assert.IsNull(await ahead.AnswerAsync(facts.Destination, Known, CancellationToken.None));
        using var deliver = new DeliverStage(new BrokenEnvironment());
        await Failures.ExpectAsync(ToolCodes.CredentialsUnreadable, () => deliver.TryLeaveAsync(facts, folder, ahead, CancellationToken.None));
    }

    [TestMethod]
    public async Task The_rehearsal_of_Check_comes_to_its_end() =>
        Assert.IsTrue(await Rehearsal.RunAsync(Facts(), CancellationToken.None), "what fails half-way leaves the rest to be compiled later");

    private static ProjectFacts Facts() => new()
    {
        Identity = new ProjectIdentity { Name = "Shop", ProjectFile = "/src/Shop.csproj", AssemblyName = "Shop", Version = "1.4.2" },
        Destination = new DestinationFacts { Registry = "registry.example.com", Repository = "shop", Tags = ["1.4.2"] },
    };

    private static ProjectInput Input(params (string Name, string Value)[] properties)
    {
        ImmutableDictionary<string, string> all = ImmutableDictionary<string, string>.Empty.Add("ContainerBaseImage", Reference);
        foreach ((string name, string value) in properties)
        {
            all = all.SetItem(name, value);
        }

        return new ProjectInput(all, []);
    }

    /// <summary>Fails before anything is sent.</summary>
    private sealed class BrokenEnvironment : IEnvironment
    {
        public string HomeFolder => "";

        public string? Variable(string name) => throw new OpenShiftException(ToolCodes.CredentialsUnreadable, "The environment is broken", "Mend it.");
    }
}
