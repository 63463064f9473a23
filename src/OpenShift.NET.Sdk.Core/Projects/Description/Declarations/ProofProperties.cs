namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of the proof.</summary>
internal static class ProofProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("Proof");

    public static EnumProperty<ProveWhen> Prove { get; } = s_topic.Add(new EnumProperty<ProveWhen>("OpenShiftProve", "`WhenPossible`, `Always`: the image runs on this machine as OpenShift would run it, before it leaves (see [Proof](proof.md))"));

    public static ChoiceProperty ProveEngine { get; } = s_topic.Add(new ChoiceProperty("OpenShiftProveEngine", ["Auto", "Sandbox", "Podman", "Docker", "InPlace"], "what runs it: `Sandbox` (bubblewrap), `Podman`, `Docker`, `InPlace`; `Auto` takes the first that works"));

    public static NumberProperty ProveTimeoutSeconds { get; } = s_topic.Add(new NumberProperty("OpenShiftProveTimeoutSeconds", 60, 1, 3600, "how long the application may take until it is ready, or, as a job, has ended"));

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
