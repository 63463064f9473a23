using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Contracts;

/// <summary>Reads from an image and its project what its users rely on.</summary>
public static class ContractReader
{
    /// <summary>The contract of an image.</summary>
    /// <param name="project">The project it was made from.</param>
    /// <param name="config">How its containers run.</param>
    /// <param name="entryPoint">What they start.</param>
    public static ImageContract Of(ProjectFacts project, ExecutionConfig config, EntryPoint entryPoint)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(entryPoint);
        string user = (config.User ?? "").Split(':')[0];
        return new ImageContract
        {
            Version = project.Identity.Version,
            EntryPoint = entryPoint.Kind.ToString().ToLowerInvariant(),
            NumericUser = user.Length > 0 && user.All(char.IsAsciiDigit) && user.Any(static c => c != '0'),
            Ports = Sorted((config.ExposedPorts?.Keys ?? []).Select(static p => ExposedPort.Parse(p).ToString())),
            Volumes = Sorted((config.Volumes?.Keys ?? []).Select(ImagePath.Normalize)),
            WritablePaths = Sorted(project.Image.WritablePaths.Select(static p => p.Path)),
            Environment = Sorted(project.Image.Environment.Select(static v => v.Name)),
            ExposeServices = Sorted((config.Labels?.GetValueOrDefault("io.openshift.expose-services") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        };
    }

    private static ImmutableSortedSet<string> Sorted(IEnumerable<string> values) => values.ToImmutableSortedSet(StringComparer.Ordinal);
}
