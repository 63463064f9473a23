using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.CommonLibraries;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.CommonLibraries;

[TestClass]
public sealed class RestoredLibrariesTests : IDisposable
{
    private static readonly CommonLibrary Npgsql = new("Npgsql", "10.0.3");
    private static readonly CommonLibrary Oracle = new("Oracle", "23.9.1") { IsOptional = true };
    private readonly TemporaryFolder _folder = new();
    private readonly StageFolder _stages;

    public RestoredLibrariesTests() => _stages = new StageFolder(_folder["obj"]);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Assemble_asks_for_a_restore_once_and_has_the_packages_in_a_layer_then()
    {
        ProjectFacts facts = await FactsAsync(sdk: true, Npgsql, Oracle);
        AssembleResult asked = await AssembleAsync(facts);
        Assert.AreEqual(Path.Combine(_stages.Path, "libraries", "libraries.slnx"), asked.LibrarySolution);
        Assert.IsNull(asked.Record);
        Assert.IsFalse(File.Exists(_stages.Assembly));
        Assert.Contains("<PackageReference Include=\"Npgsql\" Version=\"[10.0.3]\" />", File.ReadAllText(_folder["obj/libraries/Npgsql/Npgsql.library.csproj"]));

        Restored("Npgsql", "10.0.3", "Microsoft.Extensions.Logging.Abstractions/10.0.0");
        Refused("Oracle", "Unable to find package Oracle. No packages exist with this id in source(s): nuget.org");
        AssembleResult made = await AssembleAsync(facts, restored: true);
        Assert.IsNull(made.LibrarySolution);
        Assert.AreEqual("common libraries", made.Record!.Layers[0].Name);
        Assert.StartsWith("1 common libraries for builds without a network, 2 packages in a layer of ", made.Libraries!);
        Assert.EndsWith("; left out, for the NuGet sources do not have them: Oracle 23.9.1", made.Libraries!);

        // Nothing is asked or restored again while it is the same and there.
        Assert.IsTrue((await AssembleAsync(facts)).Reused);
        File.Delete(_folder["packages/npgsql/10.0.3/npgsql.10.0.3.nupkg"]);
        Assert.IsNotNull((await AssembleAsync(facts)).LibrarySolution);
        Restored("Npgsql", "10.0.3", "Microsoft.Extensions.Logging.Abstractions/10.0.0");
        Assert.AreEqual(made.Record.Image, (await AssembleAsync(facts, restored: true)).Record?.Image ?? made.Record.Image);

        // What NuGet knows of another version is not for this one.
        ProjectFacts other = facts with { SourceToImage = facts.SourceToImage with { Libraries = [new CommonLibrary("Npgsql", "10.0.4")] } };
        Assert.IsNotNull((await AssembleAsync(other)).LibrarySolution);
        Assert.IsFalse(File.Exists(_folder["obj/libraries/Npgsql/obj/project.assets.json"]));
        Assert.IsFalse(Directory.Exists(_folder["obj/libraries/Oracle"]));
    }

    [TestMethod]
    public async Task A_library_that_is_not_to_be_had_ends_the_publish_with_its_name_and_a_way_out()
    {
        ProjectFacts facts = await FactsAsync(sdk: true, Npgsql, new CommonLibrary("Serilog", "4.3.0"));
        await AssembleAsync(facts);
        Refused("Npgsql", "Unable to load the service index for source https://jane:s3cr@t@feed.example.com/v3/index.json.");
        Restored("Serilog", "4.3.0");
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.LibraryNotRestored, () => AssembleAsync(facts, restored: true));
        Assert.AreEqual("The common library Npgsql 10.0.3 cannot be restored; of Npgsql NuGet says: Unable to load the service index for source https://***@feed.example.com/v3/index.json", failure.Seen);
        Assert.Contains("<OpenShiftCommonLibrary Remove=\"Npgsql\" />", failure.Remedy);
        Assert.IsFalse(File.Exists(_stages.Assembly));

