using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G21_DeploymentTemplates.OSC2107_ManifestsStartTheImage;

/// <summary>OSC2107.</summary>
[Rule(
    "OSC2107",
    "What the manifests start is in the image",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Leave out command and workingDir, so that the image's own entry point runs, or name a program that the image has.")]
public sealed class ManifestsStartTheImage : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            ImmutableArray<string>? command = Texts(container.Root, "command");
            ImmutableArray<string>? arguments = Texts(container.Root, "args");
            YamlNode at = container.Root["command"] ?? container.Root["workingDir"] ?? container.Root["args"] ?? container.Root;
            if ((command ?? []).Concat(arguments ?? []).Any(static a => a.Contains("$(", StringComparison.Ordinal)))
            {
                yield return Finding.CouldNotTell(Location.OfContainer(container, at.Mark, scope: "command"), "starts what an environment variable says");
                continue;
            }

            // Kubernetes, "Define a Command and Arguments for a Container": command replaces Entrypoint and Cmd, args replaces Cmd alone.
            ExecutionConfig config = publication.Config.Config;
            config = config with
            {
                Entrypoint = command ?? config.Entrypoint,
                Cmd = arguments ?? (command is null ? config.Cmd : null),
                WorkingDir = container.Root.TextAt("workingDir") is { Length: > 0 } folder ? folder : config.WorkingDir,
            };
            EntryPoint started = EntryPointResolver.Resolve(config, publication.Files);
            ContainerMount? hiding = container.Mounts.FirstOrDefault(m => started.ProgramPath is { } path && path.StartsWith('/') && m.Holds(path));
            if (hiding is null && started.Program is not null)
            {
                string working = ImagePath.Normalize(config.WorkingDir ?? ImagePath.Root);
                hiding = started.ProgramArguments
                    .Select(a => ImagePath.Combine(working, a))
                    .Where(p => publication.Files.TryResolve(p, out FileVersion? file) && file.File.Kind == FileKind.File)
                    .Select(p => container.Mounts.FirstOrDefault(m => m.Holds(p)))
                    .FirstOrDefault(static m => m is not null);
            }

            if (hiding is not null)
            {
                // A script or a program can come with the volume that is mounted; the image's own entry point never does.
                if (command is null && arguments is null)
                {
                    yield return Finding.Violation(Location.OfContainer(container, hiding.Root.Mark, scope: "mount:" + hiding.Path), $"mounts a volume over '{hiding.Path}', which hides {string.Join(' ', started.Arguments)} that the image starts from there") with
                    {
                        Fix = "Mount it elsewhere, or a single file with subPath.",
                    };
                }
            }
            else if (started.Kind == EntryPointKind.Missing && (command ?? arguments) is not null)
            {
                yield return Finding.Violation(Location.OfContainer(container, at.Mark, scope: "command"), $"starts '{started.ProgramPath}', which is not in the image");
            }
        }
    }

    private static ImmutableArray<string>? Texts(YamlMapping container, string member) =>
        container[member] is null ? null : [.. container.ItemsAt(member).OfType<YamlScalar>().Select(static s => s.Text)];
}
