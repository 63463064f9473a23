using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>
/// The BuildStrategy and the Build (shipwright.io/v1beta1, Builds for OpenShift). The publish leaves an OCI layout with one entry in the output folder, and
/// Shipwright pushes it as it is: its digest is that of the image that was checked.
/// </summary>
internal static class ShipwrightFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "shipwright.yaml";

    /// <summary>Kind of what several Builds share.</summary>
    public const string StrategyKind = "BuildStrategy";

    /// <summary>What is said above the image's name.</summary>
    public const string Credentials = "Credentials: pushSecret names the Secret that has them.";

    /// <summary>What is said above the address of a repository that nobody knows.</summary>
    public const string NoRepository = ToBeSet.Mark + ": the project says no RepositoryUrl.";

    private const string Strategy = "dotnet-publish";
    private const string Temporary = "/tmp";

    public static ManifestFile Make(PipelinePlan plan) => new(PipelineFiles.PathOf(FileName), [StrategyObject(plan), BuildObject(plan)])
    {
        Comment = $"{PipelinePlan.Generated}\n{plan.Note}Builds for OpenShift 1.1 or later. Install: oc apply -f {FileName}; start: oc create -f {ShipwrightRunFile.FileName}",
    };

    // Parameters reach the shell as variables: Shipwright puts them into a script as they are.
    private const string Script =
        """
        set -eu
        cd "$SOURCE"
        dotnet publish "$PROJECT" -t:PublishContainer ${FRAMEWORK:+-p:TargetFramework="$FRAMEWORK"} -p:ContainerArchiveOutputPath="$OUTPUT" -p:OpenShiftArchiveFormat=OciLayout

        """;

    private static YamlMapping StrategyObject(PipelinePlan plan) => new MappingBuilder
    {
        { "apiVersion", "shipwright.io/v1beta1" },
        { "kind", StrategyKind },
        { "metadata", new MappingBuilder { { "name", Strategy } } },
        {
            "spec", new MappingBuilder
            {
                {
                    "parameters",
                    [
                        Parameter("project", "Path of the project file in the repository.", plan.Project),
                        Parameter("framework", "Target framework to publish, of a project that has a list of them.", ""),
                        Parameter("sdk-image", "Image with the .NET SDK.", plan.SdkImage),
                    ]
                },
                {
                    "securityContext", new MappingBuilder { { "runAsUser", 1001 }, { "runAsGroup", 0 } },
                    "The clone and the publish are of one user. No step has privileges or capabilities."
                },
                {
                    "steps",
                    [
                        new MappingBuilder
                        {
                            { "name", "publish" },
                            { "image", "$(params.sdk-image)" },
                            { "command", [new YamlScalar("/bin/sh")] },
                            { "args", [new YamlScalar("-c"), new YamlScalar(Script.ReplaceLineEndings("\n"))] },
                            {
                                "env",
                                [
                                    Variable("HOME", Temporary),
                                    Variable("SOURCE", "$(params.shp-source-context)"),
                                    Variable("PROJECT", "$(params.project)"),
                                    Variable("FRAMEWORK", "$(params.framework)"),
                                    Variable("OUTPUT", "$(params.shp-output-directory)"),
                                ]
                            },
                            {
                                "securityContext", new MappingBuilder
                                {
                                    { "allowPrivilegeEscalation", false },
                                    { "capabilities", new MappingBuilder { { "drop", [new YamlScalar("ALL")] } } },
                                    { "runAsNonRoot", true },
                                    { "readOnlyRootFilesystem", true },
                                    { "seccompProfile", new MappingBuilder { { "type", "RuntimeDefault" } } },
                                }
                            },
                            { "volumeMounts", [new MappingBuilder { { "name", "tmp" }, { "mountPath", Temporary } }.Build()] },
                        }.Build(),
                    ]
                },
                { "volumes", [new MappingBuilder { { "name", "tmp" }, { "emptyDir", new MappingBuilder() } }.Build()] },
            }
        },
    };

    private static YamlMapping BuildObject(PipelinePlan plan) => new MappingBuilder
    {
        { "apiVersion", "shipwright.io/v1beta1" },
        { "kind", "Build" },
        { "metadata", new MappingBuilder { { "name", plan.Name } } },
        {
            "spec", new MappingBuilder
            {
                {
                    "source", new MappingBuilder
                    {
                        { "type", "Git" },
                        {
                            "git", new MappingBuilder
                            {
                                { "url", plan.RepositoryUrl ?? PipelinePlan.UnknownRepository, plan.RepositoryUrl is null ? NoRepository : null },
                                { "revision", "main" },
                            }
                        },
                    }
                },
                { "strategy", new MappingBuilder { { "kind", StrategyKind }, { "name", Strategy } } },
                {
                    "paramValues",
                    [
                        new MappingBuilder { { "name", "project" }, { "value", plan.Project } }.Build(),
                        .. plan.Workload.Facts.Pipelines.Framework is { } framework ? (YamlNode[])[new MappingBuilder { { "name", "framework" }, { "value", framework } }.Build()] : [],
                        new MappingBuilder { { "name", "sdk-image" }, { "value", plan.SdkImage } }.Build(),
                    ]
                },
                {
                    "output", new MappingBuilder
                    {
                        { "image", plan.ClusterImage + ":" + plan.Tag, plan.Registry is null ? PipelinePlan.UnknownNamespace : Credentials },
                    }
                },
            }
        },
    };

    private static YamlMapping Parameter(string name, string description, string value) => new MappingBuilder
    {
        { "name", name },
        { "description", description },
        { "type", "string" },
        { "default", value },
    };

    private static YamlMapping Variable(string name, string value) => new MappingBuilder { { "name", name }, { "value", value } };
}
