using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publish.Tests.Proving;

namespace OpenShift.NET.Sdk.Publish.Tests.Pipelines;

/// <summary>
/// A pod that builds, as OpenShift runs it: user 1000660000 of group 0, whom no passwd file knows, without capabilities and new privileges, a read-only root, no HOME, 1 GiB of memory,
/// and one emptyDir, which holds the work tree (<c>/work</c>) and, as the .NET runtime keeps its named mutexes there and nowhere else, <c>/tmp</c>. The .NET SDK is this machine's.
/// </summary>
internal sealed class BuildPod : IDisposable
{
    private readonly string _image;

    private BuildPod(string folder, string image)
    {
        Folder = folder;
        _image = image;
    }

    /// <summary>The emptyDir as this machine sees it.</summary>
    public string Folder { get; }

    public static async Task<BuildPod> CreateAsync()
    {
        Components.Require("podman", "runc");
        string folder = Sandbox.NewFolder("pod");
        string image = Path.Combine(folder, "image");
        string work = Path.Combine(folder, "work");
        await OciLayout.WriteAsync(TestImage.Create(), image, ["1"], CancellationToken.None);
        foreach (string path in (string[])[work, Path.Combine(work, "tmp")])
        {
            Directory.CreateDirectory(path);
            Command.Run("chmod", "0777", path).MustSucceed();
        }

        return new BuildPod(work, image);
    }

    /// <summary>Writes a file into the emptyDir.</summary>
    public void Write(string path, string content)
    {
        string full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        for (string? at = Path.GetDirectoryName(full); at != Folder; at = Path.GetDirectoryName(at))
        {
            Command.Run("chmod", "0777", at!).MustSucceed();
        }
    }

    /// <summary>Runs a script of bash.</summary>
    /// <param name="script">Its path in the emptyDir.</param>
    /// <param name="environment">Variables.</param>
    /// <param name="arguments">Its arguments.</param>
    public CommandResult Run(string script, IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunIn("host", script, environment, arguments);

    /// <summary>Runs a script of bash in a network of the pod's own.</summary>
    /// <param name="script">Its path in the emptyDir.</param>
    /// <param name="environment">Variables.</param>
    public CommandResult RunAlone(string script, IReadOnlyDictionary<string, string> environment) => RunIn("none", script, environment, []);

    private CommandResult RunIn(string network, string script, IReadOnlyDictionary<string, string> environment, string[] arguments) => Command.Run(
        "podman",
        [
            "--runtime", "runc", "run", "--rm", "--rmi", "--network", network, "--user", "1000660000:0", "--read-only", "--read-only-tmpfs=false", "--cap-drop=ALL", "--security-opt=no-new-privileges",
            "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096", "--memory", "1g", "--memory-swap", "1g", "--env", "PATH=/usr/local/bin:/usr/bin:/usr/sbin:/usr/share/dotnet",
            .. environment.SelectMany(static v => (string[])["--env", $"{v.Key}={v.Value}"]),
            "--volume", "/usr:/usr:ro", "--volume", $"{Sandbox.Feed}:/feed:ro", "--volume", $"{Folder}:/work", "--volume", $"{Path.Combine(Folder, "tmp")}:/tmp",
            "--entrypoint", "/usr/bin/env", $"oci:{_image}:1", .. environment.ContainsKey("HOME") ? (string[])[] : ["-u", "HOME"], "/usr/bin/bash", "/work/" + script, .. arguments,
        ],
        seconds: Sandbox.BusyMachine);

    // What the pod's user has written, root alone can delete.
    public void Dispose() => Command.Run("chmod", "-R", "u+rwX", Folder);
}
