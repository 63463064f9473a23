using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of manifests.</summary>
internal static class ManifestProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("Manifests");

    public static ListProperty Manifests { get; } = s_topic.Add(new ListProperty("OpenShiftManifests", "which manifests are written: `Template`, `Kubernetes`, `Helm` ([a chart](helm.md)); `None` for none") { Words = ["Template", "Kubernetes", "Helm", "None"], Otherwise = "Template;Kubernetes" });

    public static TextProperty ManifestDirectory { get; } = s_topic.Add(new TextProperty("OpenShiftManifestDirectory", "where they are put") { ShownDefault = "`manifests/` in the publish folder" });

    public static TextProperty SolutionManifestDirectory { get; } = s_topic.Add(new TextProperty("OpenShiftSolutionManifestDirectory", "where the manifests of all services of a solution are written together, relative to the solution's folder; set it in `Directory.Build.props` ([Solutions](solutions.md))") { ShownDefault = "`bin/manifests/SOLUTION/`", HandedTo = HandedTo.Build });

    public static TextProperty SolutionImages { get; } = s_topic.Add(new TextProperty("OpenShiftSolutionImages", "file that gets the images of a solution's publish as a JSON list, by digest, relative to the solution's folder ([Solutions](solutions.md))") { HandedTo = HandedTo.Build });

    public static ListProperty Pipelines { get; } = s_topic.Add(new ListProperty("OpenShiftPipelines", "[files for pipelines](pipelines.md): `Tekton`, `Shipwright`, `BuildConfig`, `GitHub`, `GitLab`, `AzurePipelines`, several separated by `;`") { Words = ["Tekton", "Shipwright", "BuildConfig", "GitHub", "GitLab", "AzurePipelines", "None"] });

    public static TextProperty Name { get; } = s_topic.Add(new TextProperty("OpenShiftName", "name of the objects") { ShownDefault = "last part of the repository" });

    public static TextProperty PartOf { get; } = s_topic.Add(new TextProperty("OpenShiftPartOf", "label `app.kubernetes.io/part-of`"));

    public static TextProperty ManifestImage { get; } = s_topic.Add(new TextProperty("OpenShiftManifestImage", "image the pods run") { ShownDefault = "the image just published, by digest" });

    public static EnumProperty<WorkloadKind> Workload { get; } = s_topic.Add(new EnumProperty<WorkloadKind>("OpenShiftWorkload", "`Deployment`, `Job` or `CronJob`; `Auto` makes a Job of a program whose code comes to its end by itself, and a Deployment of everything else"));

    public static TextProperty Schedule { get; } = s_topic.Add(new TextProperty("OpenShiftSchedule", "when a CronJob runs, as cron writes it: `0 3 * * *`, `@daily`"));

    public static NumberProperty Replicas { get; } = s_topic.Add(new NumberProperty("OpenShiftReplicas", 1, 0, 1000, "pods; with a greatest number an autoscaler is written"));

    public static NumberProperty MaxReplicas { get; } = s_topic.Add(new NumberProperty("OpenShiftMaxReplicas", null, 1, 1000, "") { Row = PropertyRow.OfTheOneBefore });

    public static TextProperty MemoryRequest { get; } = s_topic.Add(new TextProperty("OpenShiftMemoryRequest", "memory of a pod") { ShownDefault = "`OpenShiftMinMemory` or `128Mi`" });

    public static TextProperty MemoryLimit { get; } = s_topic.Add(new TextProperty("OpenShiftMemoryLimit", "") { ShownDefault = "`256Mi`", Row = PropertyRow.OfTheOneBefore });

    public static TextProperty CpuRequest { get; } = s_topic.Add(new TextProperty("OpenShiftCpuRequest", "CPU of a pod; without a limit it may use what is free") { ShownDefault = "`OpenShiftMinCpu` or `100m`" });

    public static TextProperty CpuLimit { get; } = s_topic.Add(new TextProperty("OpenShiftCpuLimit", "") { Row = PropertyRow.OfTheOneBefore });

    public static FlagProperty Route { get; } = s_topic.Add(new FlagProperty("OpenShiftRoute", null, "Route and Ingress") { ShownDefault = "`true` for web applications" });

    public static TextProperty Host { get; } = s_topic.Add(new TextProperty("OpenShiftHost", "their host name") { ShownDefault = "chosen by the router" });

    public static FlagProperty ImageStream { get; } = s_topic.Add(new FlagProperty("OpenShiftImageStream", false, "the Template has an ImageStream, which the Deployment follows"));

    public static FlagProperty NetworkPolicy { get; } = s_topic.Add(new FlagProperty("OpenShiftNetworkPolicy", true, "a NetworkPolicy that lets in what the ports are for"));

    public static TextProperty ServiceAccount { get; } = s_topic.Add(new TextProperty("OpenShiftServiceAccount", "an existing ServiceAccount") { ShownDefault = "one of its own" });

    public static TextProperty StorageClass { get; } = s_topic.Add(new TextProperty("OpenShiftStorageClass", "storage class of claims") { ShownDefault = "the cluster's default" });

    public static NumberProperty TerminationGracePeriod { get; } = s_topic.Add(new NumberProperty("OpenShiftTerminationGracePeriod", null, 1, 86_400, "seconds until a pod is ended by force") { ShownDefault = "the host's shutdown timeout and a little" });

    public static ChoiceProperty SettingsFromAppSettings { get; } = s_topic.Add(new ChoiceProperty("OpenShiftSettingsFromAppSettings", ["Auto", "All", "None"], "which settings of appsettings.json manifests make changeable: `Auto` (connection strings, addresses, secrets), `All`, `None`; what the code reads is listed in any case"));

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
