using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Guidelines.G06_LayerOrder.OSC0604_DockerfileCopiesSourcesLast;

/// <summary>A Dockerfile copies sources only after the steps that do not need them.</summary>
[Rule(
    "OSC0604",
    "A Dockerfile beside the project installs and restores before it copies what changes",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Install packages of the system first, then copy the project files (*.csproj, *.sln, Directory.*.props, nuget.config) and restore, then copy the rest.")]
public sealed class DockerfileCopiesSourcesLast : Rule
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
            foreach (DockerfileStage stage in file.Stages)
            {
                DockerfileInstruction? copy = null;
                foreach (DockerfileInstruction instruction in stage.Instructions)
                {
                    if (copy is null && CopiesChanging(instruction))
                    {
                        copy = instruction;
                    }
                    else if (copy is not null && instruction.Keyword == "RUN" && StableStep(instruction) is { } step)
                    {
                        yield return Finding.Violation(
                            DockerfileLocations.Of(file, copy.Line, copy.Keyword + " " + string.Join(' ', copy.Words.Take(1))),
                            $"copies files that change with every commit before '{step}' in line {instruction.Line}, which is then run again for each of them");
                        break;
                    }
                }
            }
        }
    }

    private static bool CopiesChanging(DockerfileInstruction instruction)
    {
        if (instruction.Keyword is not ("COPY" or "ADD") || instruction.Documents.Length > 0 || instruction.Flags.Any(static f => f.StartsWith("--from=", StringComparison.Ordinal)))
        {
            return false;
        }

        return instruction.Words is [.. var sources, _] && sources.Any(static s => !IsStable(s));
    }

    private static bool IsStable(string source)
    {
        string name = ImagePath.Name(source.TrimEnd('/')).ToLowerInvariant();
        return source.Contains("://", StringComparison.Ordinal)
            || name.EndsWith("proj", StringComparison.Ordinal) || name.EndsWith(".sln", StringComparison.Ordinal) || name.EndsWith(".slnx", StringComparison.Ordinal) || name.EndsWith(".slnf", StringComparison.Ordinal)
            || name.EndsWith(".props", StringComparison.Ordinal) || name.EndsWith(".targets", StringComparison.Ordinal) || name.StartsWith("directory.", StringComparison.Ordinal)
            || name.EndsWith(".crt", StringComparison.Ordinal) || name.EndsWith(".pem", StringComparison.Ordinal) || name.EndsWith(".repo", StringComparison.Ordinal) || name.EndsWith(".list", StringComparison.Ordinal)
            || name is "nuget.config" or "global.json" or "packages.lock.json" or "package.json" or "package-lock.json" or "npm-shrinkwrap.json" or "yarn.lock" or "pnpm-lock.yaml" or ".npmrc"
                or "dotnet-tools.json" or ".config" or ".nuget" or "build" or "eng" or "requirements.txt" or "gemfile" or "gemfile.lock" or "go.mod" or "go.sum" or "pom.xml";
    }

    private static string? StableStep(DockerfileInstruction run)
    {
        // Not understood: OSC0507 tells it.
        foreach (ShellSimpleCommand command in SimpleCommands.In(Dockerfile.ScriptOf(run).Body))
        {
            ImmutableArray<string> words = PackageManagerCommand.Bare(SimpleCommands.TextOf(command));
            string name = ImagePath.Name(words[0]);
            string? verb = PackageManagerCommand.VerbOf(words);
            if ((name is "apt-get" or "apt" or "yum" or "dnf" or "microdnf" or "zypper" && verb == "install") || (name == "apk" && verb == "add") || (name == "dotnet" && verb == "restore"))
            {
                return $"{name} {verb}";
            }
        }

        return null;
    }
}
