namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of labels.</summary>
internal static class LabelProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("Labels");

    public static TextProperty DisplayName { get; } = s_topic.Add(new TextProperty("OpenShiftDisplayName", "label `io.k8s.display-name`") { ShownDefault = "`Title`" });

    public static TextProperty Description { get; } = s_topic.Add(new TextProperty("OpenShiftDescription", "labels `io.k8s.description`, `description`") { ShownDefault = "`Description`" });

    public static TextProperty Summary { get; } = s_topic.Add(new TextProperty("OpenShiftSummary", "label `summary`") { ShownDefault = "display name" });

    public static ListProperty Tags { get; } = s_topic.Add(new ListProperty("OpenShiftTags", "label `io.openshift.tags`") { ShownDefault = "`dotnet`, kind, `PackageTags`" });

    public static TextProperty ExposeServices { get; } = s_topic.Add(new TextProperty("OpenShiftExposeServices", "label `io.openshift.expose-services`") { ShownDefault = "exposed ports" });

    public static ListProperty Wants { get; } = s_topic.Add(new ListProperty("OpenShiftWants", "label `io.openshift.wants`; `none` for nothing") { ShownDefault = "what published client packages need (Npgsql: `postgresql`, StackExchange.Redis: `redis`, …)" });

    public static TextProperty NonScalable { get; } = s_topic.Add(new TextProperty("OpenShiftNonScalable", "label `io.openshift.non-scalable`"));

    public static TextProperty MinMemory { get; } = s_topic.Add(new TextProperty("OpenShiftMinMemory", "labels `io.openshift.min-memory`, `io.openshift.min-cpu`"));

    public static TextProperty MinCpu { get; } = s_topic.Add(new TextProperty("OpenShiftMinCpu", "") { Row = PropertyRow.OfTheOneBefore });

    public static TextProperty Vendor { get; } = s_topic.Add(new TextProperty("OpenShiftVendor", "label `vendor`") { ShownDefault = "`Company`" });

    public static TextProperty Maintainer { get; } = s_topic.Add(new TextProperty("OpenShiftMaintainer", "label `maintainer`") { ShownDefault = "`Authors`" });

    public static TextProperty Release { get; } = s_topic.Add(new TextProperty("OpenShiftRelease", "label `release`") { ShownDefault = "`1`" });

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
