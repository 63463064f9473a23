namespace OpenShift.NET.Sdk.Images.SourceToImage;

/// <summary>What a builder does with the sources it is given.</summary>
public enum BuilderKind
{
    /// <summary>The image's own application runs what others supply: plugins, scripts, sites, rules. <c>assemble</c> puts them where it looks.</summary>
    ApplicationHost,

    /// <summary>The base has the .NET SDK: <c>assemble</c> publishes the .NET project that was supplied.</summary>
    DotnetBuilder,
}