        // Where NuGet itself came to nothing, what it printed says why.
        Directory.Delete(_folder["obj/libraries/Npgsql/obj"], recursive: true);
        File.WriteAllText(_folder["obj/libraries/restore.log"], "  Determining projects to restore...\n/src/nuget.config(3,4): error NU1000: NuGet.Config is not valid XML.\n");
        failure = await Failures.ExpectAsync(ToolCodes.LibraryNotRestored, () => AssembleAsync(facts, restored: true));
        Assert.Contains("NuGet says: error NU1000: NuGet.Config is not valid XML", failure.Seen);
    }

    [TestMethod]
    public async Task A_known_vulnerability_is_told()
    {
        ProjectFacts facts = await FactsAsync(sdk: true, Npgsql);
        await AssembleAsync(facts);
        Restored("Npgsql", "10.0.3");
        string assets = _folder["obj/libraries/Npgsql/obj/project.assets.json"];
        File.WriteAllText(assets, File.ReadAllText(assets).Replace("\"logs\": []", """
            "logs": [{ "code": "NU1903", "level": "Warning", "message": "Package 'Npgsql' 10.0.3 has a known high severity vulnerability, https://github.com/advisories/GHSA-x" }]
            """, StringComparison.Ordinal));
        AssembleResult made = await AssembleAsync(facts, restored: true);
        Assert.AreEqual(ToolCodes.VulnerableLibrary, made.Record!.Warnings.Single().Code);
        Assert.Contains("Package 'Npgsql' 10.0.3", made.Record.Warnings.Single().Seen);
    }

    [TestMethod]
    public async Task A_host_of_applications_has_no_use_for_them()
    {
        ProjectFacts facts = await FactsAsync(sdk: false, Npgsql);
        AssembleResult made = await AssembleAsync(facts);
        Assert.IsNull(made.LibrarySolution);
        Assert.IsNull(made.Libraries);
        Assert.IsFalse(Directory.Exists(_folder["obj/libraries"]));
        Assert.IsTrue((await AssembleAsync(facts)).Reused);
    }

    // As NuGet leaves it.
    private void Restored(string name, string version, params string[] dependencies)
    {
        string[] all = [$"{name}/{version}", .. dependencies];
        foreach (string package in all)
        {
            string path = package.ToLowerInvariant();
            string file = path.Replace('/', '.');
            _folder.Write($"packages/{path}/{file}.nupkg", "package " + package);
            _folder.Write($"packages/{path}/{file}.nupkg.sha512", "hash");
            _folder.Write($"packages/{path}/{path.Split('/')[0]}.nuspec", "<package />");
        }

        string libraries = string.Join(", ", all.Select(static p => $$"""
            "{{p}}": { "type": "package", "path": "{{p.ToLowerInvariant()}}" }
            """));
        _folder.Write($"obj/libraries/{name}/obj/project.assets.json", $$"""
            { "version": 3, "libraries": { {{libraries}} }, "packageFolders": { "{{_folder["packages"]}}/": {} }, "logs": [] }
            """);
    }

    private void Refused(string name, string message) => _folder.Write($"obj/libraries/{name}/obj/project.assets.json", $$"""
        { "version": 3, "libraries": {}, "packageFolders": {}, "logs": [{ "code": "NU1101", "level": "Error", "message": "{{message}}" }] }
        """);

    private async Task<ProjectFacts> FactsAsync(bool sdk, params CommonLibrary[] libraries)
    {
        byte[] tar = sdk
            ? BaseImages.Tar(BaseImages.Folder("bin/"), BaseImages.File("bin/sh", "sh"), BaseImages.File("usr/share/dotnet/dotnet", "x"), BaseImages.File("usr/share/dotnet/sdk/10.0.100/dotnet.dll", "x"))
            : BaseImages.Tar(BaseImages.Folder("bin/"), BaseImages.File("bin/sh", "sh"));
        await OciLayout.WriteAsync(BaseImages.Create(tar: tar), _folder["base"], [], CancellationToken.None);
        ProjectFacts facts = Sdk.Tests.Images.Projects.Web(Sdk.Tests.Images.Projects.File(_folder, "Web.Api.dll"));
        return facts with
        {
            Image = facts.Image with { BaseImageArchive = _folder["base"], BaseImageIsExplicit = true, CacheDirectory = _folder["cache"] },
            Destination = facts.Destination with { Tags = ["1.4.2"] },
            SourceToImage = new SourceToImageFacts { IsWanted = true, Libraries = [.. libraries] },
        };
    }

    private Task<AssembleResult> AssembleAsync(ProjectFacts facts, bool restored = false) =>
        new AssembleStage(new ProcessEnvironment()) { LibrariesAreRestored = restored }.RunAsync(facts, _stages, CancellationToken.None);
}
