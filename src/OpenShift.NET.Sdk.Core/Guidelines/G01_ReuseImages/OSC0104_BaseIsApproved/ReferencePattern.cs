using OpenShift.NET.Sdk.Guidelines.Suppressions;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0104_BaseIsApproved;

/// <summary>Patterns of image names: <c>*</c> inside one part, <c>**</c> for any number of parts.</summary>
internal static class ReferencePattern
{
    /// <summary>Whether a name (registry and repository) matches.</summary>
    public static bool Matches(string pattern, string name)
    {
        string[] patterns = pattern.Trim().Split('/');
        string[] parts = name.Split('/');

        // Which parts of the name the patterns read so far can have used up.
        var reached = new bool[parts.Length + 1];
        reached[0] = true;
        foreach (string one in patterns)
        {
            var next = new bool[parts.Length + 1];
            for (int i = 0; i <= parts.Length; i++)
            {
                if (one == "**")
                {
                    next[i] = reached[i] || (i > 0 && next[i - 1]);
                }
                else if (i < parts.Length && reached[i] && Wildcard.Matches(one, parts[i]))
                {
                    next[i + 1] = true;
                }
            }

            reached = next;
        }

        return reached[^1];
    }
}
