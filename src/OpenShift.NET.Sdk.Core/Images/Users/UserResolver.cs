using System.Globalization;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Users;

/// <summary>
/// Finds out who <c>User</c> of an image configuration is. Text comparison is not enough: <c>0:0</c>, <c>root:root</c>,
/// <c>00</c>, <c>+0</c> and any name with user id 0 in <c>/etc/passwd</c> are all root.
/// </summary>
public static class UserResolver
{
    /// <summary>Path of the account file.</summary>
    public const string PasswdPath = "/etc/passwd";

    /// <summary>Resolves the user of a configuration. An empty user is root, as container runtimes have it (OCI image-spec, config.md, "User").</summary>
    public static ImageUser Resolve(ExecutionConfig config, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(tree);
        string text = config.User ?? "";
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string user = colon < 0 ? text : text[..colon];
        if (user.Length == 0)
        {
            return new ImageUser(text, null, 0);
        }

        // The range of a Linux uid_t; 4294967295 means "no user".
        if (long.TryParse(user, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long id) && id is >= 0 and < uint.MaxValue)
        {
            return new ImageUser(text, null, id);
        }

        if (!tree.TryResolve(PasswdPath, out FileVersion? passwd))
        {
            return new ImageUser(text, user, null);
        }

        return passwd.File.Text is { } accounts
            ? new ImageUser(text, user, FindUserId(accounts, user))
            : new ImageUser(text, user, null, AccountsKnown: passwd.File.Size == 0);
    }

    /// <summary>
    /// Whether a process of a user that is given without its group is in group 0: a runtime takes the group of the user's line in the account file, and 0 for an id that has none
    /// (moby, oci/oci_linux; containers/storage, user lookup). So it goes for the <c>USER</c> that source-to-image writes.
    /// </summary>
    /// <param name="user">The user of a configuration; a group after <c>:</c> does not count.</param>
    /// <param name="tree">The files of the image.</param>
    public static bool KeepsGroupZero(string user, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(tree);
        string wanted = user.Split(':')[0];
        if (!tree.TryResolve(PasswdPath, out FileVersion? passwd) || passwd.File.Text is not { } accounts)
        {
            return true;
        }

        foreach (string line in accounts.Split('\n'))
        {
            string[] fields = line.Trim().Split(':');
            if (fields.Length >= 4 && (fields[2] == wanted || fields[0] == wanted))
            {
                return fields[3] == "0";
            }
        }

        return true;
    }

    /// <summary>The user id of a name in the text of an account file (passwd(5)); the first line of a name counts. <see langword="null"/> when it is not there or its line is malformed.</summary>
    public static long? FindUserId(string accounts, string name)
    {
        foreach (ReadOnlySpan<char> raw in accounts.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.Trim();
            if (line.Length <= name.Length || line[name.Length] != ':' || !line.StartsWith(name, StringComparison.Ordinal))
            {
                continue;
            }

            Span<Range> fields = stackalloc Range[4];
            int count = line.Split(fields, ':');
            return count >= 3 && long.TryParse(line[fields[2]], NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;
        }

        return null;
    }
}
