using System.Text;
using OpenShift.NET.Sdk.Images.ConfigFiles;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Which files' text a scan keeps for the rules.</summary>
internal static class KeptText
{
    private const long MaximumSize = ConfigFile.MaximumSize;

    private const long MaximumSourcedSize = 16 * 1024;

    private const long MaximumPageSize = 32 * 1024;

    /// <summary>Whether rules read the file.</summary>
    public static bool IsWanted(string path, long size, ContentMarks marks)
    {
        return size is > 0 and <= MaximumSize && ((marks & ContentMarks.Script) != 0 || IsSourced(path, size) || IsWantedByName(path, size));
    }

    /// <summary>Whether the text is kept only for the case that it is run, by itself or from another script.</summary>
    public static bool IsWantedAsScriptOnly(string path, long size) => !IsWantedByName(path, size) && !EncodedFile.IsEncoded(path);

    private static bool IsWantedByName(string path, long size) => IsSystemFile(path) || ConfigFile.IsOne(path) || CredentialDetection.NeedsText(path) || IsPage(path, size);

    /// <summary>The content as text; <see langword="null"/> when it is none.</summary>
    public static string? Decode(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(Encoding.UTF8.Preamble))
        {
            content = content[3..];
        }

        return !content.Contains((byte)0) && System.Text.Unicode.Utf8.IsValid(content) ? Encoding.UTF8.GetString(content) : null;
    }

    private static bool IsSystemFile(string path) => path is "/etc/passwd" or "/etc/group" or "/etc/shadow" or "/etc/gshadow" or "/etc/master.passwd"
        or "/etc/os-release" or "/usr/lib/os-release" or "/etc/ssh/sshd_config" or "/etc/sudoers" or "/etc/ld.so.conf"
        or "/etc/nginx/nginx.conf" or "/usr/local/nginx/conf/nginx.conf" or "/etc/redis.conf" or "/etc/redis/redis.conf" or "/etc/valkey/valkey.conf"
        || path.StartsWith("/etc/dotnet/install_location", StringComparison.Ordinal)
        || path.StartsWith("/etc/ld.so.conf.d/", StringComparison.Ordinal)
        || (path.StartsWith("/etc/ld-musl-", StringComparison.Ordinal) && path.EndsWith(".path", StringComparison.Ordinal))
        || IsOfSupervisor(path);

    private static bool IsOfSupervisor(string path) =>
        path.EndsWith("/supervisord.conf", StringComparison.Ordinal)
        || path.StartsWith("/etc/supervisor/", StringComparison.Ordinal) || path.StartsWith("/etc/supervisor.d/", StringComparison.Ordinal)
        || path.StartsWith("/etc/supervisord.d/", StringComparison.Ordinal) || path.StartsWith("/etc/supervisord/", StringComparison.Ordinal);

    // What pages of the application refer to is looked for; documentation has pages in deeper folders. MapStaticAssets reads the list of routes.
    private static bool IsPage(string path, long size) => path.EndsWith(".staticwebassets.endpoints.json", StringComparison.OrdinalIgnoreCase)
        || (size <= MaximumPageSize && path.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
            && path.IndexOf("/wwwroot/", StringComparison.Ordinal) is >= 0 and var at && path.AsSpan(at + "/wwwroot/".Length).Count('/') <= 1);

    // Start scripts source such files, which need no first line (POSIX, "dot").
    private static bool IsSourced(string path, long size) =>
        path.EndsWith(".sh", StringComparison.Ordinal) || path.EndsWith(".bash", StringComparison.Ordinal)
        || (size <= MaximumSourcedSize && (path is "/etc/profile" or "/etc/bash.bashrc" or "/etc/bashrc" || path.StartsWith("/etc/default/", StringComparison.Ordinal) || path.StartsWith("/opt/app-root/etc/", StringComparison.Ordinal)));
}
