using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>A build as OpenShift 4 makes it: the Dockerfile of openshift/source-to-image (pkg/build/strategies/dockerfile), built with buildah.</summary>
internal sealed class SourceBuild(string builder)
{
    /// <summary>The builder's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; } = LabelsOf(builder);

    /// <summary>Builds, and gives what buildah said; the image is there when it succeeded.</summary>
    /// <param name="sources">Folder with the sources.</param>
    /// <param name="image">Name of the image.</param>
    /// <param name="environment">What <c>.s2i/environment</c> says: <c>NAME=value</c>.</param>
    /// <param name="previous">The image of the last build, for an incremental one.</param>
    public CommandResult Run(string sources, string image, string[]? environment = null, string? previous = null)
    {
        string context = Sandbox.NewFolder("s2i-context");
        Directory.CreateDirectory(Path.Combine(context, "upload"));
        Command.Run("cp", "-r", sources, Path.Combine(context, "upload/src")).MustSucceed();
        string scripts = Labels["io.openshift.s2i.scripts-url"]["image://".Length..];
        string destination = Labels["io.openshift.s2i.destination"];

        // As the builder does with label and user: without the group.
        string user = Labels["io.openshift.s2i.assemble-user"].Split(':')[0];
        List<string> lines = [];
        if (previous is not null)
        {
            lines.AddRange([$"FROM {previous} as cached", $"USER {user}", $"RUN if [ -s {scripts}/save-artifacts ]; then {scripts}/save-artifacts > /tmp/artifacts.tar; else touch /tmp/artifacts.tar; fi"]);
        }

        lines.AddRange([$"FROM {builder}", $"LABEL \"io.openshift.build.image\"=\"{builder}\" \\", $"      \"io.openshift.s2i.scripts-url\"=\"image://{scripts}\""]);
        lines.AddRange((environment ?? []).Select(static v => v.Split('=', 2)).Select(static v => $"ENV {v[0]}=\"{v[1]}\""));
        if (previous is not null)
        {
            lines.Add($"COPY --chown={user}:0 --from=cached /tmp/artifacts.tar /tmp/artifacts.tar");
        }

        lines.AddRange([$"COPY --chown={user}:0 upload/src {destination}/src", $"USER {user}"]);
        if (previous is not null)
        {
            lines.Add("RUN if [ -s /tmp/artifacts.tar ]; then mkdir -p /tmp/artifacts; tar -xf /tmp/artifacts.tar -C /tmp/artifacts; fi && rm /tmp/artifacts.tar");
        }

        lines.AddRange([$"RUN {scripts}/assemble", $"CMD {scripts}/run"]);
        File.WriteAllLines(Path.Combine(context, "Dockerfile"), lines);
        return Command.Run("buildah", ["bud", "--isolation", "chroot", "--layers=false", "--tag", image, context]);
    }

    /// <summary>Deletes the copy of a builder's layout (<c>oci:FOLDER:TAG</c>) that buildah keeps, and what failed builds have left of it.</summary>
    public static void Forget(string builder)
    {
        string name = "localhost" + builder["oci:".Length..builder.LastIndexOf(':')];
        foreach (string filter in (string[])[$"label=io.openshift.build.image={builder}", $"reference={name}"])
        {
            foreach (string id in Command.Run("podman", "images", "--all", "--quiet", "--filter", filter).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Command.Run("podman", "rmi", "--force", id);
            }
        }
    }

    private static Dictionary<string, string> LabelsOf(string builder)
    {
        using JsonDocument config = JsonDocument.Parse(Command.Run("skopeo", "inspect", "--config", builder).MustSucceed().Output);
        return config.RootElement.GetProperty("config").GetProperty("Labels").EnumerateObject().ToDictionary(static l => l.Name, static l => l.Value.GetString()!);
    }
}
