using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>
/// A build as OpenShift 4 makes it: a <see cref="SourceDockerfile"/>, built with buildah. The sources' own <c>.s2i/environment</c> and <c>.s2i/bin</c> count as they do there.
/// </summary>
internal sealed class SourceBuild(string builder)
{
    /// <summary>The builder's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; } = LabelsOf(builder);

    /// <summary>A folder of what <c>source.secrets</c> of a BuildConfig brings, without a <c>destinationDir</c>; <see langword="null"/> for none.</summary>
    public string? Secrets { get; init; }

    /// <summary>Whether the build can reach anything outside; a namespace of its own takes that away.</summary>
    public bool HasNetwork { get; init; } = true;

    /// <summary>Builds, and gives what buildah said; the image is there when it succeeded.</summary>
    /// <param name="sources">Folder with the sources.</param>
    /// <param name="image">Name of the image.</param>
    /// <param name="environment">What the BuildConfig says besides <c>.s2i/environment</c>: <c>NAME=value</c>.</param>
    /// <param name="previous">The image of the last build, for an incremental one.</param>
    public CommandResult Run(string sources, string image, string[]? environment = null, string? previous = null)
    {
        string context = Sandbox.NewFolder("s2i-context");
        string upload = Directory.CreateDirectory(Path.Combine(context, "upload")).FullName;
        Command.Run("cp", "-r", sources, Path.Combine(upload, "src")).MustSucceed();
        if (Secrets is not null)
        {
            Command.Run("cp", "-r", Secrets, Path.Combine(upload, "injections")).MustSucceed();
        }

        string bin = Path.Combine(upload, "src/.s2i/bin");
        string[] own = [.. SourceDockerfile.Scripts.Where(s => File.Exists(Path.Combine(bin, s)))];
        if (own.Length > 0)
        {
            Command.Run("cp", "-r", bin, Path.Combine(upload, "scripts")).MustSucceed();
        }

        string file = Path.Combine(upload, "src/.s2i/environment");
        var dockerfile = new SourceDockerfile(builder, Labels)
        {
            OwnScripts = own,
            Environment = [.. File.Exists(file) ? File.ReadAllLines(file).Where(static l => !l.StartsWith('#') && l.Contains('=', StringComparison.Ordinal)) : [], .. environment ?? []],
            Secrets = Secrets is null ? null : [.. Directory.GetFiles(Secrets).Select(static f => Path.GetFileName(f))],
            Previous = previous,
        };
        File.WriteAllLines(Path.Combine(context, "Dockerfile"), dockerfile.Lines());
        string[] build = ["bud", "--isolation", "chroot", "--layers=false", "--tag", image, context];
        return HasNetwork ? Command.Run("buildah", build) : Command.Run("unshare", ["--net", "buildah", .. build]);
    }

    /// <summary>Deletes the copy of a builder's layout (<c>oci:FOLDER:TAG</c>) that buildah keeps, and what failed builds have left of it.</summary>
    public static void Forget(string builder)
    {
        foreach (string filter in (string[])[$"label=io.openshift.build.image={builder}", $"reference={NameOf(builder)}"])
        {
            foreach (string id in Command.Run("podman", "images", "--all", "--quiet", "--filter", filter).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Command.Run("podman", "rmi", "--force", id);
            }
        }
    }

    /// <summary>The name of the copy that buildah keeps of a builder's layout.</summary>
    public static string NameOf(string builder) => "localhost" + builder["oci:".Length..builder.LastIndexOf(':')];

    private static Dictionary<string, string> LabelsOf(string builder)
    {
        using JsonDocument config = JsonDocument.Parse(Command.Run("skopeo", "inspect", "--config", builder).MustSucceed().Output);
        return config.RootElement.GetProperty("config").GetProperty("Labels").EnumerateObject().ToDictionary(static l => l.Name, static l => l.Value.GetString()!);
    }
}
