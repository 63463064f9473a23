using System.Text.Json;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>A builder of .NET projects, published by this product, and what is built with it as OpenShift does.</summary>
internal sealed class SourceBuilder
{
    // Where authorities cannot be reached, NuGet waits for them longer than everything else takes.
    private const string AsksNoAuthority = "NUGET_CERT_REVOCATION_MODE=offline";

    private readonly string _builder;
    private readonly string _contexts;
    private readonly IReadOnlyDictionary<string, string> _labels;

    private SourceBuilder(string builder, string contexts, IReadOnlyDictionary<string, string> labels)
    {
        _builder = builder;
        _contexts = contexts;
        _labels = labels;
    }

    /// <summary>Makes a base image of this machine's .NET SDK and of its own programs.</summary>
    /// <returns>Its OCI layout.</returns>
    public static async Task<string> MakeBaseAsync(string root)
    {
        string runtime = Path.Combine(root, "runtime-layout");
        await OciLayout.WriteAsync(await Program.RuntimeImageAsync(Path.Combine(root, "runtime")).ConfigureAwait(false), runtime, ["10.0"], CancellationToken.None).ConfigureAwait(false);
        string layout = Path.Combine(root, "sdk-layout");
        string container = await OutputAsync("buildah", "from", $"oci:{runtime}:10.0").ConfigureAwait(false);
        try
        {
            string mounted = await OutputAsync("buildah", "mount", container).ConfigureAwait(false);
            string script = Path.Combine(MeasuredPackage.Repository, "tests", "OpenShift.NET.Sdk.Publish.Tests", "SourceToImage", "builder-base.sh");
            await TimedCommand.RunAsync("bash", script, mounted, Program.DotnetRoot, "dash", "sdk").ConfigureAwait(false);
            await TimedCommand.RunAsync("buildah", "umount", container).ConfigureAwait(false);
            await TimedCommand.RunAsync("buildah", "commit", "--quiet", "--disable-compression", container, $"oci:{layout}:10.0").ConfigureAwait(false);
        }
        finally
        {
            await TimedCommand.RunAsync("buildah", "rm", container).ConfigureAwait(false);
            await ForgetAsync($"oci:{runtime}:10.0").ConfigureAwait(false);
        }

        return layout;
    }

    /// <summary>Publishes a builder.</summary>
    /// <param name="root">Folder to work in.</param>
    /// <param name="name">Its name, of a folder too.</param>
    /// <param name="baseLayout">The base image.</param>
    /// <param name="measured">This product.</param>
    /// <param name="libraries">Packages it brings along, <c>ID/VERSION</c>; none when empty.</param>
    public static async Task<SourceBuilder> PublishAsync(string root, string name, string baseLayout, MeasuredPackage measured, IReadOnlyCollection<string> libraries)
    {
        string folder = Path.Combine(root, name);
        new App(name, "", Packages: false, SelfContained: false).Write(folder, measured.Version, measured.Feed, "Builder");
        string project = Path.Combine(folder, "Builder.csproj");
        string items = string.Concat(libraries.Select(static l => l.Split('/')).Select(static l => $"""<OpenShiftCommonLibrary Include="{l[0]}" Version="{l[1]}" />"""));
        string text = await File.ReadAllTextAsync(project).ConfigureAwait(false);
        await File.WriteAllTextAsync(project, text.Replace("</Project>", $"<ItemGroup><OpenShiftCommonLibrary Remove=\"@(OpenShiftCommonLibrary)\" />{items}</ItemGroup></Project>", StringComparison.Ordinal)).ConfigureAwait(false);
        string layout = Path.Combine(root, name + "-layout");
        var dotnet = new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName);
        await dotnet.RunAsync(
            folder,
            "publish",
            "-c",
            "Release",
            "-t:PublishContainer",
            "-nologo",
            "-tl:off",
            "-p:OpenShiftSourceToImage=true",
            $"-p:OpenShiftCommonLibraries={(libraries.Count > 0 ? "true" : "false")}",
            $"-p:OpenShiftBaseImageArchive={baseLayout}",
            $"-p:ContainerArchiveOutputPath={layout}",
            "-p:OpenShiftArchiveFormat=OciLayout",
            $"-p:OpenShiftCacheDirectory={Path.Combine(root, "cache")}").ConfigureAwait(false);
        string builder = $"oci:{layout}:1.4.2";
        using JsonDocument config = JsonDocument.Parse(await OutputAsync("skopeo", "inspect", "--config", builder).ConfigureAwait(false));
        var labels = config.RootElement.GetProperty("config").GetProperty("Labels").EnumerateObject().ToDictionary(static l => l.Name, static l => l.Value.GetString()!);
        return new SourceBuilder(builder, Directory.CreateDirectory(Path.Combine(root, name + "-contexts")).FullName, labels);
    }

    /// <summary>Builds an image, and measures it.</summary>
    /// <param name="sources">Folder of the sources.</param>
    /// <param name="image">Name of the image.</param>
    /// <param name="keeps">Whether it keeps its packages for the next build.</param>
    /// <param name="previous">The image of the last build, whose packages are used.</param>
    public async Task<(SourceBuildTimes Times, string Log)> BuildAsync(string sources, string image, bool keeps, string? previous = null)
    {
        string context = Path.Combine(_contexts, Guid.NewGuid().ToString("n")[..8]);
        Directory.CreateDirectory(Path.Combine(context, "upload"));
        await TimedCommand.RunAsync("cp", "-r", sources, Path.Combine(context, "upload", "src")).ConfigureAwait(false);
        var dockerfile = new SourceDockerfile(_builder, _labels) { Environment = keeps ? [AsksNoAuthority, "DOTNET_INCREMENTAL=true"] : [AsksNoAuthority], Previous = previous };
        await File.WriteAllLinesAsync(Path.Combine(context, "Dockerfile"), dockerfile.Lines()).ConfigureAwait(false);
        TimedCommand built = await TimedCommand.RunAsync("buildah", "bud", "--isolation", "chroot", "--layers=false", "--tag", image, context).ConfigureAwait(false);
        Program.Delete(context);
        return (SourceBuildTimes.Of(built), built.Text);
    }

    /// <summary>What an image has more than the builder, in bytes that are not compressed.</summary>
    public async Task<long> AddedAsync(string image)
    {
        string all = await OutputAsync("podman", "image", "inspect", "--format", "{{.Size}}", image).ConfigureAwait(false);
        string own = await OutputAsync("podman", "image", "inspect", "--format", "{{.Size}}", NameOf(_builder)).ConfigureAwait(false);
        return long.Parse(all, System.Globalization.CultureInfo.InvariantCulture) - long.Parse(own, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Deletes the copy of it that buildah keeps.</summary>
    public Task ForgetAsync() => ForgetAsync(_builder);

    private static async Task ForgetAsync(string layout) => await TimedCommand.RunAsync("podman", "rmi", "--force", "--ignore", NameOf(layout)).ConfigureAwait(false);

    // As buildah names what it takes from a layout.
    private static string NameOf(string layout) => "localhost" + layout["oci:".Length..layout.LastIndexOf(':')];

    private static async Task<string> OutputAsync(string program, params string[] arguments) => (await TimedCommand.RunAsync(program, arguments).ConfigureAwait(false)).Output.Trim();
}
