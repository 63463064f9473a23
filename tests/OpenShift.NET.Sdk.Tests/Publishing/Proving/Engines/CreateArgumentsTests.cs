using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Engines;

/// <summary>The command lines that podman and docker get.</summary>
[TestClass]
public sealed class CreateArgumentsTests
{
    private static readonly ImmutableDictionary<string, byte[]> NoFiles = ImmutableDictionary<string, byte[]>.Empty;

    private static EngineManner Manner(bool isPodman, SceneNetworkKind network, bool limitsMemory = true, ImmutableArray<string> limits = default) => new()
    {
        Client = new EngineClient(isPodman ? "podman" : "docker", "/usr/bin/engine", []),
        Facts = new EngineFacts { IsPodman = isPodman, Version = "1", LimitsMemory = limitsMemory },
        Network = network,
        HasFolders = true,
        Limits = limits.IsDefault ? [] : limits,
    };

    private static CreateArguments Of(EngineManner manner, string? network) => new()
    {
        Manner = manner,
        Specification = new ContainerSpecification
        {
            Name = "shop",
            Command = ["dotnet", "Shop.dll", "--x=[1]"],
            WorkingDirectory = "/app",
            Environment = ImmutableDictionary<string, string>.Empty.Add("SECRET", "do not tell"),
            ReadOnlyRoot = true,
            MemoryLimit = 268435456,
            Ports = [8080, 8443],
        },
        Scene = "s",
        ContainerName = "c",
        Image = "localhost/openshift-prove/s:1",
        UserId = 1000660000,
        EnvironmentFile = "/tmp/e",
        InheritedVariables = ["LINES"],
        RemovedVariables = ["OF_IMAGE"],
        Network = network,
        Volumes =
        [
            new MountedVolume(new ContainerVolume("/tmp", false, NoFiles), "/t/0", IsFolder: true),
            new MountedVolume(new ContainerVolume("/keys", false, NoFiles, "keys"), "/t/1", IsFolder: true),
            new MountedVolume(new ContainerVolume("/conf", true, NoFiles), "volume", IsFolder: false),
        ],
        SystemFiles = [("/etc/hosts", "/t/hosts")],
    };

    [TestMethod]
    public void Podman_gets_what_restricted_v2_asks_for_and_no_network()
    {
        string line = string.Join(' ', Of(Manner(true, SceneNetworkKind.Forwarded, limits: ["--ulimit", "nofile=5:5"]), null).Build());
        Assert.AreEqual(
            "create --pull=never --name c --label net.openshift.sdk.prove=s --hostname shop --user 1000660000:0 --workdir /app --cap-drop=ALL --security-opt=no-new-privileges --restart=no"
            + " --env-file /tmp/e --ulimit nofile=5:5 --env LINES --http-proxy=false --unsetenv OF_IMAGE --read-only --read-only-tmpfs=false --memory 268435456 --memory-swap 268435456"
            + " --network none --volume /t/0:/tmp:rw,Z --volume /t/1:/keys:rw,z --volume volume:/conf:ro,nocopy --volume /t/hosts:/etc/hosts:ro,Z"
            + " --entrypoint dotnet localhost/openshift-prove/s:1 Shop.dll --x=[1]",
            line);
        Assert.DoesNotContain("do not tell", line);
    }

    [TestMethod]
    public void Docker_gets_a_network_of_the_scene_and_removes_variables_its_own_way()
    {
        string line = string.Join(' ', Of(Manner(false, SceneNetworkKind.Addresses, limitsMemory: false), "n").Build());
        Assert.Contains("--env LINES --env OF_IMAGE --no-healthcheck --sysctl net.ipv4.ip_unprivileged_port_start=1024 --read-only --network n --network-alias shop --dns 127.0.0.1", line);
        Assert.DoesNotContain("--memory", line);
        Assert.DoesNotContain("--publish", line);
        Assert.DoesNotContain("tmpfs=", line);
        Assert.DoesNotContain("--unsetenv", line);
    }

    [TestMethod]
    public void An_engine_on_another_machine_publishes_the_ports_on_the_loopback_address_only()
    {
        string line = string.Join(' ', Of(Manner(false, SceneNetworkKind.PublishedPorts), "n").Build());
        Assert.Contains("--publish 127.0.0.1::8080 --publish 127.0.0.1::8443", line);
    }

    [TestMethod]
    public void A_program_that_begins_with_a_bracket_is_no_JSON()
    {
        CreateArguments arguments = Of(Manner(true, SceneNetworkKind.Forwarded), null);
        ImmutableArray<string> line = (arguments with { Specification = arguments.Specification with { Command = ["[", "-f", "x"] } }).Build();
        Assert.AreEqual("[\"[\"]", line[line.IndexOf("--entrypoint") + 1]);
    }

    [TestMethod]
    public void Values_go_into_the_file_or_the_environment_of_the_engine_and_never_on_its_command_line()
    {
        var environment = ContainerEnvironment.Of(new Dictionary<string, string>
        {
            ["PLAIN"] = "a=b # c ",
            ["LINES"] = "one\ntwo",
            ["QUOTED"] = "\"x",
            ["PATH"] = "\"/bin",
            ["#ODD"] = "1",
            ["EMPTY"] = "",
        });
        Assert.AreEqual("EMPTY=\nPATH=\"/bin\nPLAIN=a=b # c \n", environment.File);
        CollectionAssert.AreEquivalent((string[])["LINES", "QUOTED", "#ODD"], environment.Inherited.Keys.ToArray());
    }

    [TestMethod]
    [DataRow("HTTPS_PROXY", "a\nb")]
    [DataRow("DOCKER_HOST", "a\nb")]
    [DataRow("A B", "x")]
    [DataRow("", "x")]
    [DataRow("ZERO", "a\0b")]
    public void What_would_reach_the_engine_itself_or_cannot_be_written_is_refused(string name, string value)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => ContainerEnvironment.Of(new Dictionary<string, string> { [name] = value }));
        Assert.AreEqual("OSC0094", e.Code);
        Assert.DoesNotContain("a\nb", e.Message);
    }

    [TestMethod]
    public void Limits_are_those_of_this_process_and_not_more_processes_than_a_pod_has()
    {
        const string Limits = """
            Limit                     Soft Limit           Hard Limit           Units
            Max cpu time              unlimited            unlimited            seconds
            Max processes             96365                96365                processes
            Max open files            1024                 20000                files
            """;
        Assert.AreEqual("--ulimit nofile=20000:20000 --ulimit nproc=4096:4096", string.Join(' ', ResourceLimits.Parse(Limits)));
        Assert.IsEmpty(ResourceLimits.Parse("Max open files            unlimited            unlimited            files"));
    }
}
