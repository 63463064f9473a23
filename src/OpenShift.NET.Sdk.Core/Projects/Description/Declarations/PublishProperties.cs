namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of the publish itself.</summary>
internal static class PublishProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("The publish");

    public static FlagProperty Enabled { get; } = s_topic.Add(new FlagProperty("OpenShiftEnabled", true, "`false`: the publish is exactly the .NET SDK's own") { HandedTo = HandedTo.Build });

    public static FlagProperty DeliverTogether { get; } = s_topic.Add(new FlagProperty("OpenShiftDeliverTogether", true, "of a solution that is published, nothing is delivered before every image has passed; `false`: this project's image is delivered as soon as it has passed itself ([Solutions](solutions.md))") { HandedTo = HandedTo.Build });

    public static FlagProperty NativeTasks { get; } = s_topic.Add(new FlagProperty("OpenShiftNativeTasks", true, "`false`: the portable tasks run the stages inside the build, instead of the native program that starts faster (Linux x64)") { HandedTo = HandedTo.Build });

    public static TextProperty IntermediateDirectory { get; } = s_topic.Add(new TextProperty("OpenShiftIntermediateDirectory", "facts, image layout, manifests, report of the last publish; a full path that is given for a whole solution gets a folder a project") { ShownDefault = "`obj/…/openshift/`", HandedTo = HandedTo.Build });

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
