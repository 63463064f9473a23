namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of rules and reports.</summary>
internal static class RuleProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("Rules and reports");

    public static ChoiceProperty Profile { get; } = s_topic.Add(new ChoiceProperty("OpenShiftProfile", ["recommended", "basic", "strict"], "how strict rules are: `basic`, `recommended`, `strict`"));

    public static TextProperty Report { get; } = s_topic.Add(new TextProperty("OpenShiftReport", "`report.html`, the report for people: `false` writes none, a path writes it there (of several platforms `report.linux-x64.html` and so on)") { Otherwise = "true" });

    public static TextProperty CodeQuality { get; } = s_topic.Add(new TextProperty("OpenShiftCodeQuality", "file that gets the findings as GitLab's code quality report; platforms, target frameworks and projects that name the same file share it: each publish replaces its own issues (member `origins`) and leaves the others"));

    public static TextProperty Baseline { get; } = s_topic.Add(new TextProperty("OpenShiftBaseline", "findings the project lives with (see [Rules](rules.md)); beside the project file") { ShownDefault = "`.openshift-baseline.sarif`" });

    public static FlagProperty BaselineUpdate { get; } = s_topic.Add(new FlagProperty("OpenShiftBaselineUpdate", false, "`true`: what is found now becomes the baseline"));

    public static ChoiceProperty TagScheme { get; } = s_topic.Add(new ChoiceProperty("OpenShiftTagScheme", ["semver", "calver", "none"], "`calver`, `none`: rules do not hold tags against the major version"));

    public static ListProperty ApprovedBaseImages { get; } = s_topic.Add(new ListProperty("OpenShiftApprovedBaseImages", "patterns, separated by `;`, of base images that may be built on: `registry.contoso.com/base/**`") { ShownDefault = "Red Hat's and Microsoft's .NET images" });

    public static NumberProperty MaxBaseAgeDays { get; } = s_topic.Add(new NumberProperty("OpenShiftMaxBaseAgeDays", 90, 1, 36_500, "how old a base image may be before a rule speaks"));

    public static FlagProperty UpdateContract { get; } = s_topic.Add(new FlagProperty("OpenShiftUpdateContract", false, "`true`: writes what users of the image rely on to `container.contract.json` beside the project; while the file is there, what is gone under the same major version is an error") { HandedTo = HandedTo.Build });

    public static ListProperty RepositoryManifests { get; } = s_topic.Add(new ListProperty("OpenShiftRepositoryManifests", "Kubernetes files of the repository that are [judged beside what is published](manifests.md#kubernetes-files-of-the-repository): `Auto` finds those that run this project's image, `None` none; or patterns of files, `k8s/**/*.yaml`") { Words = ["Auto", "None"], Otherwise = "Auto" });

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
