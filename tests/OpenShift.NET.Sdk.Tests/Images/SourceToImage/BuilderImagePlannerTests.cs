using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Layers;
using OpenShift.NET.Sdk.Images.SourceToImage;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.SourceToImage;

[TestClass]
public sealed class BuilderImagePlannerTests
{
    private const string Passwd = "root:x:0:0:root:/root:/bin/sh\napp:x:1654:1654::/home/app:/bin/sh\n";
    private static readonly LayerFile Shell = TestLayer.File("/bin/sh", "0755", marks: ContentMarks.Elf);

    [TestMethod]
    public void Without_a_word_of_the_project_nothing_is_planned() =>
        Assert.IsNull(BuilderImagePlanner.Plan(Images.Projects.Web(), TestLayer.Tree(Shell), new ExecutionConfig(), Command("dotnet", "/app/Web.Api.dll")));

    [TestMethod]
    public void A_builder_has_the_scripts_executable_and_the_labels_name_them()
    {
        BuilderImage builder = Plan(Wanted());
        CollectionAssert.AreEqual(
            new[] { "usr/libexec/s2i/assemble", "usr/libexec/s2i/entrypoint", "usr/libexec/s2i/run", "usr/libexec/s2i/save-artifacts", "usr/libexec/s2i/usage" },
            builder.Layer.Entries.Where(static e => !e.IsDirectory).Select(static e => e.Path).ToArray());
        Assert.IsTrue(builder.Layer.Entries.Where(static e => !e.IsDirectory).All(static e => e.Mode == 0b111_101_101));
        Assert.AreEqual(0b111_111_101, builder.Layer.Entries.Single(static e => e.Path == "opt/app-root/src").Mode);
        Assert.AreEqual(
            "io.openshift.s2i.scripts-url=image:///usr/libexec/s2i io.s2i.scripts-url=image:///usr/libexec/s2i io.openshift.s2i.destination=/tmp io.openshift.s2i.assemble-user=1001",
            string.Join(' ', builder.Labels.Select(static l => l.Name + "=" + l.Value)));
        CollectionAssert.AreEqual(new[] { "/usr/libexec/s2i/entrypoint" }, builder.Command.Entrypoint!.Value.ToArray());
        CollectionAssert.AreEqual(new[] { "/usr/libexec/s2i/run" }, builder.Command.Cmd!.Value.ToArray());
        Assert.IsFalse(builder.Layer.Entries.Any(static e => e.Text?.Contains("@SCRIPTS@", StringComparison.Ordinal) == true || e.Text?.Contains("@FOLDER@", StringComparison.Ordinal) == true || e.Text?.Contains('\r', StringComparison.Ordinal) == true));
    }

    [TestMethod]
    // The id of the base has a group of its own in the account file, which OpenShift's builder would give assemble.
    [DataRow(Passwd, "1654", null, null, "1001:0", "1001")]
    [DataRow(Passwd + "taken:x:1001:1001::/:/bin/sh\n", "1654", null, null, "1002:0", "1002")]
    [DataRow(Passwd + "default:x:1001:0::/:/bin/sh\n", null, "1001", null, "1001:0", "1001")]
    [DataRow("root:x:0:0::/root:/bin/sh\n", "1654", null, null, "1654:0", "1654")]
    // What the project says of the user stays; assemble runs as another one where its group would be lost.
    [DataRow(Passwd, null, null, "1654:0", "1654:0", "1001")]
    [DataRow(Passwd, null, null, "2000", "2000", "2000")]
    [DataRow(Passwd, null, null, "app", "app", "1001")]
    [DataRow(Passwd, null, null, "0", "0", "1001")]
    public void The_user_is_in_group_0_without_its_group_too(string passwd, string? appUid, string? baseUser, string? asked, string user, string assembleUser)
    {
        ProjectFacts facts = Wanted();
        BuilderImage builder = Plan(facts with { Image = facts.Image with { User = asked } }, new ExecutionConfig { User = baseUser, Env = appUid is null ? null : ["APP_UID=" + appUid] }, Shell, TestLayer.File("/etc/passwd", text: passwd));
        Assert.AreEqual(user, builder.User);
        Assert.AreEqual(assembleUser, builder.AssembleUser);
    }

