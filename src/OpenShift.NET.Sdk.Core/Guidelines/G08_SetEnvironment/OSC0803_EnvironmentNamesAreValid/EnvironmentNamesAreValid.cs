using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Guidelines.G08_SetEnvironment.OSC0803_EnvironmentNamesAreValid;

/// <summary>Variables have names that every program can read.</summary>
[Rule(
    "OSC0803",
    "Names of environment variables are valid and occur once",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Name the variable with letters, digits and _, and write __ where a .NET configuration key has a colon.")]
public sealed class EnvironmentNamesAreValid : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ImmutableArray<string> inherited = publication.Base?.Config.Config.Env ?? [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? entry : entry[..equals];
            string shown = Shown(name);
            Location where = Location.OfEnvironment(publication, shown) with { Origin = inherited.Contains(entry) ? Origin.Base : Origin.App };
            if (equals <= 0)
            {
                yield return Finding.Violation(where with { Text = "An entry of the image's environment" }, equals == 0 ? "has no name" : "has no '='");
                continue;
            }

            if (!seen.Add(name))
            {
                yield return Finding.Violation(where, "is set twice; which value counts depends on the program") with { Fix = "Keep one of the two." };
            }

            if (!IsName(name))
            {
                bool kubernetes = name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or ':') && !char.IsAsciiDigit(name[0]);
                yield return name.Contains(':', StringComparison.Ordinal) && kubernetes
                    ? Finding.Violation(where, "has a colon in its name, which shells cannot set") with { AtMost = Severity.Info, Fix = $"Name it {name.Replace(":", "__", StringComparison.Ordinal)}; .NET reads it the same." }
                    : Finding.Violation(where, "has a name that shells cannot read") with { AtMost = kubernetes ? Severity.Info : null };
            }
        }
    }

    private static bool IsName(string name) => !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Shown(string name)
    {
        string clean = new([.. name.Select(static c => char.IsControl(c) ? '?' : c)]);
        return clean.Length <= 80 ? clean : clean[..79] + "…";
    }
}
