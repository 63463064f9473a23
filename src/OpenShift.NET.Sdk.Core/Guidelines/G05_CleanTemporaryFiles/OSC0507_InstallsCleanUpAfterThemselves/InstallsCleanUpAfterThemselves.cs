using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0507_InstallsCleanUpAfterThemselves;

/// <summary>A Dockerfile's RUN that installs packages leaves no cache in its layer.</summary>
[Rule(
    "OSC0507",
    "A Dockerfile beside the project cleans package caches in the step that fills them",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Clean in the same RUN, for example append && rm -rf /var/lib/apt/lists/*, or mount the cache with --mount=type=cache.")]
public sealed class InstallsCleanUpAfterThemselves : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Dockerfiles.IsEmpty)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "has no Dockerfile beside its project");
        }

        foreach (Dockerfile file in publication.Dockerfiles)
        {
            foreach (DockerfileInstruction run in file.Shipped.SelectMany(static s => s.Instructions).Where(static i => i.Keyword == "RUN").OrderBy(static i => i.Line))
            {
                foreach (Finding finding in Judge(file, run))
                {
                    yield return finding;
                }
            }
        }
    }

    private static IEnumerable<Finding> Judge(Dockerfile file, DockerfileInstruction run)
    {
        ShellScript script = Dockerfile.ScriptOf(run);
        if (script.Problem is { } problem)
        {
            yield return Finding.CouldNotTell(DockerfileLocations.Of(file, problem.Position.Line, "RUN"), $"has {problem.What}, so the RUN was not understood");
            yield break;
        }

        ImmutableArray<string>[] commands = [.. SimpleCommands.In(script.Body).Select(static c => PackageManagerCommand.Bare(SimpleCommands.TextOf(c)))];
        ShellSimpleCommand[] places = [.. SimpleCommands.In(script.Body)];
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < commands.Length; i++)
        {
            if (PackageCommands.FillsCache(commands[i]) is { } manager
                && !commands[(i + 1)..].Any(c => PackageCommands.Cleans(c, manager))
                && !run.Flags.Any(static f => f.Contains("type=cache", StringComparison.Ordinal) && (f.Contains("/cache", StringComparison.Ordinal) || f.Contains("/var/lib/apt", StringComparison.Ordinal)))
                && told.Add(manager))
            {
                yield return Finding.Violation(
                    DockerfileLocations.Of(file, places[i].Position.Line, manager),
                    $"fills {manager}'s cache and does not clean it in the same RUN, so the layer keeps it") with
                {
                    Fix = PackageCommands.FixOf(manager),
                };
            }
        }
    }
}
