using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>
/// The Pipeline (tekton.dev/v1) of a solution: one clone, one publish of the whole, a proof for each image, one deployment of the joint manifests. Red Hat's task dotnet-publish-image takes
/// one project and gives back one digest; run for each service it would build what they share again and again, deliver the first before the last is checked, and know nothing of
/// the addresses that the services get of each other. So the solution is published here by the lines that hosted services run, in the same image and as the same user.
/// </summary>
internal static class SolutionTektonFile
{
    private const string Publish = "publish";
    private const string Source = "source";

    // What a task hands over is written into the termination message of its pod, 4 KiB with names and braces.
    private const int MostOfResults = 3800;
    private const int AroundResult = 45;
    private const int Digest = 72;

    // Red Hat's tasks, the clone among them, run as this user.
    private const int User = 65532;

    public static ManifestFile Make(SolutionPipelinePlan plan)
    {
        ImmutableArray<(SolutionPipelinePart Service, YamlMapping Task)> proofs = Proofs(plan);
        YamlMapping pipeline = new MappingBuilder
        {
            { "apiVersion", "tekton.dev/v1" },
            { "kind", "Pipeline" },
            { "metadata", new MappingBuilder { { "name", plan.Name } } },
            {
                "spec", new MappingBuilder
                {
                    { "description", $"Publishes the services of {plan.DisplayName}, proves each image where it will run, and deploys them together." },
                    { "params", Parameters(plan) },
                    { "workspaces", [new MappingBuilder { { "name", Source }, { "description", "Gets the clone and what the publish leaves." } }.Build()] },
                    { "results", proofs.Select(static p => Result(p.Service.Variable, ProofName(p.Task))) },
                    { "tasks", [TektonPipelineFile.CloneTask(), PublishTask(plan, [.. proofs.Select(static p => p.Service)]), .. proofs.Select(static p => p.Task), DeployTask(plan, proofs)] },
                }
            },
        };
        int handedOver = proofs.Sum(static p => p.Service.Name.Length + p.Service.Image.ClusterImage.Length + Digest + AroundResult);
        string limit = handedOver > MostOfResults ? "\nSo many images are more than a task may hand over by itself (4 KiB): let Tekton read results from logs, results-from: sidecar-logs in the TektonConfig." : "";
        return new ManifestFile(PipelineFiles.PathOf(TektonPipelineFile.FileName), [pipeline])
        {
            Comment = $"{SolutionPipelinePlan.Generated}\nOpenShift Pipelines 1.17 or later. Install: oc apply -f {TektonPipelineFile.FileName}; start: oc create -f {TektonRunFile.FileName}{limit}",
        };
    }

    /// <summary>The names of the tasks that prove.</summary>
    public static IEnumerable<string> ProofNames(SolutionPipelinePlan plan) => Proofs(plan).Select(static p => ProofName(p.Task));

    private static string ProofName(YamlMapping task) => task.TextAt("name")!;

    private static IEnumerable<YamlNode> Parameters(SolutionPipelinePlan plan)
    {
        yield return TektonPipelineFile.Parameter("repository", "Address of the Git repository.", plan.RepositoryUrl);
        yield return TektonPipelineFile.Parameter("revision", "Branch, tag or commit.", "main");
        yield return TektonPipelineFile.Parameter("solution", "Path of the solution file in the repository.", plan.Solution);
        if (plan.Registry is { } registry)
        {
            yield return TektonPipelineFile.Parameter("registry", "Registry of the images.", registry);
        }

        yield return TektonPipelineFile.Parameter("sdk-image", "Image with the .NET SDK, which publishes and proves.", PipelineImage.SdkImage(plan.Sdk));
    }

    private static YamlMapping Result(string name, string task) => new MappingBuilder
    {
        { "name", name },
        { "description", "The image by digest." },
        { "value", $"$(tasks.{task}.results.IMAGE_URL)@$(tasks.{task}.results.IMAGE_DIGEST)" },
    };

