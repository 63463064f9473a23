using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>
/// A build as OpenShift 4 makes it: the Dockerfile of openshift/source-to-image (pkg/build/strategies/dockerfile, as of f1a48f0), with user, destination and labels as openshift/builder
/// (pkg/build/builder/sti.go) hands them on, built with buildah. The sources' own <c>.s2i/environment</c> and <c>.s2i/bin</c> count as they do there.
/// </summary>
internal sealed class SourceBuild(string builder)
{
    // The strategy's own idea of the working directory; the image's is not asked.
    private const string InjectionsFolder = "/opt/app-root/src";

    private static readonly string[] s_scripts = ["assemble", "run", "save-artifacts"];

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

        File.WriteAllLines(Path.Combine(context, "Dockerfile"), Dockerfile(upload, environment ?? [], previous));
        string[] build = ["bud", "--isolation", "chroot", "--layers=false", "--tag", image, context];
        return HasNetwork ? Command.Run("buildah", build) : Command.Run("unshare", ["--net", "buildah", .. build]);
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

    private IEnumerable<string> Dockerfile(string upload, string[] environment, string? previous)
    {
        string inImage = Labels["io.openshift.s2i.scripts-url"]["image://".Length..];
        string destination = Labels["io.openshift.s2i.destination"];

        // Without the group.
        string user = Labels["io.openshift.s2i.assemble-user"].Split(':')[0];
        string bin = Path.Combine(upload, "src/.s2i/bin");
        string[] own = [.. s_scripts.Where(s => File.Exists(Path.Combine(bin, s)))];
        if (own.Length > 0)
        {
            Command.Run("cp", "-r", bin, Path.Combine(upload, "scripts")).MustSucceed();
        }

        string Script(string name) => (own.Contains(name) ? destination + "/scripts" : inImage) + "/" + name;
        if (previous is not null)
        {
            string save = Script("save-artifacts");
            yield return $"FROM {previous} as cached";
            if (own.Contains("save-artifacts"))
            {
                yield return $"COPY --chown={user}:0 upload/scripts/save-artifacts {save}";
            }

            yield return $"USER {user}";
            yield return $"RUN if [ -s {save} ]; then {save} > /tmp/artifacts.tar; else touch /tmp/artifacts.tar; fi";
        }

        yield return $"FROM {builder}";
        yield return $"LABEL \"io.openshift.build.image\"=\"{builder}\" \\";
        yield return $"      \"io.openshift.s2i.destination\"=\"{destination}\"";
        string file = Path.Combine(upload, "src/.s2i/environment");
        string[] variables = [.. File.Exists(file) ? File.ReadAllLines(file).Where(static l => !l.StartsWith('#') && l.Contains('=', StringComparison.Ordinal)) : [], .. environment];
        if (variables.Length > 0)
        {
            yield return "ENV " + string.Join(" \\\n    ", variables.Select(static v => v.Split('=', 2)).Select(static v => $"{v[0].Trim()}=\"{Escaped(v[1].Trim())}\""));
        }

        if (previous is not null)
        {
            yield return $"COPY --chown={user}:0 --from=cached /tmp/artifacts.tar /tmp/artifacts.tar";
        }

        if (own.Length > 0)
        {
            yield return $"COPY --chown={user}:0 upload/scripts {destination}/scripts";
        }

        yield return $"COPY --chown={user}:0 upload/src {destination}/src";
        if (Secrets is not null)
        {
            yield return $"COPY --chown={user}:0 upload/injections {InjectionsFolder}";
        }

        yield return $"USER {user}";
        if (previous is not null)
        {
            yield return $"RUN if [ -s /tmp/artifacts.tar ]; then mkdir -p {destination}/artifacts; tar -xf /tmp/artifacts.tar -C {destination}/artifacts; fi && \\";
            yield return "    rm /tmp/artifacts.tar";
        }

        yield return $"RUN {Script("assemble")}";
        if (Secrets is not null)
        {
            yield return "RUN rm " + string.Join(" && \\\n    rm ", Directory.GetFiles(Secrets).Select(f => InjectionsFolder + "/" + Path.GetFileName(f)));
        }

        yield return $"CMD {Script("run")}";
    }

    private static string Escaped(string value) => string.Concat(value.Select(static c => c is '$' or '"' or '\\' ? "\\" + c : c.ToString()));

    private static Dictionary<string, string> LabelsOf(string builder)
    {
        using JsonDocument config = JsonDocument.Parse(Command.Run("skopeo", "inspect", "--config", builder).MustSucceed().Output);
        return config.RootElement.GetProperty("config").GetProperty("Labels").EnumerateObject().ToDictionary(static l => l.Name, static l => l.Value.GetString()!);
    }
}
