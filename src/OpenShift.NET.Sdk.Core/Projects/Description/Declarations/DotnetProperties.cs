namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>Properties of the .NET SDK and of the targets themselves that are read as what they are; this SDK documents none of them and hands them over as it finds them.</summary>
internal static class DotnetProperties
{
    public static FlagProperty UsingMicrosoftNETSdkWeb { get; } = Flag("UsingMicrosoftNETSdkWeb");

    public static FlagProperty UsingMicrosoftNETSdkWorker { get; } = Flag("UsingMicrosoftNETSdkWorker");

    public static FlagProperty SelfContained { get; } = Flag("SelfContained");

    public static FlagProperty PublishSelfContained { get; } = Flag("PublishSelfContained");

    public static FlagProperty PublishAot { get; } = Flag("PublishAot");

    public static FlagProperty PublishSingleFile { get; } = Flag("PublishSingleFile");

    public static FlagProperty IncludeNativeLibrariesForSelfExtract { get; } = Flag("IncludeNativeLibrariesForSelfExtract");

    public static FlagProperty IncludeAllContentForSelfExtract { get; } = Flag("IncludeAllContentForSelfExtract");

    public static FlagProperty PublishTrimmed { get; } = Flag("PublishTrimmed");

    public static FlagProperty InvariantGlobalization { get; } = Flag("InvariantGlobalization");

    public static FlagProperty TreatWarningsAsErrors { get; } = Flag("TreatWarningsAsErrors");

    public static FlagProperty MSBuildTreatWarningsAsErrors { get; } = Flag("MSBuildTreatWarningsAsErrors");

    public static FlagProperty ContainerGenerateLabels { get; } = Flag("ContainerGenerateLabels", otherwise: true);

    public static FlagProperty ContainerGenerateLabelsImageBaseDigest { get; } = Flag("ContainerGenerateLabelsImageBaseDigest", otherwise: true);

    public static ChoiceProperty ContainerImageFormat { get; } = new("ContainerImageFormat", ["OCI", "Docker"], "") { IsOptional = true };

    public static ChoiceProperty ContainerAppCommandInstruction { get; } = new("ContainerAppCommandInstruction", ["Entrypoint", "DefaultArgs", "None"], "") { IsOptional = true };

    public static ChoiceProperty LocalRegistry { get; } = new("LocalRegistry", ["Docker", "Podman"], "") { IsOptional = true };

    public static NumberProperty SourceDateEpoch { get; } = new("SOURCE_DATE_EPOCH", 1, 0, uint.MaxValue, "");

    /// <summary>Whether the project or the command line names tags.</summary>
    public static FlagProperty TagsAreExplicit { get; } = Flag("_OpenShiftTagsAreExplicit");

    /// <summary>Whether the start-up guard is compiled into this application.</summary>
    public static FlagProperty Guards { get; } = Flag("_OpenShiftGuards");

    private static FlagProperty Flag(string name, bool otherwise = false) => new(name, otherwise, "");
}
