using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.Users;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1302_UserIsNumeric;

/// <summary>OSC1302.</summary>
[Rule(
    "OSC1302",
    "The image's user is a number",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Set ContainerUser to the user's number, for example <ContainerUser>1654</ContainerUser>.",
    ImageFix = "Name the user by its number in the Dockerfile, for example USER 1001.")]
public sealed class UserIsNumeric : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        Location where = Location.OfConfig(publication, "User", "ContainerUser");
        ImageUser user = UserResolver.Resolve(publication.Config.Config, publication.Files);

        // Root by whatever name is the subject of OSC1301.
        if (user is { IsNumeric: false, IsRoot: false })
        {
            string seen = $"is '{user.Text}', a name where runAsNonRoot needs a number";
            yield return user switch
            {
                { UserId: { } id } => Finding.Violation(where, seen) with
                {
                    Fix = $"Set <ContainerUser>{id}</ContainerUser>, which is what {UserResolver.PasswdPath} says '{user.Name}' is.",
                    ImageFix = $"Write USER {id} in the Dockerfile, which is what {UserResolver.PasswdPath} says '{user.Name}' is.",
                },
                { AccountsKnown: true } => Finding.Violation(where, $"{seen}, and {UserResolver.PasswdPath} does not know it"),
                _ => Finding.Violation(where, seen),
            };
        }
    }
}
