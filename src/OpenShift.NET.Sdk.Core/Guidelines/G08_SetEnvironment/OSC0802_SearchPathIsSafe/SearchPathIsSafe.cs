using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G08_SetEnvironment.OSC0802_SearchPathIsSafe;

/// <summary><c>PATH</c> is set sensibly.</summary>
[Rule(
    "OSC0802",
    "PATH has only absolute folders that nobody else can write",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Set PATH to absolute folders that only root can write, beginning with those of the base image.")]
public sealed class SearchPathIsSafe : Rule
{
    private const int WritableByOthers = 0b000_000_010;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Config.Config.EnvironmentVariable("PATH") is not { } path)
        {
            yield return Finding.NotApplicable(Location.OfConfig(publication, "Env", "ContainerEnvironmentVariable"), "has no PATH, so container runtimes set their own");
            yield break;
        }

        Location where = Location.OfEnvironment(publication, "PATH");
        if (path.Length == 0)
        {
            yield return Finding.Violation(where, "is empty, so no program is found by its name");
            yield break;
        }

        foreach (string folder in path.Split(':').Distinct(StringComparer.Ordinal))
        {
            if (folder.Length == 0)
            {
                yield return Finding.Violation(where, "has an empty part, which stands for the folder a program happens to be in");
            }
            else if (folder[0] is '$' or '%')
            {
                yield return Finding.Violation(where, $"has the part '{folder}', which nothing replaces in an image's environment") with { Fix = "Write the folders out: variables are not expanded there." };
            }
            else if (folder[0] != '/')
            {
                yield return Finding.Violation(where, $"has the relative part '{folder}', which stands for another folder wherever a program is");
            }
            else if (publication.Files.TryResolve(folder, out FileVersion? target) && target.File is { Kind: FileKind.Directory, HasAccessControlList: false } && (target.File.Mode & WritableByOthers) != 0)
            {
                yield return Finding.Violation(where, $"has the folder {folder}, which every user can write, so anybody in the container can put programs there");
            }
        }
    }
}
