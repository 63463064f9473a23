namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Runtime identifiers (<c>linux-musl-x64</c>, <c>win-x64</c>; RID catalogue).</summary>
internal static class RuntimeIdentifier
{
    /// <summary>Whether native code for both runs on the same operating system and architecture. A part that says nothing (<c>any</c>, <c>linux</c>) agrees with everything.</summary>
    public static bool SamePlatform(string one, string other)
    {
        (string? system, string? architecture) = Parse(one);
        (string? otherSystem, string? otherArchitecture) = Parse(other);
        return Agree(system, otherSystem) && Agree(architecture, otherArchitecture);
    }

    private static bool Agree(string? one, string? other) => one is null || other is null || one == other;

    // Identifiers of distributions (rhel.9-x64, alpine-x64) are Linux ones; .NET 8 and later build them only with the graph of old.
    private static (string? System, string? Architecture) Parse(string rid)
    {
        string[] parts = rid.ToLowerInvariant().Split('-');
        string? architecture = parts[^1] is "x64" or "x86" or "arm" or "arm64" or "armel" or "armv6" or "s390x" or "ppc64le" or "riscv64" or "loongarch64" or "wasm" ? parts[^1] : null;
        string name = parts[0].Split('.')[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        string? system = name switch
        {
            "any" or "unix" or "" => null,
            "win" => "win",
            "osx" or "ios" or "iossimulator" or "tvos" or "tvossimulator" or "maccatalyst" => "osx",
            "android" or "browser" or "freebsd" or "illumos" or "solaris" or "wasi" or "haiku" => name,
            _ => "linux",
        };
        return (system, architecture);
    }
}
