using System.Collections.Immutable;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

[TestClass]
public sealed class StageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StageFolder _stages;

    public StageTests() => _stages = new StageFolder(_folder["obj"]);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Nothing_is_assembled_again_until_something_changes()
    {
        ProjectFacts facts = await FactsAsync();
        AssembleResult first = await AssembleAsync(facts);
        Assert.IsFalse(first.Reused);
        Assert.AreEqual("1654:0", first.Record!.User);
        Assert.IsTrue((await AssembleAsync(facts)).Reused);

        File.WriteAllText(facts.Files[0].Source, "another program");
        AssembleResult changed = await AssembleAsync(facts);
        Assert.IsFalse(changed.Reused);
        Assert.AreNotEqual(first.Record!.Image, changed.Record!.Image);

        Assert.IsTrue((await AssembleAsync(facts)).Reused);
        File.SetLastWriteTimeUtc(facts.Files[0].Source, DateTime.UtcNow.AddMinutes(-1));
        Assert.IsTrue((await AssembleAsync(facts)).Reused, "touched, not changed");

        // Same size, and so soon after the last publish that the time stamp may be the same.
        File.WriteAllText(facts.Files[0].Source, "another PROGRAM");
        File.SetLastWriteTimeUtc(facts.Files[0].Source, DateTime.UtcNow);
        Assert.IsFalse((await AssembleAsync(facts)).Reused);

        Assert.IsFalse((await AssembleAsync(facts with { Image = facts.Image with { User = "2000" } })).Reused);
        Directory.Delete(_stages.Image, recursive: true);
        Assert.IsFalse((await AssembleAsync(facts with { Image = facts.Image with { User = "2000" } })).Reused);
        File.WriteAllText(_stages.AssemblyStamp, "damaged");
        Assert.IsFalse((await AssembleAsync(facts)).Reused);
    }

    [TestMethod]
    public async Task A_program_that_is_replaced_while_it_is_layered_is_not_delivered_and_not_kept()
    {
        ProjectFacts facts = await FactsAsync();
        byte[] noise = new byte[24 * 1024 * 1024];
        new Random(1).NextBytes(noise);
        File.WriteAllBytes(_folder["noise.bin"], noise);
        facts = facts with { Files = [.. facts.Files, new PublishFile { Path = "noise.bin", Source = _folder["noise.bin"] }] };
        await AssembleAsync(facts);

        // The stamp goes when the fingerprint is made and before anything is layered, which takes its time.
        facts = facts with { Image = facts.Image with { User = "2000" } };
        noise[0] ^= 1;
        File.WriteAllBytes(_folder["noise.bin"], noise);
        Task replaced = Task.Factory.StartNew(() => { SpinWait.SpinUntil(() => !File.Exists(_stages.AssemblyStamp)); File.WriteAllText(facts.Files[0].Source, "of another publish"); }, TaskCreationOptions.LongRunning);
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.AnotherVersion, () => AssembleAsync(facts));
        await replaced;
        // Told by the one that was reading the file, or by the one that looks at all of them afterwards.
        Assert.Contains($"{facts.Files[0].Path}", failure.Seen);
        Assert.Contains(" changed while ", failure.Seen);
        await Failures.ExpectAsync(ToolCodes.InvalidFacts, () => DeliverableImage.OpenAsync(facts, _stages, CancellationToken.None));
        Assert.IsFalse((await AssembleAsync(facts)).Reused);
    }

    [TestMethod]
    public async Task What_the_stage_folder_holds_of_the_environment_is_for_its_owner()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        ProjectFacts facts = await FactsAsync();
        const string Value = "t0ken-0f-an-envir0nment";
        facts = facts with { Image = facts.Image with { Environment = [new NamedValue("API_TOKEN", Value)] } };
        await AssembleAsync(facts);
        string[] holders = [.. Directory.EnumerateFiles(_stages.Path, "*", SearchOption.AllDirectories).Where(static f => File.ReadAllText(f).Contains(Value, StringComparison.Ordinal))];
        Assert.IsNotEmpty(holders);
        foreach (string file in holders.Append(_stages.Assembly))
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file), file);
        }
    }

    [TestMethod]
    public async Task The_code_quality_report_is_whole_again_after_a_publish_that_changes_nothing()
    {
        ProjectFacts facts = await FactsAsync();
        await AssembleAsync(facts);
        string quality = _folder["out/quality.json"];
        facts = facts with { Checks = facts.Checks with { CodeQualityFile = quality, CodeQualityPlatforms = ["linux-x64"] } };
        await CheckAsync(facts);
        string first = File.ReadAllText(quality);
        Assert.Contains("check_name", first);

        // Another project made the file anew meanwhile.
        File.WriteAllText(quality, "[]\n");
        await CheckAsync(facts);
        Assert.AreEqual(first, File.ReadAllText(quality));
    }

    [TestMethod]
    public async Task Another_base_image_in_the_same_place_is_noticed()
    {
        ProjectFacts facts = await FactsAsync();
        Digest first = (await AssembleAsync(facts)).Record!.BaseDigest;
        Directory.Delete(_folder["base"], recursive: true);
        await OciLayout.WriteAsync(BaseImages.Create(tar: BaseImages.Tar(BaseImages.Folder("opt/"), BaseImages.Folder("opt/more/"))), _folder["base"], [], CancellationToken.None);
        AssembleResult second = await AssembleAsync(facts);
        Assert.IsFalse(second.Reused);
        Assert.AreNotEqual(first, second.Record!.BaseDigest);
    }

    [TestMethod]
    public async Task A_failed_assembly_leaves_nothing_to_deliver()
    {
        ProjectFacts facts = await FactsAsync();
        await AssembleAsync(facts);
        await Failures.ExpectAsync(ToolCodes.PublishFileUnreadable, () => AssembleAsync(facts with { Files = [facts.Files[0] with { Source = _folder["missing.dll"] }] }));
        await Failures.ExpectAsync(ToolCodes.InvalidFacts, () => DeliverableImage.OpenAsync(facts, _stages, CancellationToken.None));
    }

    [TestMethod]
    public async Task The_report_is_shown_again_while_nothing_changed_and_made_anew_when_a_setting_does()
    {
        ProjectFacts facts = await FactsAsync();
        await AssembleAsync(facts);
        CheckResult first = await CheckAsync(facts);
        DateTime written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_stages.Sarif, written);
        CheckResult again = await CheckAsync(facts);
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(_stages.Sarif));
        Assert.IsNotEmpty(first.Messages);
        CollectionAssert.AreEqual(first.Messages.ToArray(), again.Messages.ToArray());
        Assert.AreEqual(first.Summary, again.Summary);

        string config = _folder.Write(".editorconfig", "root = true\n[*]\ndotnet_diagnostic.OSC0101.severity = none\n");
        await CheckAsync(facts with { Checks = facts.Checks with { EditorConfigFiles = [config] } });
        Assert.AreNotEqual(written, File.GetLastWriteTimeUtc(_stages.Sarif));
        using var sarif = JsonDocument.Parse(File.ReadAllBytes(_stages.Sarif));
        Assert.AreEqual("2.1.0", sarif.RootElement.GetProperty("version").GetString());
    }

    [TestMethod]
    public async Task A_suppression_that_expires_is_held_against_every_new_day()
    {
        ProjectFacts facts = await FactsAsync();
        facts = facts with { Image = facts.Image with { User = "0" }, Checks = facts.Checks with { Suppressions = [new SuppressionFact("OSC1301", null, "on its way", "2026-06-30")] } };
        await AssembleAsync(facts);
        Assert.AreEqual(0, (await CheckAsync(facts, new DateOnly(2026, 6, 30))).Messages.Count(m => m.Code == "OSC1301"));
        Assert.AreEqual(1, (await CheckAsync(facts, new DateOnly(2026, 7, 1))).Messages.Count(m => m.Code == "OSC1301"));
    }

    [TestMethod]
    public async Task A_baseline_is_written_silences_and_says_what_is_fixed()
    {
        ProjectFacts facts = await FactsAsync();
        facts = facts with { Image = facts.Image with { User = "0" }, Checks = facts.Checks with { BaselineFile = _folder["b.sarif"] } };
        await AssembleAsync(facts);
        Assert.IsTrue((await CheckAsync(facts)).Messages.Any(m => m is { Code: "OSC1301", Severity: Severity.Error }));

        CheckResult written = await CheckAsync(facts with { Checks = facts.Checks with { BaselineUpdate = true } });
        Assert.AreEqual(1, written.Messages.Count(m => m.Code == ToolCodes.BaselineWritten));
        byte[] bytes = File.ReadAllBytes(_folder["b.sarif"]);
        CheckResult quiet = await CheckAsync(facts);
        Assert.AreEqual(0, quiet.Messages.Count(m => m.Severity > Severity.Info));
        Assert.Contains("in the baseline", quiet.Summary);
        Assert.AreEqual(0, quiet.Messages.Count(m => m.Code is ToolCodes.BaselineWritten or ToolCodes.BaselineFixed));

        await CheckAsync(facts with { Checks = facts.Checks with { BaselineUpdate = true } });
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(_folder["b.sarif"]));

        ProjectFacts mended = facts with { Image = facts.Image with { User = "1654" } };
        await AssembleAsync(mended);
        Assert.AreEqual(1, (await CheckAsync(mended)).Messages.Count(m => m.Code == ToolCodes.BaselineFixed));

        File.WriteAllText(_folder["b.sarif"], "damaged");
        await Failures.ExpectAsync(ToolCodes.InvalidBaseline, () => CheckAsync(mended));
        File.Delete(_folder["b.sarif"]);
        await Failures.ExpectAsync(ToolCodes.InvalidBaseline, () => CheckAsync(mended with { Checks = mended.Checks with { BaselineIsExplicit = true } }));
    }

    [TestMethod]
    public async Task The_report_for_people_is_written_where_and_when_it_is_asked_for()
    {
        ProjectFacts facts = await FactsAsync();
        await AssembleAsync(facts);
        await CheckAsync(facts with { Checks = facts.Checks with { HtmlReport = false } });
        Assert.IsFalse(File.Exists(_stages.Html));
        await CheckAsync(facts with { Checks = facts.Checks with { HtmlReportFile = _folder["out/r.html"] } });
        Assert.IsTrue(File.Exists(_folder["out/r.html"]));
        await CheckAsync(facts);
        DateTime written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_stages.Html, written);
        await CheckAsync(facts);
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(_stages.Html));
        File.Delete(_stages.Html);
        await CheckAsync(facts);
        Assert.IsTrue(File.Exists(_stages.Html));
    }

    [TestMethod]
    public async Task A_contract_is_written_once_and_then_held_against_the_image()
    {
        ProjectFacts facts = await FactsAsync();
        facts = facts with { Identity = facts.Identity with { ProjectFile = _folder["project/Web.Api.csproj"] }, Image = facts.Image with { Ports = [new PortFact(8080, "tcp", "ContainerPort"), new PortFact(9090, "tcp", "ContainerPort")] } };
        await AssembleAsync(facts);
        var update = new CheckStage(new SarifOptions { ToolVersion = "1.0.0" }, new DateOnly(2026, 1, 1), updateContract: true);
        Assert.AreEqual(0, (await update.RunAsync(facts, _stages, CancellationToken.None)).Messages.Count(m => m.Code == "OSC0204"));
        string contract = File.ReadAllText(_folder["project/container.contract.json"]);
        Assert.Contains("9090/tcp", contract);

        facts = facts with { Image = facts.Image with { Ports = [facts.Image.Ports[0]] } };
        await AssembleAsync(facts);
        CheckMessage broken = (await CheckAsync(facts)).Messages.First(m => m.Code == "OSC0204");
        Assert.Contains("Port 9090/tcp is exposed no more", broken.Text);
        Assert.AreEqual(_folder["project/container.contract.json"], broken.Place?.File);
        Assert.AreEqual(contract, File.ReadAllText(_folder["project/container.contract.json"]), "only written when asked to");

        // The file counts, not only the project: corrected by hand it holds at once.
        File.WriteAllText(_folder["project/container.contract.json"], contract.Replace("9090", "8080", StringComparison.Ordinal));
        Assert.AreEqual(0, (await CheckAsync(facts)).Messages.Count(m => m.Code == "OSC0204"));
        File.WriteAllText(_folder["project/container.contract.json"], "{");
        await Failures.ExpectAsync(ToolCodes.InvalidConfigurationFile, () => CheckAsync(facts));
    }

    [TestMethod]
    public async Task A_Dockerfile_is_judged_as_it_is_now()
    {
        ProjectFacts facts = await FactsAsync();
        string path = _folder.Write("project/Dockerfile", "FROM debian:13\n");
        facts = facts with { Checks = facts.Checks with { Dockerfiles = [path] } };
        await AssembleAsync(facts);
        Assert.AreEqual(0, (await CheckAsync(facts)).Messages.Count(m => m.Place?.File == path));
        File.WriteAllText(path, "FROM debian\n");
        Assert.AreEqual("OSC0101", (await CheckAsync(facts)).Messages.Single(m => m.Place?.File == path).Code);
    }

    [TestMethod]
    public async Task The_archive_is_the_image_that_was_checked_and_is_not_written_twice()
    {
        ProjectFacts facts = await FactsAsync();
        facts = facts with { Destination = facts.Destination with { ArchivePath = _folder["out/image.tar"], ArchiveFormat = ArchiveFormat.OciArchive, Tags = ["1.4.2", "1.4"] } };
        AssembleResult assembled = await AssembleAsync(facts);
        DeliveryResult first = await DeliverAsync(facts);
        CollectionAssert.AreEqual(new[] { "shop/web-api:1.4.2", "shop/web-api:1.4" }, first.Names.ToArray());
        Image read = await LocalImageSource.Open(_folder["out/image.tar"]).ResolveAsync(new Platform("linux", "amd64"), CancellationToken.None);
        Assert.AreEqual(assembled.Record!.Image, read.Digest);

        DateTime written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        DateTime left = File.GetLastWriteTimeUtc(_folder["out/image.tar"]);
        await DeliverAsync(facts);
        Assert.AreEqual(left, File.GetLastWriteTimeUtc(_folder["out/image.tar"]));
        File.SetLastWriteTimeUtc(_folder["out/image.tar"], written);
        await DeliverAsync(facts);
        Assert.AreNotEqual(written, File.GetLastWriteTimeUtc(_folder["out/image.tar"]));
    }

    [TestMethod]
    public async Task An_archive_goes_through_a_link_and_into_a_device_every_time()
    {
        ProjectFacts facts = await FactsAsync();
        await AssembleAsync(facts);
        Directory.CreateDirectory(_folder["out"]);
        File.CreateSymbolicLink(_folder["out/latest.tar"], "image.tar");
        ProjectFacts linked = facts with { Destination = facts.Destination with { ArchivePath = _folder["out/latest.tar"] } };
        Assert.StartsWith("Wrote ", (await DeliverAsync(linked)).Message);
        Assert.IsNotNull(new FileInfo(_folder["out/latest.tar"]).LinkTarget);
        Assert.IsGreaterThan(1024, new FileInfo(_folder["out/image.tar"]).Length);
        Assert.Contains("nothing was written", (await DeliverAsync(linked)).Message);

        if (OperatingSystem.IsLinux())
        {
            ProjectFacts device = facts with { Destination = facts.Destination with { ArchivePath = "/dev/null" } };
            for (int i = 0; i < 2; i++)
            {
                Assert.AreEqual("Wrote shop/web-api:1.4.2 into /dev/null.", (await DeliverAsync(device)).Message);
            }
        }
    }

    [TestMethod]
    public async Task A_folder_that_is_no_layout_of_ours_is_left_alone()
    {
        ProjectFacts facts = await FactsAsync();
        await AssembleAsync(facts);
        string mine = _folder.Write("out/layout/mine.txt", "mine");
        await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => DeliverAsync(facts with { Destination = facts.Destination with { ArchivePath = _folder["out/layout"], ArchiveFormat = ArchiveFormat.OciLayout } }));
        CollectionAssert.AreEqual(new[] { mine }, Directory.GetFileSystemEntries(_folder["out/layout"]));
    }

    [TestMethod]
    [DataRow(ArchiveFormat.OciArchive)]
    [DataRow(ArchiveFormat.OciLayout)]
    public async Task Several_platforms_go_under_one_index(ArchiveFormat format)
    {
        ProjectFacts facts = await FactsAsync();
        await AssembleAsync(facts);
        DeliverableImage amd64 = await DeliverableImage.OpenAsync(facts, _stages, CancellationToken.None);
        var arm64 = amd64.Image.Config with { Architecture = "arm64" };
        byte[] config = ImageJson.Write(arm64);
        ImageManifest manifest = amd64.Image.Manifest with { Config = amd64.Image.Manifest.Config with { Digest = Digest.Of(config), Size = config.Length } };
        byte[] bytes = ImageJson.Write(manifest);
        var other = new Image(new Descriptor(manifest.MediaType, Digest.Of(bytes), bytes.Length), bytes, manifest, config, arm64, amd64.Image.Blobs);
        PlatformIndex index = PlatformIndex.Of([other, amd64.Image]);
        facts = facts with { Destination = facts.Destination with { ArchivePath = _folder["out/both"], ArchiveFormat = format, Tags = ["1"] } };
        using var deliver = new DeliverStage(new NoEnvironment());
        await deliver.RunAsync([amd64 with { Facts = facts }, amd64 with { Facts = facts, Image = other }], index, CancellationToken.None);

        LocalImageSource source = LocalImageSource.Open(_folder["out/both"]);
        Assert.AreEqual(other.Digest, (await source.ResolveAsync(new Platform("linux", "arm64"), CancellationToken.None)).Digest);
        Assert.AreEqual(amd64.Image.Digest, (await source.ResolveAsync(new Platform("linux", "amd64"), CancellationToken.None)).Digest);
        Assert.AreEqual(index.Descriptor.Digest, PlatformIndex.Of([amd64.Image, other]).Descriptor.Digest, "the order of the images does not matter");
    }

    [TestMethod]
    public async Task Without_a_destination_and_an_engine_the_remedy_names_both()
    {
        ProjectFacts facts = await FactsAsync();
        await AssembleAsync(facts);
        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.LocalRegistryFailed, () => DeliverAsync(facts));
        Assert.Contains("ContainerRegistry", e.Remedy);
        e = await Failures.ExpectAsync(ToolCodes.LocalRegistryFailed, () => DeliverAsync(facts with { Destination = facts.Destination with { LocalRegistry = "Podman" } }));
        Assert.Contains("podman", e.Seen);
    }

    private async Task<ProjectFacts> FactsAsync()
    {
        await OciLayout.WriteAsync(BaseImages.Create(), _folder["base"], [], CancellationToken.None);
        ProjectFacts facts = Sdk.Tests.Images.Projects.Web(Sdk.Tests.Images.Projects.File(_folder, "Web.Api.dll"), Sdk.Tests.Images.Projects.File(_folder, "Dapper.dll", FileOrigin.Package));
        return facts with
        {
            Image = facts.Image with { BaseImageArchive = _folder["base"], BaseImageIsExplicit = true, CacheDirectory = _folder["cache"] },
            Destination = facts.Destination with { Tags = ["1.4.2"] },
        };
    }

    private Task<AssembleResult> AssembleAsync(ProjectFacts facts) => new AssembleStage(new NoEnvironment()).RunAsync(facts, _stages, CancellationToken.None);

    private Task<CheckResult> CheckAsync(ProjectFacts facts, DateOnly? today = null) =>
        new CheckStage(new SarifOptions { ToolVersion = "1.0.0" }, today ?? new DateOnly(2026, 1, 1)).RunAsync(facts, _stages, CancellationToken.None);

    private async Task<DeliveryResult> DeliverAsync(ProjectFacts facts)
    {
        using var deliver = new DeliverStage(new NoEnvironment());
        return await deliver.RunAsync([await DeliverableImage.OpenAsync(facts, _stages, CancellationToken.None)], null, CancellationToken.None);
    }

    private sealed class NoEnvironment : IEnvironment
    {
        public string HomeFolder => "";

        public string? Variable(string name) => null;
    }
}
