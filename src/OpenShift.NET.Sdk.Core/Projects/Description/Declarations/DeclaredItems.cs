using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>Every item that a project may write or find.</summary>
internal static class DeclaredItems
{
    public static ItemDeclaration WritablePath { get; } = new("OpenShiftWritablePath", "a folder the application writes to: `0775`, `0:0`, and a volume of the image unless `None`")
    {
        Metadata =
        [
            new("Volume") { Values = ["None", "EmptyDir", "Claim"], Otherwise = "EmptyDir" },
            new("Size"),
            // What several nodes only read is nothing an application writes to.
            new("AccessMode") { Of = "of a claim", Values = ["ReadWriteOnce", "ReadWriteMany", "ReadWriteOncePod"] },
        ],
    };

    public static ItemDeclaration Suppress { get; } = new("OpenShiftSuppress", "silences a rule, for some findings (`Where=\"label:io.k8s.description\"`, `*` as wildcard) or all, with a reason, until a day")
    {
        Metadata =
        [
            new("Where"),
            new("Justification"),
            new("Expires"),
        ],
    };

    public static ItemDeclaration RequiredPath { get; } = new("OpenShiftRequiredPath", "a file or folder that has to be there at start: a mounted ConfigMap, a volume")
    {
        Metadata =
        [
            new("Type") { Values = ["File", "Folder"], Remark = "default: a folder where the path ends in `/`" },
            new("Description"),
        ],
    };

    public static ItemDeclaration CommonLibrary { get; } = new("OpenShiftCommonLibrary", "a NuGet package that a .NET builder brings along, with its dependencies; this package has a list, which `Include`, `Update` and `Remove` change")
    {
        Metadata =
        [
            new("Version") { Remark = "exact" },
            new("TargetFramework"),
            new("Optional"),
        ],
        HandedOverIf = "'$(OpenShiftSourceToImage)' == 'true'",
    };

    public static ItemDeclaration Template { get; } = new("OpenShiftTemplate", "a file with `${NAME}`, `${NAME:-value}` and `$$` for a dollar sign, rendered from the environment at start into `RenderTo` (`/tmp` or an `OpenShiftWritablePath`), `0640`; values are escaped in `.json`, `.yaml`, `.yml` (inside of quotation marks), `.xml` and `.config`; a file outside of the project's folder takes `Link`, its path in the image")
    {
        Metadata =
        [
            new("RenderTo"),
            new("Link"),
        ],
    };

    public static ItemDeclaration Setting { get; } = new("OpenShiftSetting", "a setting that a deployment may change (environment variable, `Section__Key`): adds to, overrides or documents what is found in appsettings.json")
    {
        Metadata =
        [
            new("Default"),
            new("Required"),
            new("Secret"),
            new("Generate"),
            new("Type") { Values = ["Text", "Number", "Url", "Duration", "Boolean"] },
            new("Description"),
        ],
    };

    public static ItemDeclaration Probe { get; } = new("OpenShiftProbe", "`Liveness`, `Readiness` or `Startup`: wins over what the code says")
    {
        Metadata =
        [
            new("Type") { Values = ["Http", "Tcp", "Grpc", "Exec", "File", "None"] },
            new("Path"),
            new("Port"),
            new("Scheme"),
            new("Command"),
            new("Service"),
            new("InitialDelaySeconds"),
            new("PeriodSeconds"),
            new("TimeoutSeconds"),
            new("FailureThreshold"),
        ],
    };

    public static ItemDeclaration ProveSetting { get; } = new("OpenShiftProveSetting", "a variable of the proof's run alone; what a required setting needs there")
    {
        Metadata =
        [
            new("Value"),
        ],
        HandedTo = HandedTo.Build,
    };

    public static ItemDeclaration ProveService { get; } = new("OpenShiftProveService", "a service that runs beside the application while it is proved, reached by the item's name")
    {
        Metadata =
        [
            new("Image"),
            new("Port"),
            new("Ready") { Values = ["tcp", "http:/path", "exec:command"], Otherwise = "tcp" },
            new("Environment") { Remark = "`A=1;B=2`" },
        ],
        HandedTo = HandedTo.Build,
    };

    public static ItemDeclaration DeliveredImage { get; } = new("OpenShiftDeliveredImage", "") { HandedTo = HandedTo.Build };

    public static ItemDeclaration ImageDocument { get; } = new("OpenShiftImageDocument", "") { HandedTo = HandedTo.Build };

    public static ItemDeclaration ManifestFile { get; } = new("OpenShiftManifestFile", "") { HandedTo = HandedTo.Build };

    /// <summary>All of them, in the order of the page.</summary>
    public static ImmutableArray<ItemDeclaration> All { get; } =
    [
        WritablePath,
        Suppress,
        RequiredPath,
        CommonLibrary,
        Template,
        Setting,
        Probe,
        ProveSetting,
        ProveService,
        DeliveredImage,
        ImageDocument,
        ManifestFile,
    ];
}