    [TestMethod]
    public void With_the_SDK_in_the_base_it_builds_dotnet()
    {
        BuilderImage builder = Plan(Wanted(), null, Shell, TestLayer.File("/usr/share/dotnet/dotnet", "0755"), TestLayer.File("/usr/share/dotnet/sdk/10.0.100/dotnet.dll"));
        Assert.AreEqual(BuilderKind.DotnetBuilder, builder.Kind);
        Assert.Contains("dotnet publish", TextOf(builder, "usr/libexec/s2i/assemble"));
        Assert.EndsWith("exec dotnet /app/Web.Api.dll \"$@\"\n", TextOf(builder, "opt/app-root/start"));
        Assert.AreEqual(0b110_100_100, builder.Layer.Entries.Single(static e => e.Path == "usr/libexec/s2i/dotnet/describe.targets").Mode);

        // A folder of that name is no SDK.
        Assert.AreEqual(BuilderKind.ApplicationHost, Plan(Wanted(), null, Shell, TestLayer.File("/usr/share/dotnet/dotnet", "0755"), TestLayer.File("/usr/share/dotnet/sdk/readme/dotnet.dll")).Kind);
        Assert.AreEqual(BuilderKind.ApplicationHost, Plan(Wanted(), null, Shell, TestLayer.File("/app/sdk/10.0.100/dotnet.dll")).Kind);
    }

    [TestMethod]
    public void A_builder_of_dotnet_brings_libraries_along_as_a_feed_that_every_restore_looks_at()
    {
        FileTree sdk = TestLayer.Tree(Shell, TestLayer.File("/usr/share/dotnet/dotnet", "0755"), TestLayer.File("/usr/share/dotnet/sdk/10.0.100/dotnet.dll"), TestLayer.Folder("/usr"), TestLayer.Folder("/usr/share"));
        LibraryPackage[] packages = [new("Npgsql", "10.0.3", "/cache/npgsql/10.0.3", IsListed: true), new("Microsoft.Extensions.Options", "10.0.0", "/cache/o", IsListed: false)];
        BuilderImage builder = BuilderImagePlanner.Plan(Wanted(), sdk, new ExecutionConfig(), Command("dotnet", "/app/Web.Api.dll"), [.. packages])!;
        CollectionAssert.AreEqual(
            new[]
            {
                "usr/share/nuget", "usr/share/nuget/common-libraries", "usr/share/nuget/common-libraries/microsoft.extensions.options", "usr/share/nuget/common-libraries/microsoft.extensions.options/10.0.0",
                "usr/share/nuget/common-libraries/microsoft.extensions.options/10.0.0/microsoft.extensions.options.10.0.0.nupkg", "usr/share/nuget/common-libraries/microsoft.extensions.options/10.0.0/microsoft.extensions.options.10.0.0.nupkg.sha512",
                "usr/share/nuget/common-libraries/microsoft.extensions.options/10.0.0/microsoft.extensions.options.nuspec", "usr/share/nuget/common-libraries/npgsql", "usr/share/nuget/common-libraries/npgsql/10.0.3",
                "usr/share/nuget/common-libraries/npgsql/10.0.3/npgsql.10.0.3.nupkg", "usr/share/nuget/common-libraries/npgsql/10.0.3/npgsql.10.0.3.nupkg.sha512", "usr/share/nuget/common-libraries/npgsql/10.0.3/npgsql.nuspec",
            },
            builder.Libraries!.Entries.Select(static e => e.Path).ToArray());
        Assert.IsTrue(builder.Libraries.Entries.All(static e => e.Mode == (e.IsDirectory ? 0b111_101_101 : 0b110_100_100)));
        Assert.Contains(new NamedValue("RestoreAdditionalProjectSources", "/usr/share/nuget/common-libraries"), builder.Environment.ToArray());
        Assert.Contains("\nlibraries=/usr/share/nuget/common-libraries\n", TextOf(builder, "usr/libexec/s2i/assemble"));
        string usage = TextOf(builder, "usr/libexec/s2i/usage");
        Assert.Contains("\n  Npgsql 10.0.3\n", usage);
        Assert.DoesNotContain("Microsoft.Extensions.Options", usage);
        Assert.DoesNotContain("@LIBRAR", usage);

        // Without libraries nothing speaks of them.
        BuilderImage without = BuilderImagePlanner.Plan(Wanted(), sdk, new ExecutionConfig(), Command("dotnet", "/app/Web.Api.dll"))!;
        Assert.IsNull(without.Libraries);
        Assert.IsFalse(without.Environment.Any(static v => v.Name == "RestoreAdditionalProjectSources"));
        Assert.Contains("\nlibraries=\n", TextOf(without, "usr/libexec/s2i/assemble"));
    }

