namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>
/// What OpenShift 4 makes of a source-to-image build: the Dockerfile of openshift/source-to-image (pkg/build/strategies/dockerfile, as of f1a48f0), with user, destination and labels as
/// openshift/builder (pkg/build/builder/sti.go) hands them on. Its context has the sources in <c>upload/src</c>, scripts of theirs in <c>upload/scripts</c>, and secrets in <c>upload/injections</c>.
/// </summary>
/// <param name="builder">Reference of the builder.</param>
/// <param name="labels">The builder's labels.</param>
internal sealed class SourceDockerfile(string builder, IReadOnlyDictionary<string, string> labels)
{
    // The strategy's own idea of the working directory; the image's is not asked.
    private const string InjectionsFolder = "/opt/app-root/src";

    /// <summary>The scripts that sources may have themselves, in <c>.s2i/bin</c>.</summary>
    public static IReadOnlyList<string> Scripts { get; } = ["assemble", "run", "save-artifacts"];

    /// <summary>Those of <see cref="Scripts"/> that the sources have.</summary>
    public IReadOnlyList<string> OwnScripts { get; init; } = [];

    /// <summary>The variables of <c>.s2i/environment</c> and of the BuildConfig: <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The names of the files that <c>source.secrets</c> brings without a <c>destinationDir</c>; <see langword="null"/> for none.</summary>
    public IReadOnlyList<string>? Secrets { get; init; }

    /// <summary>The image of the last build, for an incremental one.</summary>
    public string? Previous { get; init; }

    /// <summary>Its lines.</summary>
    public IEnumerable<string> Lines()
    {
        string destination = labels["io.openshift.s2i.destination"];

        // Without the group.
        string user = labels["io.openshift.s2i.assemble-user"].Split(':')[0];
        if (Previous is not null)
        {
            string save = Script("save-artifacts");
            yield return $"FROM {Previous} as cached";
            if (OwnScripts.Contains("save-artifacts"))
            {
                yield return $"COPY --chown={user}:0 upload/scripts/save-artifacts {save}";
            }

            yield return $"USER {user}";
            yield return $"RUN if [ -s {save} ]; then {save} > /tmp/artifacts.tar; else touch /tmp/artifacts.tar; fi";
        }

        yield return $"FROM {builder}";
        yield return $"LABEL \"io.openshift.build.image\"=\"{builder}\" \\";
        yield return $"      \"io.openshift.s2i.destination\"=\"{destination}\"";
        if (Environment.Count > 0)
        {
            yield return "ENV " + string.Join(" \\\n    ", Environment.Select(static v => v.Split('=', 2)).Select(static v => $"{v[0].Trim()}=\"{Escaped(v[1].Trim())}\""));
        }

        if (Previous is not null)
        {
            yield return $"COPY --chown={user}:0 --from=cached /tmp/artifacts.tar /tmp/artifacts.tar";
        }

        if (OwnScripts.Count > 0)
        {
            yield return $"COPY --chown={user}:0 upload/scripts {destination}/scripts";
        }

        yield return $"COPY --chown={user}:0 upload/src {destination}/src";
        if (Secrets is not null)
        {
            yield return $"COPY --chown={user}:0 upload/injections {InjectionsFolder}";
        }

        yield return $"USER {user}";
        if (Previous is not null)
        {
            yield return $"RUN if [ -s /tmp/artifacts.tar ]; then mkdir -p {destination}/artifacts; tar -xf /tmp/artifacts.tar -C {destination}/artifacts; fi && \\";
            yield return "    rm /tmp/artifacts.tar";
        }

        yield return $"RUN {Script("assemble")}";
        if (Secrets is not null)
        {
            yield return "RUN rm " + string.Join(" && \\\n    rm ", Secrets.Select(static f => InjectionsFolder + "/" + f));
        }

        yield return $"CMD {Script("run")}";
    }

    private string Script(string name) => (OwnScripts.Contains(name) ? labels["io.openshift.s2i.destination"] + "/scripts" : labels["io.openshift.s2i.scripts-url"]["image://".Length..]) + "/" + name;

    private static string Escaped(string value) => string.Concat(value.Select(static c => c is '$' or '"' or '\\' ? "\\" + c : c.ToString()));
}
