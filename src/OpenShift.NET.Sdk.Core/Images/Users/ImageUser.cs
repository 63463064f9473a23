namespace OpenShift.NET.Sdk.Images.Users;

/// <summary>The user an image starts as, resolved inside the image.</summary>
/// <param name="Text">The configuration's <c>User</c> as written; empty when it is not set.</param>
/// <param name="Name">The user's part when it is a name; <see langword="null"/> when it is a number or empty.</param>
/// <param name="UserId">The user id; <see langword="null"/> when a name could not be resolved.</param>
/// <param name="AccountsKnown">Whether <c>/etc/passwd</c> could be read, when a name had to be looked up.</param>
public sealed record ImageUser(string Text, string? Name, long? UserId, bool AccountsKnown = true)
{
    /// <summary>Whether the user is given as a number, which is what the kubelet's <c>runAsNonRoot</c> check needs.</summary>
    public bool IsNumeric => Text.Length > 0 && Name is null && UserId is not null;

    /// <summary>Whether the user is root. False where a name could not be resolved.</summary>
    public bool IsRoot => UserId == 0;
}
