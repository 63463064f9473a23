using System.Collections.Immutable;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Engines;

/// <summary>What podman and docker print, as recorded from podman 4.3 and docker 20.10, 28.2.</summary>
[TestClass]
public sealed class EngineOutputTests
{
    [TestMethod]
    public void The_state_of_a_container_of_podman_is_read()
    {
        ContainerState state = ContainerState.TryParse("""
            [{"Id":"9c92","State":{"OciVersion":"1.0.2-dev","Status":"exited","Running":false,"OOMKilled":true,"Pid":0,"ExitCode":137,"Error":"","StartedAt":"2026-11-29T16:54:30.785933865Z","FinishedAt":"2026-11-29T16:54:31.794242415Z"},
              "GraphDriver":{"Name":"overlay","Data":{"LowerDir":"/l","UpperDir":"/var/lib/containers/storage/overlay/e3/diff","WorkDir":"/w"}},
              "NetworkSettings":{"IPAddress":"","Ports":{},"Networks":{"n":{"IPAddress":"10.89.0.2"}}}}]
            """)!;
        Assert.AreEqual((false, 0, 137, true), (state.IsRunning, state.ProcessId, state.ExitCode, state.OutOfMemory));
        Assert.AreEqual(1008, Math.Round((state.Finished!.Value - state.Started!.Value).TotalMilliseconds));
        Assert.AreEqual("/var/lib/containers/storage/overlay/e3/diff", state.UpperFolder);
        Assert.AreEqual("10.89.0.2", state.Address);
    }

    [TestMethod]
    public void The_state_of_a_container_that_docker_could_not_start_is_read()
    {
        ContainerState state = ContainerState.TryParse("""
            [{"State":{"Status":"created","Running":false,"OOMKilled":false,"Pid":0,"ExitCode":127,"Error":"exec: \"nope\": executable file not found in $PATH: unknown","StartedAt":"0001-01-01T00:00:00Z","FinishedAt":"0001-01-01T00:00:00Z"},
              "NetworkSettings":{"IPAddress":"","Ports":{"8080/tcp":[{"HostIp":"127.0.0.1","HostPort":"49153"}],"8443/tcp":null},"Networks":{"n":{"IPAddress":""}}}}]
            """)!;
        Assert.IsNull(state.Started);
        Assert.IsNull(state.Finished);
        Assert.IsNull(state.Address);
        Assert.IsNull(state.UpperFolder);
        Assert.AreEqual(127, StartFailure.ExitCodeOf(state.Error));
        Assert.AreEqual(49153, state.Ports[8080]);
        Assert.HasCount(1, state.Ports);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("""[{"State":7}]""")]
    [DataRow("""[{"State":{"Pid":"x"}}]""")]
    public void What_is_no_state_is_none(string json) => Assert.IsNull(ContainerState.TryParse(json));

    [TestMethod]
    public void Podman_says_what_it_is()
    {
        EngineFacts root = EngineFacts.TryParse("""{"host":{"cgroupVersion":"v1","cgroupControllers":["cpu","memory"],"idMappings":{"gidmap":null,"uidmap":null},"security":{"rootless":false,"seccompEnabled":true},"serviceIsRemote":false},"version":{"Version":"4.3.1"}}""", true)!;
        Assert.IsTrue(root.FiltersSystemCalls);
        Assert.AreEqual((true, "4.3.1", false, false, true, (long)uint.MaxValue), (root.IsPodman, root.Version, root.IsRemote, root.IsRootless, root.LimitsMemory, root.UserIds));
        EngineFacts rootless = EngineFacts.TryParse("""
            {"host":{"cgroupVersion":"v1","cgroupControllers":[],"idMappings":{"uidmap":[{"container_id":0,"host_id":1000,"size":1},{"container_id":1,"host_id":100000,"size":65536}]},"security":{"rootless":true},"serviceIsRemote":false},"version":{"Version":"5.0.0"}}
            """, true)!;
        Assert.AreEqual((true, false, 65537L), (rootless.IsRootless, rootless.LimitsMemory, rootless.UserIds));
        Assert.IsFalse(rootless.FiltersSystemCalls);
        Assert.IsTrue(EngineFacts.TryParse("""{"host":{"serviceIsRemote":true},"version":{"Version":"5.0.0"}}""", true)!.IsRemote);
        Assert.IsTrue(EngineFacts.TryParse("""{"host":{"serviceIsRemote":false},"version":{"Version":"5.0.0"}}""", false)!.IsRemote, "on macOS and Windows containers run in a virtual machine");
    }

    [TestMethod]
    public void Docker_says_what_it_is()
    {
        EngineFacts plain = EngineFacts.TryParse("""{"ServerVersion":"20.10.24+dfsg1","OperatingSystem":"Debian GNU/Linux 12 (bookworm)","MemoryLimit":true,"SecurityOptions":["name=seccomp,profile=default"]}""", true)!;
        Assert.AreEqual((false, "20.10.24+dfsg1", false, false, true, (long)uint.MaxValue), (plain.IsPodman, plain.Version, plain.IsRemote, plain.IsRootless, plain.LimitsMemory, plain.UserIds));
        Assert.IsTrue(plain.FiltersSystemCalls);
        Assert.IsFalse(EngineFacts.TryParse("""{"ServerVersion":"28.0","SecurityOptions":["name=seccomp,profile=unconfined"]}""", true)!.FiltersSystemCalls);
        Assert.IsTrue(EngineFacts.TryParse("""{"ServerVersion":"28.0","OperatingSystem":"Docker Desktop"}""", true)!.IsRemote);
        Assert.AreEqual((true, 65536L), EngineFacts.TryParse("""{"ServerVersion":"28.0","SecurityOptions":["name=rootless","name=cgroupns"]}""", true) is { } r ? (r.IsRootless, r.UserIds) : default);
        Assert.AreEqual(65536L, EngineFacts.TryParse("""{"ServerVersion":"28.0","SecurityOptions":["name=userns"]}""", true)!.UserIds);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("[1]")]
    [DataRow("""{"host":7}""")]
    public void What_is_no_information_is_none(string json) => Assert.IsNull(EngineFacts.TryParse(json, true));

