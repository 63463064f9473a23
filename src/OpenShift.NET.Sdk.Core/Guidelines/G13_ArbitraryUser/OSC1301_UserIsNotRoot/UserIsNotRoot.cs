using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.Users;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1301_UserIsNotRoot;

/// <summary>OSC1301.</summary>
[Rule(
    "OSC1301",
    "The image's user is not root",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Set <ContainerUser>1654</ContainerUser> or any other number but 0.",
    ImageFix = "End the Dockerfile with USER 1001 or any other number but 0.")]
public sealed class UserIsNotRoot : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        Location where = Location.OfConfig(publication, "User", "ContainerUser");
        ImageUser user = UserResolver.Resolve(publication.Config.Config, publication.Files);
        if (user.IsRoot)
        {
            // Not lowered when the base says so too: it is this image that would run as root.
            yield return Finding.Violation(where, user switch
            {
                { Text.Length: 0 } => "is empty, which means root",
                { Name: { } name } => $"is '{user.Text}', and {UserResolver.PasswdPath} gives '{name}' the user id 0",
                _ => $"is '{user.Text}', which is root",
            });
        }
        else if (!user.AccountsKnown)
        {
            yield return Finding.CouldNotTell(where, $"is the name '{user.Name}', and {UserResolver.PasswdPath} could not be read as text");
        }
    }
}
