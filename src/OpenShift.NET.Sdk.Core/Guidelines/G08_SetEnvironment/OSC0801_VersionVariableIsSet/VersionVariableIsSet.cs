using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G08_SetEnvironment.OSC0801_VersionVariableIsSet;

/// <summary>The environment names the product's version.</summary>
[Rule(
    "OSC0801",
    "A variable tells the version of the application",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Let this SDK set <ASSEMBLY>_VERSION by removing the ContainerEnvironmentVariable item that overrides it.",
    ImageFix = "Set one in the Dockerfile: ENV APP_VERSION=1.4.2, with the application's name in place of APP.")]
public sealed class VersionVariableIsSet : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        Location where = Location.OfConfig(publication, "Env", "ContainerEnvironmentVariable");
        string? version = publication.Project is { } project ? project.Identity.Version : publication.Config.Config.Labels?.GetValueOrDefault("org.opencontainers.image.version");
        if (string.IsNullOrEmpty(version) || (publication.Project is null && publication.Base is null))
        {
            yield return Finding.NotApplicable(where, "cannot be compared: the version of the application, or what the base image sets, is not known");
            yield break;
        }

        int build = version.IndexOf('+', StringComparison.Ordinal);
        version = build < 0 ? version : version[..build];
        ImmutableArray<string> inherited = publication.Base?.Config.Config.Env ?? [];

        // Two versions of one application, the one the base of the other, may set the same: its own name is the application's, wherever the value comes from.
        string own = publication.Project is null ? "" : EnvironmentBuilder.VersionName(publication.Project.Identity);
        string? other = null;
        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && entry.AsSpan(0, equals) is var name && (name.Equals(own, StringComparison.Ordinal) || !inherited.Contains(entry)) && (name.EndsWith("_VERSION", StringComparison.OrdinalIgnoreCase) || name.Equals("VERSION", StringComparison.OrdinalIgnoreCase)))
            {
                string value = entry[(equals + 1)..];
                if (value == version || value.StartsWith(version + "+", StringComparison.Ordinal))
                {
                    yield break;
                }

                other ??= entry[..equals];
            }
        }

        yield return Finding.Violation(where, other is null ? $"has no variable that tells the version {version}" : $"has the variable {other}, but none with the version {version}") with
        {
            ImageFix = $"Set one in the Dockerfile: ENV APP_VERSION={version}, with the application's name in place of APP.",
        };
    }
}
