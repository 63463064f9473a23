namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>What a publish finds, and what is different from the publish before.</summary>
internal enum ColdChange
{
    /// <summary>Fresh clone, empty caches, empty repository; nothing has ever been published, and the base image is only in the registry.</summary>
    First,

    /// <summary>Fresh clone, empty caches, nothing changed since the publish that is in the repository.</summary>
    None,

    /// <summary>Fresh clone, empty caches, one line changed since the publish that is in the repository.</summary>
    OneLine,

    /// <summary>The same folder and caches again, one line changed.</summary>
    WarmOneLine,

    /// <summary>The same folder and caches again, nothing changed.</summary>
    WarmNone,
}
