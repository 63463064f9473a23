using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contracts;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G02_TagCompatibility;

/// <summary>What users of a publication rely on: of its image, and of the manifests that go with it.</summary>
public static class PublishedContract
{
    private static readonly ImmutableArray<string> s_probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    /// <summary>The contract of a publication.</summary>
    /// <exception cref="ArgumentException">The publication has no project.</exception>
    public static ImageContract Of(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Project is not { } project)
        {
            throw new ArgumentException("There is a contract only for the image of a project.", nameof(publication));
        }

        ImageContract contract = ContractReader.Of(project, publication.Config.Config, publication.EntryPoint) with
        {
            Settings = Sorted(project.Manifests.Settings.Select(static s => s.Name)),
            RequiredSettings = Sorted(project.Manifests.Settings.Where(static s => s.Required).Select(static s => s.Name)),
        };
        if (publication.Workloads is not { } workloads)
        {
            return contract;
        }

        TemplateParameter[] parameters =
        [
            .. workloads.OfKind("Template").SelectMany(static t => ManifestTemplate.TryRead(t, out ManifestTemplate? template) ? template.Parameters : []),
        ];
        return contract with
        {
            ProbePaths = Sorted(PublishedContainers.Of(publication).SelectMany(static c => s_probes.Select(p => c.Probe(p)?.TextAt("httpGet", "path"))).OfType<string>().Where(static p => !ParameterReference.IsIn(p))),
            Parameters = Sorted(parameters.Select(static p => p.Name)),
            RequiredParameters = Sorted(parameters.Where(static p => p is { Required: true, Value.Length: 0, Generate: null }).Select(static p => p.Name)),
        };
    }

    private static ImmutableSortedSet<string> Sorted(IEnumerable<string> values) => values.ToImmutableSortedSet(StringComparer.Ordinal);
}
