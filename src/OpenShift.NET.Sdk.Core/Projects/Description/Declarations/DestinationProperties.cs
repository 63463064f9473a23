namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of where the image goes.</summary>
internal static class DestinationProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("Where the image goes");

    public static EnumProperty<ArchiveFormat> ArchiveFormat { get; } = s_topic.Add(new EnumProperty<ArchiveFormat>("OpenShiftArchiveFormat", "what `ContainerArchiveOutputPath` writes: `Docker`, `OciArchive`, `OciLayout` (a folder that is empty, not there yet, or a layout of an earlier publish; any other is refused); see [Archives](archives.md)"));

    public static TextProperty RepositoryPrefix { get; } = s_topic.Add(new TextProperty("OpenShiftRepositoryPrefix", "what stands before the repository of every image, `team/shop` for `team/shop/catalog`: for a whole solution, where `ContainerRepository` would be one name for all; the names of objects in manifests stay") { HandedTo = HandedTo.DescribeAndLookahead });

    public static ListProperty InsecureRegistries { get; } = s_topic.Add(new ListProperty("OpenShiftInsecureRegistries", "registries, separated by `;`, that may be spoken to without trusted TLS; loopback ones need not be listed") { HandedTo = HandedTo.DescribeAndLookahead });

    public static ListProperty LayerKnowledge { get; } = s_topic.Add(new ListProperty("OpenShiftLayerKnowledge", "`None`: nothing is taken from what other publishes left beside their images, and nothing is left; `Verify`: all of it is held against the layers, `Trust`: not even one scan in 200 is; `registry/repository`, several separated by `;`: scans of base images are taken from there too; see [Registries](registries.md)") { Words = ["None", "Verify", "Trust"], HandedTo = HandedTo.DescribeAndLookahead });

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