    [TestMethod]
    public void Libraries_are_for_a_base_with_the_SDK()
    {
        ProjectFacts facts = Wanted();
        LibraryPackage package = new("Npgsql", "10.0.3", "/cache/npgsql/10.0.3", IsListed: true);
        Assert.IsNull(BuilderImagePlanner.Plan(facts, TestLayer.Tree(Shell), new ExecutionConfig(), Command("dotnet", "/app/Web.Api.dll"), [package])!.Libraries);
        Failures.Expect(ToolCodes.InvalidProperty, () => Plan(facts with { SourceToImage = facts.SourceToImage with { LibrariesAreAsked = true } }));
    }

    [TestMethod]
    [DataRow("dotnet|/app/Web.Api.dll", "", "exec dotnet /app/Web.Api.dll \"$@\"")]
    [DataRow("/app/Web Api", "", "exec '/app/Web Api' \"$@\"")]
    [DataRow("dotnet|/app/it's.dll", "--mode|a b", "[ \"$#\" -gt 0 ] || set -- --mode 'a b'\nexec dotnet '/app/it'\\''s.dll' \"$@\"")]
    [DataRow("", "/app/run", "[ \"$#\" -gt 0 ] || set -- /app/run\nexec \"$@\"")]
    [DataRow("", "", "exec /usr/libexec/s2i/usage")]
    public void Run_starts_what_the_image_would_have_started(string entrypoint, string cmd, string line) =>
        Assert.EndsWith(line + "\n", TextOf(BuilderImagePlanner.Plan(Wanted(), TestLayer.Tree(Shell), new ExecutionConfig(), new StartCommand([.. entrypoint.Split('|', StringSplitOptions.RemoveEmptyEntries)], [.. cmd.Split('|', StringSplitOptions.RemoveEmptyEntries)], []))!, "usr/libexec/s2i/run"));

    [TestMethod]
    public void The_projects_own_scripts_stand_in_the_place_of_the_default_which_they_can_call()
    {
        ProjectFacts facts = Wanted();
        BuilderImage builder = Plan(facts with { SourceToImage = facts.SourceToImage with { Files = [new SourceToImageFile("assemble", "/src/s2i/assemble"), new SourceToImageFile("functions", "/src/s2i/functions")] } });
        Assert.AreEqual("/src/s2i/assemble", builder.Layer.Entries.Single(static e => e.Path == "usr/libexec/s2i/assemble").Source);
        Assert.AreEqual("/src/s2i/functions", builder.Layer.Entries.Single(static e => e.Path == "usr/libexec/s2i/functions").Source);
        Assert.Contains("There are no sources", TextOf(builder, "usr/libexec/s2i/default/assemble"));
        Assert.IsFalse(builder.Layer.Entries.Any(static e => e.Path == "usr/libexec/s2i/default/run"));
    }

    [TestMethod]
    public void A_folder_is_one_word_to_the_shell()
    {
        ProjectFacts facts = Wanted();
        BuilderImage builder = Plan(facts with { SourceToImage = facts.SourceToImage with { Folder = "/app/it's; rm" } });
        Assert.Contains("\nfolder='/app/it'\\''s; rm'\n", TextOf(builder, "usr/libexec/s2i/assemble"));
    }

    [TestMethod]
    public void A_base_without_a_shell_cannot_be_a_builder() =>
        Failures.Expect(ToolCodes.InvalidProperty, () => Plan(Wanted(), null, TestLayer.File("/usr/bin/dotnet", "0755")));

    [TestMethod]
    public void Links_of_the_base_are_followed_and_its_folders_left_alone()
    {
        BuilderImage builder = Plan(Wanted(), null, Shell, TestLayer.Folder("/usr"), TestLayer.Folder("/usr/lib"), TestLayer.Link("/usr/libexec", "lib"), TestLayer.Folder("/opt"));
        Assert.AreEqual("opt/app-root opt/app-root/src usr/lib/s2i", string.Join(' ', builder.Layer.Entries.Where(static e => e.IsDirectory).Select(static e => e.Path)));
    }

