namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties of what goes into the image.</summary>
internal static class ContentProperties
{
    private static readonly PropertyTopicBuilder s_topic = new("What goes into the image");

    public static FlagProperty IncludeSymbols { get; } = s_topic.Add(new FlagProperty("OpenShiftIncludeSymbols", true, "`.pdb` files go in: stack traces with line numbers"));

    public static FlagProperty IncludeBuildFiles { get; } = s_topic.Add(new FlagProperty("OpenShiftIncludeBuildFiles", false, "what only builds and developers' machines read goes in: at the top of the publish folder `nuget.config`, `global.json`, `dotnet-tools.json`, `container.lock.json`, `container.contract.json`, Dockerfiles, `.gitignore` and the like, project files, `*.user`, `*.pubxml`; `Properties/launchSettings.json`"));

    public static FlagProperty IncludeDevelopmentSettings { get; } = s_topic.Add(new FlagProperty("OpenShiftIncludeDevelopmentSettings", false, "`appsettings.Development.json` and `appsettings.Development.*.json` go in"));

    public static FlagProperty IncludeForeignNatives { get; } = s_topic.Add(new FlagProperty("OpenShiftIncludeForeignNatives", false, "assets of other platforms (`runtimes/win-x64/…`) go in"));

    public static FlagProperty IncludeWebConfig { get; } = s_topic.Add(new FlagProperty("OpenShiftIncludeWebConfig", false, "`web.config` goes in"));

    public static FlagProperty IncludeUnlistedFiles { get; } = s_topic.Add(new FlagProperty("OpenShiftIncludeUnlistedFiles", true, "files in the publish folder that no publish item names go in"));

    public static FlagProperty Reproducible { get; } = s_topic.Add(new FlagProperty("OpenShiftReproducible", true, "paths in assemblies and symbols are mapped (`PathMap`), except in Debug and where `PathMap` is set") { HandedTo = HandedTo.Build });

    public static FlagProperty Guard { get; } = s_topic.Add(new FlagProperty("OpenShiftGuard", true, "`false`: no [start-up guard](guard.md) goes with the application") { HandedTo = HandedTo.Build });

    public static FlagProperty SourceToImage { get; } = s_topic.Add(new FlagProperty("OpenShiftSourceToImage", false, "`true`: the image is a [builder for source-to-image](source-to-image.md) as well"));

    public static FlagProperty CommonLibraries { get; } = s_topic.Add(new FlagProperty("OpenShiftCommonLibraries", null, "`false`: the builder brings no [common libraries](source-to-image.md) along") { ShownDefault = "`true` for a .NET builder" });

    public static TextProperty SourceFolder { get; } = s_topic.Add(new TextProperty("OpenShiftSourceFolder", "where a builder that is no .NET builder puts the sources it is given") { ShownDefault = "`/opt/app-root/src`" });

    public static FlagProperty Diagnostics { get; } = s_topic.Add(new FlagProperty("OpenShiftDiagnostics", false, "the runtime's diagnostics stay on"));

    public static NumberProperty GCHeapHardLimitPercent { get; } = s_topic.Add(new NumberProperty("OpenShiftGCHeapHardLimitPercent", 75, 0, 100, "heap limit in percent of the memory limit; `0` leaves the runtime's own"));

    /// <summary>All of them, in the order of the page; after them in this file, as they are added while the type is initialized.</summary>
    public static PropertyTopic Topic { get; } = s_topic.ToTopic();
}