    private static YamlMapping PublishTask(SolutionPipelinePlan plan, ImmutableArray<SolutionPipelinePart> proved)
    {
        string? registry = plan.HasSeveralRegistries ? null : plan.Registry is null ? PipelinePlan.ClusterRegistry : "$(params.registry)";
        string? prefix = plan.Prefix("$(context.taskRun.namespace)");
        return new MappingBuilder
        {
            {
                "name", Publish,
                "One publish of the whole solution: what services share is built once, nothing is delivered before all are checked, and the manifests know each other's addresses.\nRed Hat's task dotnet-publish-image takes one project."
            },
            { "runAfter", [new YamlScalar("clone")] },
            {
                "params",
                [
                    TektonPipelineFile.Value("tool-image", "$(params.sdk-image)"),
                    TektonPipelineFile.Value("solution-file", "$(params.solution)"),
                    .. registry is null ? (YamlNode[])[] : [TektonPipelineFile.Value("image-registry", registry)],
                ]
            },
            {
                "taskSpec", new MappingBuilder
                {
                    { "params", [Parameter("tool-image"), Parameter("solution-file"), .. registry is null ? (YamlNode[])[] : [Parameter("image-registry")]] },
                    { "workspaces", [new MappingBuilder { { "name", Source } }.Build()] },
                    { "results", proved.Select(static s => new MappingBuilder { { "name", s.Name }, { "description", "The image by digest." }, { "type", "string" } }.Build()) },
                    {
                        "steps",
                        [
                            new MappingBuilder
                            {
                                { "name", Publish },
                                { "image", "$(params.tool-image)" },
                                { "workingDir", $"$(workspaces.{Source}.path)" },
                                {
                                    "env",
                                    [
                                        TektonPipelineFile.Value("HOME", "/tmp"),
                                        TektonPipelineFile.Value("DOTNET_NOLOGO", "1"),
                                        TektonPipelineFile.Value("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
                                        TektonPipelineFile.Value("CLONE", $"$(workspaces.{Source}.path)"),
                                        TektonPipelineFile.Value("SOLUTION", "$(params.solution-file)"),
                                        .. registry is null ? (YamlNode[])[] : [TektonPipelineFile.Value("REGISTRY", "$(params.image-registry)")],
                                        .. prefix is null ? (YamlNode[])[] : [TektonPipelineFile.Value("PREFIX", prefix)],
                                    ]
                                },
                                { "script", Script(plan, prefix is not null, proved) },
                                { "securityContext", SecurityContext() },
                            }.Build(),
                        ]
                    },
                }
            },
            { "workspaces", [TektonPipelineFile.Workspace(Source)] },
        };
    }

    private static string Script(SolutionPipelinePlan plan, bool hasPrefix, ImmutableArray<SolutionPipelinePart> proved) =>
        "#!/usr/bin/env bash\n" +
        SolutionPublishCommand.Of(plan, "$CLONE", hasPrefix, "-p:OpenShiftManifests=Kubernetes ") +
        "result() {\n  grep \"^$1=\" \"$left/images.env\" | sed 's/^[^=]*=//' | tr -d '\\n' >\"$2\"\n}\n" +
        string.Concat(proved.Select(static s => $"result {s.Variable} \"$(results.{s.Name}.path)\"\n"));

    private static MappingBuilder SecurityContext() => new()
    {
        { "allowPrivilegeEscalation", false },
        { "capabilities", new MappingBuilder { { "drop", [new YamlScalar("ALL")] } } },
        { "runAsNonRoot", true },
        { "runAsUser", User, "The user of the clone." },
        { "seccompProfile", new MappingBuilder { { "type", "RuntimeDefault" } } },
    };

    // The services' own proofs, with what their projects have written by hand. One that has taken the proof out has none here.
    private static ImmutableArray<(SolutionPipelinePart Service, YamlMapping Task)> Proofs(SolutionPipelinePlan plan)
    {
        var proofs = ImmutableArray.CreateBuilder<(SolutionPipelinePart, YamlMapping)>();
        foreach (SolutionPipelinePart service in plan.Of(PipelineKind.Tekton))
        {
            if (TaskOf(service, TektonPipelineFile.Prove) is { } task)
            {
                proofs.Add((service, Proof(service, task, proofs.Count)));
            }
        }

        return proofs.ToImmutable();
    }

    private static YamlMapping Proof(SolutionPipelinePart service, YamlMapping task, int number)
    {
        // A DNS label.
        string name = service.Name.Length <= 57 ? $"{TektonPipelineFile.Prove}-{service.Name}" : FormattableString.Invariant($"{TektonPipelineFile.Prove}-{number}");
        YamlMapping spec = task.MappingAt("taskSpec");
        return task
            .With("name", new YamlScalar(name))
            .With("runAfter", new YamlSequence([new YamlScalar(Publish)]))
            .With("params", new YamlSequence([.. task.ItemsAt("params").Select(p => ValueOf(p, TektonProveTask.Image, $"$(tasks.{Publish}.results.{service.Name})"))]))
            .With("taskSpec", spec.With("steps", new YamlSequence([.. spec.ItemsAt("steps").Select(s => s is YamlMapping step && step.ItemsAt("env") is { IsEmpty: false } env
                ? step.With("env", new YamlSequence([.. env.Select(v => ValueOf(v, TektonProveTask.ManifestsVariable, $"$(workspaces.{Source}.path)/{SolutionPipelinePlan.Manifests}/{service.Name}"))]))
                : s)])));
    }

    private static YamlNode ValueOf(YamlNode item, string name, string value) =>
        item is YamlMapping mapping && mapping.TextAt("name") == name ? mapping.With("value", new YamlScalar(value)) : item;

    private static YamlMapping? TaskOf(SolutionPipelinePart service, string name) => service.Documents(TektonPipelineFile.FileName)
        .Where(static d => d.TextAt("kind") == "Pipeline").SelectMany(static d => d.ItemsAt("spec", "tasks")).OfType<YamlMapping>().FirstOrDefault(t => t.TextAt("name") == name);

    private static YamlMapping DeployTask(SolutionPipelinePlan plan, ImmutableArray<(SolutionPipelinePart Service, YamlMapping Task)> proofs)
    {
        string[] secrets = [.. plan.Services.Where(static s => s.HasSecrets).Select(static s => s.Name + "-secrets")];
        return new MappingBuilder
        {
            { "name", TektonPipelineFile.Deploy, secrets.Length > 0 ? $"The Secret{(secrets.Length == 1 ? "" : "s")} {string.Join(", ", secrets)} {(secrets.Length == 1 ? "is" : "are")} not made here: secrets.env.example of each service says how." : null },
            { "runAfter", proofs.IsEmpty ? [new YamlScalar(Publish)] : proofs.Select(static p => new YamlScalar(ProofName(p.Task))) },
            { "taskRef", TektonPipelineFile.OfCluster("openshift-client") },
            { "params", [TektonPipelineFile.Value("SCRIPT", DeployScript(plan))] },
            { "workspaces", [TektonPipelineFile.Workspace("manifest_dir")] },
        };
    }

    // What each service's own deployment does before and after: a Job is deleted, a rollout waited for.
    private static string DeployScript(SolutionPipelinePlan plan)
    {
        (IEnumerable<string> Before, IEnumerable<string> After)[] around =
        [
            .. plan.Of(PipelineKind.Tekton).Select(static s => TaskOf(s, TektonPipelineFile.Deploy)).OfType<YamlMapping>()
                .Select(static t => TektonPipelineFile.Around(t.ItemsAt("params").OfType<YamlMapping>().FirstOrDefault(static p => p.TextAt("name") == "SCRIPT")?.TextAt("value") ?? "")),
        ];
        return string.Concat(around.SelectMany(static a => a.Before).Append($"{TektonPipelineFile.Apply}{SolutionPipelinePlan.Manifests}").Concat(around.SelectMany(static a => a.After)).Select(static l => l + "\n"));
    }

    private static YamlMapping Parameter(string name) => new MappingBuilder { { "name", name }, { "type", "string" } };
}