    [TestMethod]
    // Microsoft's images of the SDK have the variable empty, and the builder's own application may be no server.
    [DataRow("ASPNETCORE_HTTP_PORTS=", ApplicationKind.Console, "ASPNETCORE_HTTP_PORTS=8080")]
    [DataRow("", ApplicationKind.Console, "ASPNETCORE_HTTP_PORTS=8080")]
    [DataRow("ASPNETCORE_HTTP_PORTS=", ApplicationKind.Web, "ASPNETCORE_HTTP_PORTS=8080")]
    [DataRow("ASPNETCORE_URLS=http://*:9000", ApplicationKind.Console, "ASPNETCORE_URLS=http://*:9000")]
    [DataRow("ASPNETCORE_HTTP_PORTS=9000", ApplicationKind.Console, "ASPNETCORE_HTTP_PORTS=9000")]
    public async Task What_a_builder_of_dotnet_builds_is_told_where_to_listen(string environment, ApplicationKind kind, string expected)
    {
        using var folder = new TemporaryFolder();
        byte[] tar = BaseImages.Tar(BaseImages.Folder("bin/"), BaseImages.File("bin/sh", "sh"), BaseImages.File("usr/share/dotnet/dotnet", "x"), BaseImages.File("usr/share/dotnet/sdk/10.0.100/dotnet.dll", "x"));
        ProjectFacts facts = Wanted(Images.Projects.File(folder, "Web.Api.dll"));
        ImageConfig config = BaseImages.Config with { Config = BaseImages.Config.Config with { Env = [.. environment.Split(',', StringSplitOptions.RemoveEmptyEntries)] } };
        AssembledImage image = await new ImageAssembler(OpenShift.NET.Sdk.Images.Blobs.BlobCache.Open(folder["cache"]))
            .AssembleAsync(facts with { Application = facts.Application with { Kind = kind } }, BaseImages.Create(config: config, tar: tar), "example.com/base:1", folder["out/image"], null, CancellationToken.None);
        Assert.AreEqual(expected, string.Join(',', image.Image.Config.Config.Env!.Value.Where(static e => e.StartsWith("ASPNETCORE_", StringComparison.Ordinal))));
    }

    [TestMethod]
    public async Task The_layer_has_the_scripts_bytes_and_is_known_again()
    {
        using var folder = new TemporaryFolder();
        byte[] tar = BaseImages.Tar(BaseImages.Folder("bin/"), BaseImages.File("bin/sh", "sh"));
        ProjectFacts facts = Wanted(Images.Projects.File(folder, "Web.Api.dll"));
        AssembledImage first = await AssembleAsync();
        (string Name, string Text)[] scripts = [.. (await ImageValidator.ValidateAsync(first.Image))[1].Where(static e => e.DataStream is not null).Select(static e => (e.Name, new StreamReader(e.DataStream!).ReadToEnd()))];
        Assert.StartsWith("#!/bin/sh\n", scripts.Single(static s => s.Name == "usr/libexec/s2i/run").Text);
        Assert.AreEqual("builder,dotnet,web,shop", first.Image.Config.Config.Labels!["io.openshift.tags"]);
        Assert.AreEqual("/opt/app-root/src", first.Image.Config.Config.EnvironmentVariable("S2I_SOURCES"));
        Assert.IsNull(first.Image.Config.Config.Volumes);
        AssembledImage second = await AssembleAsync();
        Assert.AreEqual(first.Image.Digest, second.Image.Digest);
        Assert.IsTrue(second.Layers.Single(static l => l.Name == "source-to-image").Cached);

        Task<AssembledImage> AssembleAsync() =>
            new ImageAssembler(OpenShift.NET.Sdk.Images.Blobs.BlobCache.Open(folder["cache"])).AssembleAsync(facts, BaseImages.Create(tar: tar), "example.com/base:1", folder["out/image"], null, CancellationToken.None);
    }

    private static ProjectFacts Wanted(params PublishFile[] files) => Images.Projects.Web(files) with { SourceToImage = new SourceToImageFacts { IsWanted = true } };

    private static BuilderImage Plan(ProjectFacts facts, ExecutionConfig? config = null, params LayerFile[] files) =>
        BuilderImagePlanner.Plan(facts, TestLayer.Tree(files.Length == 0 ? [Shell] : files), config ?? new ExecutionConfig(), Command("dotnet", "/app/Web.Api.dll"))!;

    private static StartCommand Command(params string[] words) => new([.. words], null, []);

    private static string TextOf(BuilderImage builder, string path) => builder.Layer.Entries.Single(e => e.Path == path).Text!;
}
