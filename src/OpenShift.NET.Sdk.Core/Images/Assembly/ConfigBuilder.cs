using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.Layers;
using OpenShift.NET.Sdk.Images.SourceToImage;
using OpenShift.NET.Sdk.Images.Users;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>The image configuration: the base's, with what the project and this SDK say. Pure; no clock, no version of ours, so that equal input has equal bytes.</summary>
internal static class ConfigBuilder
{
    /// <summary>Builds the configuration.</summary>
    public static ImageConfig Build(ProjectFacts facts, BaseImage baseImage, StartCommand command, IReadOnlyList<(PlannedLayer Plan, WrittenLayer Layer)> layers, StartingCode? code = null, BuilderImage? builder = null)
    {
        facts = code is { Listening: { ServesNothing: true } listening } ? facts.WithoutServer(listening.RunsOn) : facts;
        ImageConfig inherited = baseImage.Config;
        ExecutionConfig run = inherited.Config;
        ImagePorts ports = ImagePorts.Of(facts, run, code?.Listening);
        string created = DateTimeOffset.FromUnixTimeSeconds(facts.Image.SourceDateEpoch).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return inherited with
        {
            Created = created,
            Author = null,
            Config = run with
            {
                User = builder?.User ?? UserBuilder.Build(facts, run),
                ExposedPorts = ports.Exposed.IsEmpty ? null : ports.Exposed.ToImmutableSortedDictionary(p => p.ToString(), _ => new EmptyObject(), StringComparer.Ordinal),
                Env = EnvironmentBuilder.Build(facts, ports, run, code?.Guard, builder),
                Entrypoint = command.Entrypoint,
                Cmd = command.Cmd,
                Volumes = Volumes(facts, run),
                WorkingDir = facts.Image.WorkingDirectory,
                Labels = LabelBuilder.Build(facts, ports, baseImage, builder?.Labels ?? []),
                Extensions = Without(run.Extensions, "Hostname", "Domainname", "Image", "OnBuild"),
            },
            RootFs = inherited.RootFs with { DiffIds = [.. inherited.RootFs.DiffIds, .. layers.Select(l => l.Layer.DiffId)] },
            History = [.. BaseHistory(baseImage, created), .. layers.Select(l => new HistoryEntry { Created = created, CreatedBy = "OpenShift.NET.Sdk: " + l.Plan.Name })],

            // What Docker's builder noted of the container the base was made in.
            Extensions = Without(inherited.Extensions, "container", "container_config", "docker_version", "id", "parent", "moby.buildkit.buildinfo.v1", "moby.buildkit.cache.v0"),
        };
    }

    private static ImmutableSortedDictionary<string, EmptyObject>? Volumes(ProjectFacts facts, ExecutionConfig run)
    {
        ImmutableSortedDictionary<string, EmptyObject> volumes = (run.Volumes ?? ImmutableSortedDictionary<string, EmptyObject>.Empty).WithComparers(StringComparer.Ordinal);
        foreach (WritablePath path in facts.Image.WritablePaths)
        {
            if (path.Volume != VolumeKind.None)
            {
                volumes = volumes.SetItem("/" + ProjectPath.OfFolder(path.Path, "OpenShiftWritablePath", facts), new EmptyObject());
            }
        }

        return volumes.IsEmpty ? null : volumes;
    }

    // Tools go by the number of entries that made layers; a base whose history does not match its layers gets a plain one.
    private static ImmutableArray<HistoryEntry> BaseHistory(BaseImage baseImage, string created)
    {
        ImmutableArray<HistoryEntry> history = baseImage.Config.History.IsDefault ? [] : baseImage.Config.History;
        return history.Count(h => h.EmptyLayer != true) == baseImage.LayerCount
            ? history
            : [.. Enumerable.Repeat(new HistoryEntry { Created = created, CreatedBy = "base image" }, baseImage.LayerCount)];
    }

    private static Dictionary<string, JsonElement>? Without(Dictionary<string, JsonElement>? members, params ReadOnlySpan<string> names)
    {
        if (members is null)
        {
            return null;
        }

        var rest = new Dictionary<string, JsonElement>(members, StringComparer.Ordinal);
        foreach (string name in names)
        {
            rest.Remove(name);
        }

        return rest.Count == 0 ? null : rest;
    }
}
