using OpenShift.NET.Sdk.Publishing;

namespace OpenShift.NET.Sdk.Tool;

/// <summary>The version of this product.</summary>
internal static class ToolVersion
{
    /// <summary>SemVer 2.0 without build metadata.</summary>
    public static string Text { get; } = SessionOptions.VersionOf(typeof(ToolVersion).Assembly);
}
