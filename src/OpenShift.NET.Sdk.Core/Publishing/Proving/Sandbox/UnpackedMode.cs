using OpenShift.NET.Sdk.Images.Access;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>
/// The permissions a file of the image is unpacked with. One user owns all of them and the application runs as that user, so the owner's bits say what an arbitrary user of group 0
/// would have (<see cref="ArbitraryUser"/>); the others stay as they are for who looks at them.
/// </summary>
internal static class UnpackedMode
{
    private const int GroupAndOthers = 0b000_111_111;
    private const int Sticky = 0b1_000_000_000;

    /// <summary>The bits. Set-user-id and set-group-id are left out: restricted-v2 forbids gaining privileges.</summary>
    public static int Of(int mode, long groupId, bool isDirectory) =>
        (ArbitraryUser.ClassBits(mode, groupId) << 6) | (mode & GroupAndOthers) | (isDirectory ? mode & Sticky : 0);
}
