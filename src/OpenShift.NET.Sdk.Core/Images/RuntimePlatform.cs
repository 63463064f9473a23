using System.Runtime.InteropServices;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images;

/// <summary>Translates .NET runtime identifiers to platforms of images.</summary>
public static class RuntimePlatform
{
    /// <summary>The platform of a runtime identifier; for none, Linux on this machine's own architecture.</summary>
    /// <exception cref="OpenShiftException">OSC0042: OpenShift runs no such platform.</exception>
    public static Platform Of(string? runtimeIdentifier)
    {
        string rid = string.IsNullOrEmpty(runtimeIdentifier) ? "linux-" + HostArchitecture() : runtimeIdentifier;
        string architecture = rid[(rid.LastIndexOf('-') + 1)..];
        Platform? platform = rid.StartsWith("linux-", StringComparison.Ordinal)
            ? architecture switch
            {
                "x64" => new Platform("linux", "amd64"),
                "arm64" => new Platform("linux", "arm64"),
                "arm" => new Platform("linux", "arm", "v7"),
                "x86" => new Platform("linux", "386"),
                "s390x" or "ppc64le" or "riscv64" => new Platform("linux", architecture),
                "loongarch64" => new Platform("linux", "loong64"),
                _ => null,
            }
            : null;
        return platform ?? throw new OpenShiftException(
            ToolCodes.PlatformNotFound,
            $"RuntimeIdentifier '{rid}' names no platform that a Linux container runs on",
            "Publish for linux-x64, linux-arm64, linux-arm, linux-s390x or linux-ppc64le.");
    }

    private static string HostArchitecture() => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "x64",
        Architecture.Arm64 => "arm64",
        Architecture.Arm => "arm",
        Architecture.X86 => "x86",
        Architecture.S390x => "s390x",
        Architecture.Ppc64le => "ppc64le",
        _ => RuntimeInformation.OSArchitecture.ToString(),
    };
}
