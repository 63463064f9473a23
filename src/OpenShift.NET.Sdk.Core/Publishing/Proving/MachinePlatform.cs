using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>Which platforms this machine runs: its own, and those that the kernel hands to an interpreter (binfmt_misc).</summary>
internal static class MachinePlatform
{
    private const string Interpreters = "/proc/sys/fs/binfmt_misc";

    /// <summary>Why an image's platform does not run here, one sentence without a full stop; <see langword="null"/> when it does.</summary>
    public static string? WhyNot(Platform platform) => WhyNot(platform, RuntimePlatform.Of(null), Interpreters);

    internal static string? WhyNot(Platform platform, Platform machine, string interpreters)
    {
        if (platform.Os != machine.Os)
        {
            return $"the image is for {platform}, which is no Linux";
        }

        bool runs = platform.Architecture == machine.Architecture
            || (platform.Architecture == "386" && machine.Architecture == "amd64")
            || (platform.Architecture == "arm" && machine.Architecture == "arm64" && !OperatingSystem.IsMacOS())
            || HasInterpreter(platform.Architecture, interpreters);
        return runs ? null : $"the image is for {platform}, this machine is {machine} and has no interpreter for it (binfmt_misc)";
    }

    // With the flag F the kernel has opened the interpreter beforehand, so that it is found in every root file system.
    private static bool HasInterpreter(string architecture, string interpreters)
    {
        string name = architecture switch { "amd64" => "x86_64", "arm64" => "aarch64", "386" => "i386", _ => architecture };
        try
        {
            string[] lines = File.ReadAllLines(Path.Combine(interpreters, "qemu-" + name));
            return lines is ["enabled", ..] && lines.Any(static l => l.StartsWith("flags:", StringComparison.Ordinal) && l.Contains('F', StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
