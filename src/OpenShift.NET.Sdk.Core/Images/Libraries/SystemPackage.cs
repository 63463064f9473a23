namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>What the package of a library is called in the distributions of base images.</summary>
/// <param name="Debian">Debian and Ubuntu.</param>
/// <param name="RedHat">UBI, RHEL, Fedora.</param>
/// <param name="Alpine">Alpine.</param>
internal sealed record SystemPackage(string Debian, string RedHat, string Alpine)
{
    // Named after the version, which each release has one of.
    private const string IcuOfDebian = "libicuNN";

    private static readonly Dictionary<string, string> IcuOfRelease = new(StringComparer.Ordinal)
    {
        ["11"] = "libicu67",
        ["12"] = "libicu72",
        ["13"] = "libicu76",
        ["20.04"] = "libicu66",
        ["22.04"] = "libicu70",
        ["24.04"] = "libicu74",
    };

    // By the beginning of the library's name; the longest one counts.
    private static readonly Dictionary<string, SystemPackage> Known = new(StringComparer.Ordinal)
    {
        ["libfontconfig.so"] = new("libfontconfig1", "fontconfig", "fontconfig"),
        ["libfreetype.so"] = new("libfreetype6", "freetype", "freetype"),
        ["libharfbuzz.so"] = new("libharfbuzz0b", "harfbuzz", "harfbuzz"),
        ["libgdiplus"] = new("libgdiplus", "libgdiplus (EPEL)", "libgdiplus"),
        ["libicu"] = new(IcuOfDebian, "libicu", "icu-libs"),
        ["libgssapi_krb5.so"] = new("libgssapi-krb5-2", "krb5-libs", "krb5-libs"),
        ["libkrb5.so"] = new("libkrb5-3", "krb5-libs", "krb5-libs"),
        ["libldap"] = new("libldap-2.5-0 (libldap2 on Debian 13)", "openldap", "libldap"),
        ["libodbc.so"] = new("libodbc2", "unixODBC", "unixodbc"),
        ["libssl.so.3"] = new("libssl3", "openssl-libs", "libssl3"),
        ["libcrypto.so.3"] = new("libssl3", "openssl-libs", "libcrypto3"),
        ["libssl.so.1.1"] = new("libssl1.1 (Debian 11)", "compat-openssl11", "openssl1.1-compat"),
        ["libstdc++.so"] = new("libstdc++6", "libstdc++", "libstdc++"),
        ["libgcc_s.so"] = new("libgcc-s1", "libgcc", "libgcc"),
        ["libz.so"] = new("zlib1g", "zlib", "zlib"),
        ["libuuid.so"] = new("libuuid1", "libuuid", "libuuid"),
        ["libgomp.so"] = new("libgomp1", "libgomp", "libgomp"),
        ["libX11.so"] = new("libx11-6", "libX11", "libx11"),
        ["libXext.so"] = new("libxext6", "libXext", "libxext"),
        ["libXrender.so"] = new("libxrender1", "libXrender", "libxrender"),
        ["libxcb.so"] = new("libxcb1", "libxcb", "libxcb"),
        ["libGL.so"] = new("libgl1", "libglvnd-glx", "mesa-gl"),
        ["libEGL.so"] = new("libegl1", "libglvnd-egl", "mesa-egl"),
        ["libgtk-3.so"] = new("libgtk-3-0", "gtk3", "gtk+3.0"),
        ["libglib-2.0.so"] = new("libglib2.0-0", "glib2", "glib"),
        ["libpng16.so"] = new("libpng16-16", "libpng", "libpng"),
        ["libjpeg.so"] = new("libjpeg62-turbo (libjpeg-turbo8 on Ubuntu)", "libjpeg-turbo", "libjpeg-turbo"),
        ["libtiff.so"] = new("libtiff6", "libtiff", "tiff"),
        ["libsasl2.so"] = new("libsasl2-2", "cyrus-sasl-lib", "libsasl"),
        ["libaio.so"] = new("libaio1", "libaio", "libaio"),
        ["libcurl.so"] = new("libcurl4", "libcurl", "libcurl"),
        ["libxml2.so"] = new("libxml2", "libxml2", "libxml2"),
        ["libpq.so"] = new("libpq5", "libpq", "libpq"),
        ["libsqlite3.so"] = new("libsqlite3-0", "sqlite-libs", "sqlite-libs"),
        ["libsnappy.so"] = new("libsnappy1v5", "snappy", "snappy"),
        ["libnss3.so"] = new("libnss3", "nss", "nss"),
        ["libnuma.so"] = new("libnuma1", "numactl-libs", "numactl"),
        ["libasound.so"] = new("libasound2", "alsa-lib", "alsa-lib"),
        ["libvlc.so"] = new("libvlc5", "vlc-core (RPM Fusion)", "vlc-libs"),
        ["libtesseract.so"] = new("libtesseract5", "tesseract", "tesseract-ocr"),
        ["liblept"] = new("liblept5", "leptonica", "leptonica"),
        ["libsodium.so"] = new("libsodium23", "libsodium", "libsodium"),
        ["libtbb.so"] = new("libtbb12", "tbb", "onetbb"),
        ["liblttng-ust.so"] = new("liblttng-ust1", "lttng-ust", "lttng-ust"),
    };

    /// <summary>The package of a library; <see langword="null"/> when it is not known.</summary>
    /// <param name="library">Name of the library, for example <c>libfontconfig.so.1</c>.</param>
    public static SystemPackage? Of(string library)
    {
        string? best = null;
        foreach (string start in Known.Keys)
        {
            if (library.StartsWith(start, StringComparison.Ordinal) && start.Length > (best?.Length ?? 0))
            {
                best = start;
            }
        }

        return best is null ? null
            : Known[best] is { Debian: IcuOfDebian } icu && VersionOf(library) is { Length: > 0 } version ? icu with { Debian = "libicu" + version }
            : Known[best];
    }

    /// <summary>The name in a distribution, with the distribution's own; all three when it is another.</summary>
    /// <param name="distributions"><c>ID</c> and <c>ID_LIKE</c> of <c>os-release</c>.</param>
    /// <param name="release"><c>VERSION_ID</c> of <c>os-release</c>.</param>
    public string In(string distributions, string? release)
    {
        string debian = Debian != IcuOfDebian ? Debian
            : IcuOfRelease.GetValueOrDefault(release ?? "") ?? "libicuNN (72 on Debian 12, 76 on Debian 13, 70 on Ubuntu 22.04, 74 on Ubuntu 24.04)";
        return distributions.Split(' ') is var ids && ids.Contains("alpine") ? Alpine
            : ids.Contains("debian") || ids.Contains("ubuntu") ? debian
            : ids.Contains("rhel") || ids.Contains("fedora") || ids.Contains("centos") ? RedHat
            : Debian == RedHat && RedHat == Alpine ? Debian
            : $"{debian} on Debian, {RedHat} on UBI, {Alpine} on Alpine";
    }

    // libicuuc.so.70 is of libicu70, whichever release has it.
    private static string VersionOf(string library) => library.IndexOf(".so.", StringComparison.Ordinal) is > 0 and var so ? library[(so + ".so.".Length)..].Split('.')[0] : "";
}
