namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>What a value of a chart is, which decides its form and how it is put in.</summary>
internal enum ChartValueKind
{
    /// <summary>Beginning of every object's name.</summary>
    Name,

    /// <summary>The image the pods run.</summary>
    Image,

    /// <summary>A number of pods.</summary>
    Count,

    /// <summary>An amount of memory or storage.</summary>
    Bytes,

    /// <summary>An amount of CPU.</summary>
    Cpu,

    /// <summary>A time table as cron writes it.</summary>
    Schedule,

    /// <summary>A host name.</summary>
    Host,

    /// <summary>A setting of the application.</summary>
    Setting,

    /// <summary>A parameter of the user's own Template.</summary>
    Other,
}
