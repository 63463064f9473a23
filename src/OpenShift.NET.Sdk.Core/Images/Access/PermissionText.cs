using System.Globalization;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Access;

/// <summary>Permissions as users know them from <c>ls -n</c> and <c>chmod</c>.</summary>
public static class PermissionText
{
    /// <summary>Mode, owner and group: <c>mode 0755, uid 1654, gid 1654</c>.</summary>
    public static string Of(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return string.Create(CultureInfo.InvariantCulture, $"mode {Mode(file.Mode)}, uid {file.UserId}, gid {file.GroupId}");
    }

    /// <summary>A mode in four octal digits: <c>0755</c>.</summary>
    public static string Mode(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}
