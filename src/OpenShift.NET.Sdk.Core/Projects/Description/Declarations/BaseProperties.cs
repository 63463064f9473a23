namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of the base image and the cache.</summary>
internal static class BaseProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("Base image and cache");

    public static TextProperty BaseImageArchive { get; } = s_topic.Add(new TextProperty("OpenShiftBaseImageArchive", "base image from an OCI layout, OCI archive or docker archive on disk; `FILE#NAME` chooses among several") { HandedTo = HandedTo.DescribeAndLookahead });

    public static ChoiceProperty Base { get; } = s_topic.Add(new ChoiceProperty("OpenShiftBase", ["ubi"], "`ubi`: Red Hat's .NET image in place of the one the .NET SDK infers, `registry.access.redhat.com/dotnet/aspnet` for what uses ASP.NET Core, else `…/runtime`, with the target framework's version as tag; `ContainerBaseImage` wins over it") { IsOptional = true });

    public static EnumProperty<EmbeddedBaseWhen> EmbeddedBase { get; } = s_topic.Add(new EnumProperty<EmbeddedBaseWhen>("OpenShiftEmbeddedBase", "`WhenUnreachable`, `Always`: base image made from this machine's own .NET runtime (Linux), for demos and machines without a network") { HandedTo = HandedTo.DescribeAndLookahead });

    public static FlagProperty UpdateLock { get; } = s_topic.Add(new FlagProperty("OpenShiftUpdateLock", false, "`true`: writes the digest behind the base image's tag to `container.lock.json` beside the project; while the file is there, that digest is the base") { HandedTo = HandedTo.Build });

    public static TextProperty CacheDirectory { get; } = s_topic.Add(new TextProperty("OpenShiftCacheDirectory", "where base layers, compressed layers and scans are kept") { ShownDefault = "`~/.cache/openshift-net-sdk`; without a home (an arbitrary user of a pod) in the temporary folder", HandedTo = HandedTo.DescribeAndLookahead });

    public static TextProperty CacheSizeLimit { get; } = s_topic.Add(new TextProperty("OpenShiftCacheSizeLimit", "most the cache keeps; what was used longest ago goes first") { ShownDefault = "`5Gi`", HandedTo = HandedTo.DescribeAndLookahead });

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
