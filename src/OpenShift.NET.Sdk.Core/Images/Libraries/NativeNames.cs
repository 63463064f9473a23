namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>The names by which .NET code imports native libraries.</summary>
internal static class NativeNames
{
    // What Windows and macOS bring, and what the C library of any Linux is called: code that names them looks at the system first, or is for another one.
    private static readonly HashSet<string> Systems = new(StringComparer.OrdinalIgnoreCase)
    {
        "kernel32", "kernelbase", "user32", "ntdll", "advapi32", "ole32", "oleaut32", "shell32", "shlwapi", "gdi32", "gdiplus", "comctl32", "comdlg32", "crypt32", "bcrypt", "ncrypt",
        "secur32", "sspicli", "credui", "ws2_32", "wsock32", "iphlpapi", "dnsapi", "winhttp", "wininet", "httpapi", "netapi32", "mpr", "msvcrt", "ucrtbase", "psapi", "dbghelp", "version",
        "wtsapi32", "userenv", "winmm", "winspool", "uxtheme", "dwmapi", "propsys", "rpcrt4", "setupapi", "cfgmgr32", "powrprof", "pdh", "wevtapi", "mscoree", "clr", "coreclr", "wldap32",
        "activeds", "logoncli", "dsrole", "authz", "tdh", "wer", "normaliz", "imm32", "d3d9", "d3d11", "d3d12", "dxgi", "d2d1", "dwrite", "windowscodecs", "hid", "winusb", "xinput1_4",
        "combase", "sni", "microsoft.data.sqlclient.sni", "microsoft.data.sqlclient.sni.x64", "microsoft.data.sqlclient.sni.x86", "microsoft.data.sqlclient.sni.arm64", "libobjc", "libproc",
        "c", "dl", "m", "pthread", "rt", "util", "gcc_s", "stdc++", "__internal", "qcall", "libsystem.b", "system.b", "objc",
    };

    /// <summary>Whether a name is one of the operating system's own, of whichever, or of the .NET runtime's.</summary>
    public static bool IsSystem(string name)
    {
        if (name.StartsWith("/System/", StringComparison.Ordinal) || name.StartsWith("/usr/lib/", StringComparison.Ordinal) || name.StartsWith("libSystem.", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("api-ms-", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".dylib", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".framework", StringComparison.OrdinalIgnoreCase))
        {
            return !name.StartsWith("libSystem.IO.Ports", StringComparison.OrdinalIgnoreCase);
        }

        return Systems.Contains(Stem(name));
    }

    /// <summary>The name without <c>lib</c>, <c>.so</c> with its number, <c>.dll</c>, <c>.dylib</c>: <c>SkiaSharp</c> of <c>libSkiaSharp.so.1</c>.</summary>
    public static string Stem(string name)
    {
        name = name[(name.LastIndexOf('/') + 1)..];
        if (name.IndexOf(".so", StringComparison.Ordinal) is > 0 and var so && (so + 3 == name.Length || name[so + 3] == '.'))
        {
            name = name[..so];
        }

        foreach (string suffix in (ReadOnlySpan<string>)[".dll", ".dylib"])
        {
            name = name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? name[..^suffix.Length] : name;
        }

        return name.StartsWith("lib", StringComparison.Ordinal) && name.Length > 3 ? name[3..] : name;
    }

    /// <summary>The file names the runtime tries on Linux for an import, in no particular order (NativeLibrary, "name variations").</summary>
    public static IEnumerable<string> Candidates(string name) => [name, "lib" + name + ".so", name + ".so", "lib" + name];
}
