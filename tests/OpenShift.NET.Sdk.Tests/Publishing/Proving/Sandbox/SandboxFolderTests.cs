using System.Collections.Immutable;
using System.Net;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Sandbox;

/// <summary>What bubblewrap is told of a container, and what lies on disk for it.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class SandboxFolderTests
{
    private static readonly ContainerSpecification Shop = new()
    {
        Name = "shop",
        Command = ["/app/Shop"],
        WorkingDirectory = "/app",
        Environment = ImmutableDictionary<string, string>.Empty.Add("Jwt__Key", "s3cret"),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("osf-").FullName;
    private int _count;

    private string Shared => Path.Combine(_folder, "shared");

    [TestInitialize]
    public void Make()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "image/app"));
        Directory.CreateDirectory(Shared);
    }

    [TestCleanup]
    public void Remove()
    {
        foreach (string folder in Directory.GetDirectories(_folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            UnixFile.SetMode(folder, 0b111_000_000);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private SandboxFolder Create(ContainerSpecification specification) => SandboxFolder.Create(
        Path.Combine(_folder, FormattableString.Invariant($"{++_count}")), Shared, [Path.Combine(_folder, "image")], specification, IPAddress.Parse("10.128.0.2"), ImmutableDictionary<string, IPAddress>.Empty, null, null);

    private static string[] Arguments(SandboxFolder folder) => File.ReadAllText(Path.Combine(folder.Path, "arguments")).Split('\0');

    [TestMethod]
    public void A_zero_byte_is_refused_wherever_it_stands_and_no_value_is_repeated()
    {
        const string Hostile = "s3cret\0--bind\0/\0/host";
        ImmutableDictionary<string, byte[]> none = ImmutableDictionary<string, byte[]>.Empty;
        foreach ((string what, ContainerSpecification specification) in ((string, ContainerSpecification)[])
        [
            ("environment variable 'Jwt__Key'", Shop with { Environment = Shop.Environment.SetItem("Jwt__Key", Hostile) }),
            ("name of an environment variable", Shop with { Environment = Shop.Environment.SetItem(Hostile, "x") }),
            ("working directory", Shop with { WorkingDirectory = "/" + Hostile }),
            ("command", Shop with { Command = ["/app/Shop", Hostile] }),
            ("path of a volume", Shop with { Volumes = [new ContainerVolume("/" + Hostile, false, none)] }),
            ("name of a file in the volume '/data'", Shop with { Volumes = [new ContainerVolume("/data", true, none.Add(Hostile, []))] }),
            ("name", Shop with { Name = Hostile }),
        ])
        {
            OpenShiftException failure = Failures.Expect(ToolCodes.RunEngineFailed, () => Create(specification));
            Assert.Contains($"{what} has a zero byte", failure.Message);
            Assert.AreEqual(specification.Name == Hostile, failure.Message.Contains("s3cret", StringComparison.Ordinal), failure.Message);
        }

        Assert.AreEqual("s3cret", Arguments(Create(Shop)).SkipWhile(static a => a != "Jwt__Key").ElementAt(1));
    }

    [TestMethod]
    public void A_volume_that_is_one_file_is_mounted_as_that_file()
    {
        ImmutableDictionary<string, byte[]> single = ImmutableDictionary<string, byte[]>.Empty.Add("", "settings"u8.ToArray());
        SandboxFolder folder = Create(Shop with
        {
            Volumes =
            [
                new ContainerVolume("/app/appsettings.Production.json", true, single),
                new ContainerVolume("/data", false, ImmutableDictionary<string, byte[]>.Empty),
                new ContainerVolume("/data/conf/own.json", true, single),
            ],
        });
        string[] arguments = Arguments(folder);
        foreach (string path in (string[])["/app/appsettings.Production.json", "/data/conf/own.json"])
        {
            int at = Array.IndexOf(arguments, path);
            Assert.AreEqual("--ro-bind", arguments[at - 2]);
            Assert.AreEqual("settings", File.ReadAllText(arguments[at - 1]));
        }

        string data = arguments[Array.IndexOf(arguments, "/data") - 1];
        Assert.IsLessThan(Array.IndexOf(arguments, "/data/conf/own.json"), Array.IndexOf(arguments, "/data"));
        Assert.AreEqual(0, new FileInfo(Path.Combine(folder.Path, "mounts/app/appsettings.Production.json")).Length);
        Assert.AreEqual(0, new FileInfo(Path.Combine(data, "conf/own.json")).Length);
        Assert.IsEmpty(folder.Written(), "what something is mounted on was not written by the application");
    }

    [TestMethod]
    public void Below_a_claim_that_others_have_written_nothing_is_made_on_this_machine()
    {
        ImmutableDictionary<string, byte[]> none = ImmutableDictionary<string, byte[]>.Empty;
        ContainerSpecification specification = Shop with
        {
            WorkingDirectory = "/data/work/now",
            Volumes = [new ContainerVolume("/data", false, none, "claim"), new ContainerVolume("/data/cache", false, none), new ContainerVolume("/data/conf/own.json", true, none.Add("", [1]))],
        };
        string[] first = Arguments(Create(specification));
        string outside = Path.Combine(_folder, "outside");
        Directory.CreateDirectory(outside);
        string claim = first[Array.IndexOf(first, "/data") - 1];
        Assert.AreEqual(Shared, Path.GetDirectoryName(claim));
        Assert.IsEmpty(Directory.GetFileSystemEntries(claim));

        // As a container may have left it.
        foreach (string name in (string[])["work", "conf", "cache"])
        {
            File.CreateSymbolicLink(Path.Combine(claim, name), outside);
        }

        string[] second = Arguments(Create(specification));
        Assert.IsEmpty(Directory.GetFileSystemEntries(outside));
        int bind = Array.IndexOf(second, "/data");
        foreach (string made in (string[])["/data/cache", "/data/conf", "/data/work/now"])
        {
            int at = Array.IndexOf(second, made);
            Assert.AreEqual("--dir", second[at - 1]);
            Assert.IsGreaterThan(bind, at);
        }
    }

    [TestMethod]
    public void Folders_of_scenes_whose_process_is_gone_are_known()
    {
        SceneName own = SceneName.Create();
        SceneName gone = own with { Started = own.Started + 1 };
        foreach (SceneName name in (SceneName[])[own, gone, gone with { Machine = "0123456789ab" }])
        {
            Directory.CreateDirectory(Path.Combine(Shared, "openshift-proof-" + name));
        }

        Directory.CreateDirectory(Path.Combine(Shared, "openshift-proof-of-somebody"));
        Directory.CreateSymbolicLink(Path.Combine(Shared, "openshift-proof-" + (gone with { Random = "01234567" })), _folder);
        Assert.AreEqual(Path.Combine(Shared, "openshift-proof-" + gone), SandboxScene.Abandoned(Shared).Single());
    }
}
