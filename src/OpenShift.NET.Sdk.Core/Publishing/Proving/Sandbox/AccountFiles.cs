using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>The files of <c>/etc</c> that a container runtime writes itself.</summary>
internal static class AccountFiles
{
    /// <summary><c>/etc/passwd</c> with the arbitrary user, as CRI-O adds it; <see langword="null"/> when the image's own knows that user.</summary>
    /// <param name="passwd">The image's own.</param>
    /// <param name="user">User id.</param>
    /// <param name="group">Group id.</param>
    /// <param name="home">Home folder.</param>
    public static string? Passwd(string passwd, long user, long group, string home)
    {
        string id = user.ToString(CultureInfo.InvariantCulture);
        if (passwd.Split('\n').Select(static l => l.Split(':')).Any(f => f.Length > 2 && f[2] == id))
        {
            return null;
        }

        string before = passwd.Length == 0 || passwd.EndsWith('\n') ? passwd : passwd + "\n";
        return string.Create(CultureInfo.InvariantCulture, $"{before}{id}:x:{id}:{group}:{id} user:{home}:/sbin/nologin\n");
    }

    /// <summary><c>/etc/hosts</c>.</summary>
    /// <param name="own">The container's own name.</param>
    /// <param name="address">Its address.</param>
    /// <param name="others">The names it reaches.</param>
    public static string Hosts(string own, IPAddress address, ImmutableDictionary<string, IPAddress> others)
    {
        var text = new StringBuilder("127.0.0.1\tlocalhost\n::1\tlocalhost\n");
        text.Append(address).Append('\t').Append(own).Append('\n');
        foreach ((string name, IPAddress other) in others.OrderBy(static o => o.Key, StringComparer.Ordinal))
        {
            text.Append(other).Append('\t').Append(name).Append('\n');
        }

        return text.ToString();
    }
}