    [TestMethod]
    [DataRow(null, false)]
    [DataRow("", false)]
    [DataRow("unix:///var/run/docker.sock", false)]
    [DataRow("tcp://10.0.0.7:2375", true)]
    [DataRow("ssh://build@host", true)]
    public void An_address_tells_whether_the_engine_is_on_another_machine(string? address, bool isRemote) => Assert.AreEqual(isRemote, EngineFacts.IsRemoteAddress(address));

    [TestMethod]
    public void Changes_of_the_root_are_told_without_what_the_engine_itself_does()
    {
        const string Output = """
            C /etc
            C /etc/passwd
            A /run/.containerenv
            C /app
            A /app/data
            A /app/data/log.txt
            C /app/appsettings.json
            D /app/gone.txt
            A /data
            A /mnt
            A /mnt/deep
            C /var
            A /var/empty
            nonsense
            """;
        CollectionAssert.AreEqual(
            ((string, FileChange)[])[("/app/appsettings.json", FileChange.Changed), ("/app/data/log.txt", FileChange.Created), ("/app/gone.txt", FileChange.Deleted), ("/var/empty", FileChange.Created)],
            RootChanges.Parse(Output, ["/data", "/mnt/deep/volume/"], "/app").ToArray());
    }

    [TestMethod]
    public void A_working_directory_that_the_engine_made_was_not_written() =>
        Assert.IsEmpty(RootChanges.Parse("C /srv\nA /srv/work", [], "/srv/work/"));

    [TestMethod]
    [DataRow("Error: runc: runc create failed: unable to start container process: exec: \"nope\": executable file not found in $PATH: OCI runtime attempted to invoke a command that was not found", 127)]
    [DataRow("Error: runc: runc create failed: unable to start container process: exec: \"/nope\": stat /nope: no such file or directory: OCI runtime attempted to invoke a command that was not found", 127)]
    [DataRow("runc create failed: unable to start container process: exec: \"/app/x\": permission denied: unknown", 126)]
    [DataRow("Error: crun: executable file `nope` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found", 127)]
    [DataRow("Error: crun: open executable: Permission denied: OCI permission denied", 126)]
    [DataRow("exec /app/x: exec format error", 126)]
    [DataRow("Error: runc: runc create failed: unable to start container process: error during container init: error setting rlimits for ready process: error setting rlimit type 7: operation not permitted: OCI permission denied", null)]
    [DataRow("Error: netavark: No such file or directory (os error 2)", null)]
    [DataRow("Cannot connect to the Docker daemon at unix:///var/run/docker.sock", null)]
    [DataRow("", null)]
    public void A_program_that_is_not_there_is_told_from_an_engine_that_refuses(string complaint, int? code) => Assert.AreEqual(code, StartFailure.ExitCodeOf(complaint));

    [TestMethod]
    public void The_processes_of_another_machine_are_numbered_as_in_the_container()
    {
        ImmutableArray<ContainerProcess> podman = EngineTop.Parse("PID   PPID  COMMAND  COMMAND\n1   0   dotnet   dotnet Shop.dll\n17  1   sh   sh -c date");
        CollectionAssert.AreEqual((ContainerProcess[])[new(1, 0, "dotnet", "dotnet Shop.dll"), new(17, 1, "sh", "sh -c date")], podman.ToArray());
        ImmutableArray<ContainerProcess> docker = EngineTop.Parse("PID   PPID  COMMAND  COMMAND\n4711   4690   dotnet   dotnet Shop.dll\n4750  4711   sh   sh -c date\n4751 4750 date date");
        CollectionAssert.AreEqual((ContainerProcess[])[new(1, 0, "dotnet", "dotnet Shop.dll"), new(4750, 1, "sh", "sh -c date"), new(4751, 4750, "date", "date")], docker.ToArray());
        Assert.IsEmpty(EngineTop.Parse(""));
    }

    [TestMethod]
    [DataRow("61.2MiB / 256MiB", 64172851L)]
    [DataRow("1.5GB / 2GB", 1500000000L)]
    [DataRow("512kB / 1GiB", 512000L)]
    [DataRow("0B / 0B", 0L)]
    [DataRow("--", null)]
    public void Memory_of_another_machine_is_read(string output, long? bytes) => Assert.AreEqual(bytes, EngineStats.ParseUsage(output));

    [TestMethod]
    public void The_user_is_one_that_the_image_does_not_know()
    {
        Assert.AreEqual(1_000_660_000, EngineUser.Choose(uint.MaxValue, "root:x:0:0::/:/bin/sh"));
        Assert.AreEqual(64_535, EngineUser.Choose(65_536, "root:x:0:0::/:/bin/sh\nodd:x:64536:0::/:\n"));
        Assert.AreEqual(1, EngineUser.Choose(1, ""));
        Assert.IsTrue(EngineUser.Knows("a:x:7:7::/:\n", 7));
        Assert.IsFalse(EngineUser.Knows("a:x:70:7::/:\n7:x", 7));
    }
}
