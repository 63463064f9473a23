namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of the other targets.</summary>
internal static class TargetProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("Other targets");

    public static ListProperty RunPorts { get; } = s_topic.Add(new ListProperty("OpenShiftRunPorts", "`OpenShiftRun`: ports of this machine that lead to ports of the container, `18080:8080;0:9090` (0: any that is free); every other declared port has its own number") { HandedTo = HandedTo.Build });

    public static TextProperty ApplyContext { get; } = s_topic.Add(new TextProperty("OpenShiftApplyContext", "`OpenShiftApply`: context of the kubeconfig (see [To a cluster](cluster.md))") { ShownDefault = "the current one", HandedTo = HandedTo.Build });

    public static TextProperty ApplyNamespace { get; } = s_topic.Add(new TextProperty("OpenShiftApplyNamespace", "`OpenShiftApply`: namespace") { ShownDefault = "that of the context", HandedTo = HandedTo.Build });

    public static FlagProperty ApplyDryRun { get; } = s_topic.Add(new FlagProperty("OpenShiftApplyDryRun", false, "`OpenShiftApply`: `true` shows what would change, object by object; nothing is delivered and nothing changed") { HandedTo = HandedTo.Build });

    public static FlagProperty ApplyForce { get; } = s_topic.Add(new FlagProperty("OpenShiftApplyForce", false, "`OpenShiftApply`: `true` takes over fields that others manage") { HandedTo = HandedTo.Build });

    public static NumberProperty ApplyTimeoutSeconds { get; } = s_topic.Add(new NumberProperty("OpenShiftApplyTimeoutSeconds", 300, 0, 86_400, "`OpenShiftApply`: how long the rollout may take; `0` does not wait for it") { HandedTo = HandedTo.Build });

    public static TextProperty DockerfileDirectory { get; } = s_topic.Add(new TextProperty("OpenShiftDockerfileDirectory", "where the target `OpenShiftDockerfile` writes") { ShownDefault = "`dockerfile/` beside the built program (`bin/Release/net10.0/dockerfile/`)", HandedTo = HandedTo.Build });

    public static ListProperty PublishContainerDependsOn { get; } = s_topic.Add(new ListProperty("OpenShiftPublishContainerDependsOn", "") { HandedTo = HandedTo.Build, Row = PropertyRow.None });

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
