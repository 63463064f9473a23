using System.Globalization;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>The arbitrary user that a container runs as.</summary>
internal static class EngineUser
{
    /// <summary>The first user id of the range that OpenShift gives a project, as its documentation has it.</summary>
    public const long Arbitrary = 1_000_660_000;

    /// <summary>A user id that the engine has and the image does not know.</summary>
    /// <param name="ids">How many user ids the engine's containers have.</param>
    /// <param name="passwd">The image's <c>/etc/passwd</c>.</param>
    public static long Choose(long ids, string passwd)
    {
        // The highest ones of a small range are nobody's (65534) or reserved; images count up from 1.
        long user = ids > Arbitrary ? Arbitrary : Math.Max(1, ids - 1000);
        while (user > 1 && Knows(passwd, user))
        {
            user--;
        }

        return user;
    }

    /// <summary>Whether an account file has a user id (passwd(5)).</summary>
    public static bool Knows(string passwd, long user)
    {
        string id = user.ToString(CultureInfo.InvariantCulture);
        return passwd.Split('\n').Any(line => line.Split(':') is [_, _, var field, ..] && field == id);
    }
}
