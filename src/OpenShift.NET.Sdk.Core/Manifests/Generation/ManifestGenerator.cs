using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Manifests.Generation.Objects;
using OpenShift.NET.Sdk.Manifests.Generation.Pipelines;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>Makes the manifests of one image: a pure function, the same input gives the same files bit for bit.</summary>
public static class ManifestGenerator
{
    /// <summary>Path of the Template.</summary>
    public const string TemplatePath = "template.yaml";

    /// <summary>Path of the Template that builds applications with the image, where it is a builder of source-to-image.</summary>
    public const string BuildTemplatePath = "build.yaml";

    /// <summary>Folder of the plain Kubernetes files.</summary>
    public const string KubernetesFolder = "kubernetes";

    /// <summary>Folder of the files for pipelines.</summary>
    public const string PipelineFolder = "pipelines";

    /// <summary>Path of the page that documents settings, ports, volumes and probes.</summary>
    public const string SettingsPath = "SETTINGS.md";

    /// <summary>Generates what the project asks for (<see cref="ManifestFacts.Template"/>, <see cref="ManifestFacts.Kubernetes"/>).</summary>
    public static GeneratedManifests Generate(ManifestInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        WorkloadPlan workload = WorkloadPlanner.Plan(input);
        var files = ImmutableArray.CreateBuilder<ManifestFile>();
        var texts = ImmutableArray.CreateBuilder<ManifestText>();
        if (workload.Wishes.Template)
        {
            files.Add(TemplateFile.Make(workload));
            if (BuildTemplateFile.Make(workload) is { } build)
            {
                files.Add(build);
            }
        }

        if (workload.Wishes.Kubernetes)
        {
            files.AddRange(KubernetesFiles(workload));
            if (SecretExample.Make(workload) is { } example)
            {
                texts.Add(example);
            }
        }

        if (workload.Wishes.IsWanted)
        {
            texts.Add(SettingsPage.Make(workload));
        }

        PipelineFiles.AddTo(files, texts, workload, input.ToolVersion);

        files.Sort((x, y) => string.CompareOrdinal(x.Path, y.Path));
        texts.Sort((x, y) => string.CompareOrdinal(x.Path, y.Path));
        return new GeneratedManifests(files.ToImmutable(), texts.ToImmutable(), workload.Wishes.IsWanted ? Notes(workload, input.Code.End) : []);
    }

    private static ImmutableArray<ManifestFile> KubernetesFiles(WorkloadPlan workload)
    {
        var values = new PlainValues(workload);
        var files = ImmutableArray.CreateBuilder<ManifestFile>();
        Add("configmap", ConfigMapObject.Make(workload, values));
        Add("cronjob", workload.Kind == WorkloadKind.CronJob ? JobObject.Make(workload, values, followsImageStream: false) : null);
        Add("deployment", DeploymentObject.Make(workload, values, followsImageStream: false));
        Add("horizontalpodautoscaler", AutoscalerObject.Make(workload, values));
        Add("ingress", IngressObject.Make(workload, values));
        Add("job", workload.Kind == WorkloadKind.Job ? JobObject.Make(workload, values, followsImageStream: false) : null);
        Add("networkpolicy", NetworkPolicyObject.Make(workload, values));
        foreach (WorkloadMount mount in workload.Mounts.Where(m => m.IsClaim))
        {
            Add($"persistentvolumeclaim-{mount.Name}", ClaimObject.Make(workload, values, mount));
        }

        Add("poddisruptionbudget", DisruptionBudgetObject.Make(workload, values));
        Add("service", ServiceObject.Make(workload, values));
        Add("serviceaccount", ServiceAccountObject.Make(workload, values));
        files.Add(KustomizationFile.Make(workload, files.ToImmutable()));
        return files.ToImmutable();

        void Add(string name, YamlMapping? document)
        {
            if (document is not null)
            {
                files.Add(new ManifestFile($"{KubernetesFolder}/{name}.yaml", [document]));
            }
        }
    }

    private static ImmutableArray<ManifestNote> Notes(WorkloadPlan workload, ProgramEnd end)
    {
        var notes = ImmutableArray.CreateBuilder<ManifestNote>();
        notes.AddRange(workload.Probes.Notes.Select(n => new ManifestNote(n, "OpenShiftProbe") { SaidBy = workload.Ports.IsEmpty ? "OSC2002" : "OSC2001" }));
        if (workload is { Kind: WorkloadKind.Job, Wishes.Workload: WorkloadKind.Auto })
        {
            notes.Add(new ManifestNote("The program comes to its end by itself, so the manifests run it as a Job. OpenShiftSchedule makes it a CronJob; OpenShiftWorkload=Deployment keeps it running.", "OpenShiftWorkload"));
        }
        else if (workload is { Kind: WorkloadKind.Deployment, Wishes.Workload: WorkloadKind.Auto, Facts.Application.Kind: ApplicationKind.Console, Ports.IsEmpty: true } && end == ProgramEnd.Unknown)
        {
            notes.Add(new ManifestNote("The project is a console application; a Deployment starts it again whenever it ends. If it ends, set OpenShiftWorkload to Job, or OpenShiftSchedule; if it is a service, set OpenShiftWorkload to Deployment.", "OutputType"));
        }

        if (workload.PublicPort is { AppProtocol: PortPlanner.ClearTextHttp2 } port)
        {
            notes.Add(new ManifestNote(string.Create(CultureInfo.InvariantCulture, $"The application speaks HTTP/2 without TLS and nothing else, which OpenShift's router does not hand on where it ends TLS: callers inside the cluster use the Service, {workload.Name}:{port.ServicePort}. For callers outside let the application serve TLS, which the Route then passes through; without such callers set OpenShiftRoute to false."), "OpenShiftRoute"));
        }

        if (!workload.ReadOnlyRoot)
        {
            notes.Add(new ManifestNote("The root file system is writable in the manifests, because an OpenShiftWritablePath has Volume=\"None\". Use EmptyDir or Claim and it becomes read-only.", "OpenShiftWritablePath") { SaidBy = "OSC1104" });
        }

        return notes.ToImmutable();
    }
}
