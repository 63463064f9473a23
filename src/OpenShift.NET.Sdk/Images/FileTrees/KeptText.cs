using System.Text;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Which files' text a scan keeps for the rules.</summary>
internal static class KeptText
{
    private const long MaximumSize = 256 * 1024;

    /// <summary>Whether rules read the file.</summary>
    public static bool IsWanted(string path, long size, ContentMarks marks)
    {
        return size is > 0 and <= MaximumSize && ((marks & ContentMarks.Script) != 0 || IsSystemFile(path) || IsSettings(path) || CredentialFile.NeedsText(path));
    }

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
        or "/etc/os-release" or "/usr/lib/os-release" or "/etc/ssh/sshd_config" or "/etc/sudoers";

    private static bool IsSettings(string path)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
        int dot = name.LastIndexOf('.');
        ReadOnlySpan<char> extension = dot < 0 ? default : name[dot..];
        return extension.Equals(".json", StringComparison.OrdinalIgnoreCase)
            ? name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase) || name.Equals("secrets.json", StringComparison.OrdinalIgnoreCase)
            : extension is ".config" or ".env" or ".ini" or ".yml" or ".yaml" or ".properties" || extension.Equals(".config", StringComparison.OrdinalIgnoreCase);
    }
}
