using System.Reflection;

namespace OpenShift.NET.Sdk.Tool;

/// <summary>The version of this product.</summary>
internal static class ToolVersion
{
    /// <summary>SemVer 2.0 without build metadata.</summary>
    public static string Text { get; } =
        (typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
}
