namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of bill of materials and provenance.</summary>
internal static class SupplyChainProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("Bill of materials and provenance");

    public static FlagProperty Sbom { get; } = s_topic.Add(new FlagProperty("OpenShiftSbom", true, "`false`: no [bill of materials](bill-of-materials.md) is written"));

    public static ListProperty SbomFormat { get; } = s_topic.Add(new ListProperty("OpenShiftSbomFormat", "`CycloneDX`, `SPDX`, or both, separated by `;`") { Words = ["CycloneDX", "SPDX"], Otherwise = "CycloneDX" });

    public static FlagProperty Provenance { get; } = s_topic.Add(new FlagProperty("OpenShiftProvenance", null, "`false`: no provenance statement is written") { ShownDefault = "`OpenShiftSbom`", BuildDefault = "$(OpenShiftSbom)" });

    public static EnumProperty<AttachWhen> SbomAttach { get; } = s_topic.Add(new EnumProperty<AttachWhen>("OpenShiftSbomAttach", "whether both are attached to the image: `Auto` where the registry lists referrers itself, `Always` also where the list is a tag, `Never`"));

    public static TextProperty BuilderId { get; } = s_topic.Add(new TextProperty("OpenShiftBuilderId", "URI of the build platform in the provenance") { ShownDefault = "GitHub's or GitLab's runner there, else none" });

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
