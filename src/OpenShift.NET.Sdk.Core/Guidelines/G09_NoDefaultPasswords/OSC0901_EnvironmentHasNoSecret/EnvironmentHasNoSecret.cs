using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0901_EnvironmentHasNoSecret;

/// <summary>No environment variable of the image holds a secret.</summary>
[Rule(
    "OSC0901",
    "The image's environment holds no secret",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Take it out of the image and set the variable in the pod from a Secret; replace the secret if the image was ever delivered.")]
public sealed class EnvironmentHasNoSecret : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ImmutableArray<string> inherited = publication.Base?.Config.Config.Env ?? [];
        var judged = new HashSet<string>(StringComparer.Ordinal);

        // The configuration, not the history: tools that write no ENV steps into the history have secrets all the same.
        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !judged.Add(entry))
            {
                continue;
            }

            string name = entry[..equals];
            string value = entry[(equals + 1)..];
            if (SecretValue.Judge(name, value) is { } kind)
            {
                yield return Finding.Violation(
                    Location.OfEnvironment(publication, name) with { Origin = inherited.Contains(entry) ? Origin.Base : Origin.App },
                    $"holds {kind.Describe()}, {Redaction.Of(value)}, which everyone who can pull the image can read");
            }
        }
    }
}
