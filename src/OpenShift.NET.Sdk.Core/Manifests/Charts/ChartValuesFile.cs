using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary><c>values.yaml</c>: every value with its meaning. What has to be given is left out, so that Helm asks for it by name.</summary>
internal static class ChartValuesFile
{
    /// <summary>Its file name.</summary>
    public const string FileName = "values.yaml";

    /// <summary>The image that asks the readiness probe when the release is tested: Red Hat's smallest one with curl and bash.</summary>
    public const string TestImage = "registry.access.redhat.com/ubi9/ubi-minimal:9.6";

    /// <summary>Makes it.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="values">The values that the templates use.</param>
    /// <param name="options">What the chart has besides.</param>
    public static YamlMapping Make(WorkloadPlan workload, ImmutableArray<ChartValue> values, ChartOptions options)
    {
        YamlMapping root = YamlMapping.Empty;
        foreach (ChartValue value in values)
        {
            root = value.Kind switch
            {
                ChartValueKind.Name => With(root, value.Path, "", "Beginning of every object's name; empty takes the release's, with the chart's behind it where it is not in it."),
                ChartValueKind.Image => WithImage(root, workload, value),
                _ when value.Default is { } given => ChartTree.With(root, value.Path.AsSpan(), given, value.Meaning),
                _ => root,
            };
        }

        if (options.HasSecrets)
        {
            root = With(root, ["existingSecret"], "", $"Name of the Secret with {string.Join(", ", workload.Secrets.Where(static s => !s.IsLeftOut).Select(static s => s.Name))}; empty takes the name of the objects with -secrets behind it. It is made before the installation, README.md says how: no value of a secret belongs into values.");
        }

        if (options.HasRoute)
        {
            root = ChartTree.With(root, ["route", "enabled"], (YamlScalar)true, "Whether OpenShift's Route leads to the application; false makes an Ingress in its place, for other clusters.");
        }

        if (options.HasIngress)
        {
            root = With(root, ["ingress", "className"], "", "Class of the Ingress; empty takes the cluster's default.");
        }

        if (options.HasTest)
        {
            root = With(root, ["tests", "image"], TestImage, "What asks the readiness probe for helm test; it needs curl and bash and, outside of OpenShift, a numeric user that is not root.");
        }

        foreach (string section in (ReadOnlySpan<string>)["settings", "parameters"])
        {
            root = Commented(root, section, [.. values.Where(v => v.Path[0] == section && v.Default is null)]);
        }

        return root;
    }

    /// <summary>Values for what has to be given, to try the chart with; <see langword="null"/> when nothing has to.</summary>
    public static YamlMapping? Examples(ImmutableArray<ChartValue> values)
    {
        YamlMapping root = YamlMapping.Empty;
        foreach (ChartValue value in values.Where(static v => v.Default is null))
        {
            root = ChartTree.With(root, value.Path.AsSpan(), new YamlScalar(Example(value)), null);
        }

        return root.Entries.IsEmpty ? null : root;
    }

    /// <summary>Name, tag and digest of the image.</summary>
    public static (string Repository, string Tag, string Digest) Image(string image)
    {
        if (!ImageReference.TryParse(image, out ImageReference? reference, out _))
        {
            return (image, "", "");
        }

        int at = image.IndexOf('@', StringComparison.Ordinal);
        string name = at < 0 ? image : image[..at];
        int colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        return (colon < 0 ? name : name[..colon], reference.Digest is null || colon >= 0 ? reference.Tag ?? "" : "", reference.Digest?.ToString() ?? "");
    }

    private static string Example(ChartValue value) => value switch
    {
        { Kind: ChartValueKind.Schedule } => "@daily",
        { Setting.Fact.Type: "number" } => "1",
        { Setting.Fact.Type: "boolean" } => "true",
        { Setting.Fact.Type: "URL" } => "https://service.example.com/",
        { Setting.Fact.Type: "duration" } => "00:01:00",
        _ => "example",
    };

    private static YamlMapping WithImage(YamlMapping root, WorkloadPlan workload, ChartValue value)
    {
        (string repository, string tag, string digest) = Image(workload.Image);
        root = With(root, [.. value.Path, "repository"], repository, value.Meaning);
        root = With(root, [.. value.Path, "tag"], tag, "Used where no digest is given.");
        return With(root, [.. value.Path, "digest"], digest, "Wins over the tag.");
    }

    private static YamlMapping With(YamlMapping root, ImmutableArray<string> path, string value, string comment) => ChartTree.With(root, path.AsSpan(), new YamlScalar(value), comment);

    // A section is there in any case, as a mapping: "--set settings.X=…" adds to it.
    private static YamlMapping Commented(YamlMapping root, string section, ImmutableArray<ChartValue> missing)
    {
        if (missing.IsEmpty)
        {
            return root;
        }

        string comment = "To be given, as there is no default:\n" + string.Join('\n', missing.Select(static v => $"{v.Path[^1]}: {v.Meaning}"));
        YamlEntry? entry = root.EntryOf(section);
        return entry is null
            ? root with { Entries = root.Entries.Add(new YamlEntry(section, YamlMapping.Empty) { Comment = comment }) }
            : root with { Entries = root.Entries.Replace(entry, entry with { Comment = comment }) };
    }
}
