using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1604_MountedFilesAreRequired;

/// <summary>OSC1604.</summary>
[Rule(
    "OSC1604",
    "A mounted configuration that is missing stops the application",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Pass optional: false, so that a missing mount is told at the start.")]
public sealed class MountedFilesAreRequired : CodeRule
{
    // The path is the first text, "optional" the first truth value.
    private static readonly KnownApi[] s_readers =
    [
        "Microsoft.Extensions.Configuration.JsonConfigurationExtensions::AddJsonFile",
        "Microsoft.Extensions.Configuration.XmlConfigurationExtensions::AddXmlFile",
        "Microsoft.Extensions.Configuration.IniConfigurationExtensions::AddIniFile",
        "Microsoft.Extensions.Configuration.YamlConfigurationExtensions::AddYamlFile",
        "Microsoft.Extensions.Configuration.KeyPerFileConfigurationBuilderExtensions::AddKeyPerFile",
        "NetEscapades.Configuration.Yaml.YamlConfigurationExtensions::AddYamlFile",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        foreach (CodeCall call in code.CallsTo(s_readers).Where(static c => c.InProduction))
        {
            if (call.ArgumentOf("System.String").Text is ['/', ..] path && call.ArgumentOf("System.Boolean").IsTrue() && Mount(publication, path) is { } mount)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), $"takes '{path}' as optional, and {mount} mounts it: when the mount is missing, the application starts with other settings and says nothing") with
                {
                    Fix = new CodeText(
                        "Pass optional: false, so that a missing mount is told at the start.",
                        "Pass optional = false, so that a missing mount is told at the start.",
                        "Pass optional:=False, so that a missing mount is told at the start.").For(publication),
                };
            }
        }
    }

    private static string? Mount(Publication publication, string path)
    {
        foreach (Manifests.Workloads.WorkloadContainer container in PublishedContainers.Of(publication))
        {
            foreach (Manifests.Workloads.ContainerMount mount in container.Mounts)
            {
                // An emptyDir or a claim is the application's own folder; what it holds is no configuration of the deployment.
                bool configuration = mount.Volume is { } volume && (volume["configMap"] ?? volume["secret"] ?? volume["projected"]) is { } source
                    && (source as Manifests.Yaml.YamlMapping)?.TextAt("optional") != "true";
                if (configuration && mount.Path.Length > 1 && mount.Holds(path))
                {
                    return $"{container.Workload.Kind}/{container.Workload.Object.Name}";
                }
            }
        }

        return null;
    }
}
