using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>
/// The Pipeline (tekton.dev/v1) that clones, publishes with Red Hat's own task, proves the image in a pod of the cluster, and deploys it. Tasks of others are
/// referred to by version and never copied.
/// </summary>
internal static class TektonPipelineFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "tekton.yaml";

    /// <summary>Name of the task that asks the running image.</summary>
    public const string Prove = "prove";

    /// <summary>Name of the task that deploys.</summary>
    public const string Deploy = "deploy";

    /// <summary>What applies manifests.</summary>
    public const string Apply = "oc apply -k ";

    private const string Source = "source";
    private const string Image = "image";

    // dotnet-publish-image mounts its workspace here, and MSBuild takes a relative path for one of the project's.
    private const string Clone = "/workspace/source";

    public static ManifestFile Make(PipelinePlan plan)
    {
        YamlMapping pipeline = new MappingBuilder
        {
            { "apiVersion", "tekton.dev/v1" },
            { "kind", "Pipeline" },
            { "metadata", new MappingBuilder { { "name", plan.Name } } },
            {
                "spec", new MappingBuilder
                {
                    { "description", $"Publishes {plan.Workload.DisplayName}, proves the image where it will run, and deploys it." },
                    { "params", Parameters(plan) },
                    { "workspaces", [new MappingBuilder { { "name", Source }, { "description", "Gets the clone and what the publish leaves." } }.Build()] },
                    {
                        "results",
                        [
                            Result("IMAGE_URL", "Repository of the image, which Chains signs."),
                            Result("IMAGE_DIGEST", "Its digest."),
                        ]
                    },
                    { "tasks", [CloneTask(), PublishTask(plan), TektonProveTask.Make(plan), DeployTask(plan)] },
                }
            },
        };
        return new ManifestFile(PipelineFiles.PathOf(FileName), [pipeline])
        {
            Comment = $"{PipelinePlan.Generated}\n{plan.Note}OpenShift Pipelines 1.17 or later. Install: oc apply -f {FileName}; start: oc create -f {TektonRunFile.FileName}",
        };
    }

    private static IEnumerable<YamlNode> Parameters(PipelinePlan plan)
    {
        yield return Parameter("repository", "Address of the Git repository.", plan.RepositoryUrl);
        yield return Parameter("revision", "Branch, tag or commit.", "main");
        yield return Parameter("project", "Path of the project file in the repository.", plan.Project);
        if (plan.Registry is not null)
        {
            yield return Parameter(Image, "Registry and repository of the image, without a tag.", plan.ClusterImage);
        }

        yield return Parameter("tag", "Its tag.", plan.Tag);
        yield return Parameter("sdk-image", "Image with the .NET SDK, which publishes and proves.", plan.SdkImage);
        yield return Parameter("base-image", "Base image in place of the project's own; empty leaves it.", "");
    }

    public static YamlMapping Parameter(string name, string description, string? value) => new MappingBuilder
    {
        { "name", name },
        { "type", "string" },
        { "description", description },
        { "default", value },
    };

    private static YamlMapping Result(string name, string description) => new MappingBuilder
    {
        { "name", name },
        { "description", description },
        { "value", $"$(tasks.{Prove}.results.{name})" },
    };

    public static YamlMapping CloneTask() => new MappingBuilder
    {
        { "name", "clone" },
        { "taskRef", OfCluster("git-clone") },
        { "params", [Value("URL", "$(params.repository)"), Value("REVISION", "$(params.revision)")] },
        { "workspaces", [Workspace("output")] },
    };

    private static YamlMapping PublishTask(PipelinePlan plan) => new MappingBuilder
    {
        { "name", "publish", "Red Hat's task of Artifact Hub, as it is: it runs dotnet publish -t:PublishContainer, which checks before it pushes.\nA cluster that does not reach Artifact Hub: install the task, and write taskRef: {name: dotnet-publish-image}." },
        { "runAfter", [new YamlScalar("clone")] },
        {
            "taskRef", new MappingBuilder
            {
                { "resolver", "hub" },
                {
                    "params",
                    [
                        Value("type", "artifact"),
                        Value("catalog", "redhat-tekton-tasks"),
                        Value("kind", "task"),
                        Value("name", "dotnet-publish-image"),
                        Value("version", "0.2.0"),
                    ]
                },
            }
        },
        {
            "params",
            [
                Value("SDK_IMAGE", "$(params.sdk-image)"),
                Value("PROJECT", "$(params.project)"),
                new MappingBuilder
                {
                    { "name", "IMAGE_NAME" },
                    {
                        "value", (plan.Registry is null ? PipelinePlan.ClusterRepository("$(context.pipelineRun.namespace)", plan.Workload.Name) : $"$(params.{Image})") + ":$(params.tag)",
                        plan.Registry is null ? "The cluster's own registry, as the image was published to none that a cluster reaches." : null
                    },
                }.Build(),
                Value("BASE_IMAGE", "$(params.base-image)"),
                new MappingBuilder
                {
                    { "name", "BUILD_PROPS" },
                    {
                        "value",
                        [
                            new YamlScalar($"OpenShiftManifestDirectory={Clone}/{plan.Manifests}"),
                            new YamlScalar("OpenShiftManifests=Kubernetes"),
                            .. plan.NoPrefix is { } none ? (YamlNode[])[new YamlScalar(none)] : [],
                            .. plan.Framework is { } framework ? (YamlNode[])[new YamlScalar(framework)] : [],
                        ]
                    },
                }.Build(),
            ]
        },
        { "workspaces", [Workspace(Source)] },
    };

    private static YamlMapping DeployTask(PipelinePlan plan) => new MappingBuilder
    {
        { "name", Deploy, plan.Workload.Secrets.Any() ? $"The Secret {plan.Workload.Name}-secrets is not made here: secrets.env.example of the manifests says how." : null },
        { "runAfter", [new YamlScalar(Prove)] },
        { "taskRef", OfCluster("openshift-client") },
        { "params", [Value("SCRIPT", DeployScript(plan))] },
        { "workspaces", [Workspace("manifest_dir")] },
    };

    /// <summary>The lines of the deployment before and after the manifests are applied.</summary>
    /// <param name="script">A script of this class, or what a user has made of it.</param>
    public static (IEnumerable<string> Before, IEnumerable<string> After) Around(string script)
    {
        string[] lines = script.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int apply = Array.FindIndex(lines, static l => l.StartsWith(Apply, StringComparison.Ordinal));
        return apply < 0 ? ([], []) : (lines[..apply], lines[(apply + 1)..]);
    }

    private static string DeployScript(PipelinePlan plan)
    {
        string apply = $"{Apply}{plan.Manifests}/{ManifestGenerator.KubernetesFolder}\n";
        return plan.Workload.Kind switch
        {
            Projects.Manifests.WorkloadKind.Job => $"oc delete job {plan.Workload.Name} --ignore-not-found\n{apply}",
            Projects.Manifests.WorkloadKind.CronJob => apply,
            _ => $"{apply}oc rollout status deployment/{plan.Workload.Name} --timeout=5m\n",
        };
    }

    // The tasks that OpenShift Pipelines brings, of the version that is installed.
    public static MappingBuilder OfCluster(string name) => new()
    {
        { "resolver", "cluster" },
        { "params", [Value("kind", "task"), Value("name", name), Value("namespace", "openshift-pipelines")] },
    };

    public static YamlMapping Value(string name, string value) => new MappingBuilder { { "name", name }, { "value", value } };

    public static YamlMapping Workspace(string name) => new MappingBuilder { { "name", name }, { "workspace", Source } };
}
