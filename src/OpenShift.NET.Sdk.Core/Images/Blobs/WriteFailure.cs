using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Images.Blobs;

/// <summary>Says why something could not be written: a full disk is mended in another way than a missing permission.</summary>
internal static class WriteFailure
{
    /// <summary>The failure.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="path">Full path of what was written.</param>
    /// <param name="subject">How messages speak of it: <c>'/out/image.tar'</c>.</param>
    /// <param name="remedy">What else could be done, a clause: <c>choose another path</c>.</param>
    /// <param name="cause">What the system said.</param>
    public static OpenShiftException Of(string code, string path, string subject, string remedy, Exception cause)
    {
        (string seen, string todo) = Reason(cause) switch
        {
            Kind.NoSpace => ($"no space is left on {FileSystemOf(path)}", "Free space there"),
            Kind.Quota => ($"the disk quota is used up on {FileSystemOf(path)}", "Free space there, or have the quota raised"),
            Kind.ReadOnly => ($"{FileSystemOf(path)} is read-only", "Make it writable"),
            Kind.Denied => ("permission is denied", "Make it writable"),
            _ => (cause.GetType().Name, "Make its folder writable"),
        };
        return new OpenShiftException(code, $"{subject} cannot be written: {seen}", $"{todo}, or {remedy}.", innerException: cause);
    }

    // Unix: errno (28 ENOSPC, 122 or 69 EDQUOT, 30 EROFS, 13 EACCES). Windows: 0x8007 and ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_WRITE_PROTECT.
    private static Kind Reason(Exception cause)
    {
        for (Exception? e = cause; e is not null; e = e.InnerException)
        {
            if (e is not IOException)
            {
                continue;
            }

            switch (OperatingSystem.IsWindows() ? e.HResult & 0xFFFF : e.HResult)
            {
                case 28 when !OperatingSystem.IsWindows():
                case 39 or 112 when OperatingSystem.IsWindows():
                    return Kind.NoSpace;
                case 122 when OperatingSystem.IsLinux():
                case 69 when OperatingSystem.IsMacOS():
                    return Kind.Quota;
                case 30 when !OperatingSystem.IsWindows():
                case 19 when OperatingSystem.IsWindows():
                    return Kind.ReadOnly;
            }
        }

        return cause is UnauthorizedAccessException ? Kind.Denied : Kind.Other;
    }

    private static string FileSystemOf(string path)
    {
        try
        {
            string real = RealPath.Of(path);
            DriveInfo? drive = null;
            foreach (DriveInfo candidate in DriveInfo.GetDrives())
            {
                string root = candidate.Name.TrimEnd('/', '\\');
                if ((real.StartsWith(root, StringComparison.Ordinal) && (real.Length == root.Length || real[root.Length] is '/' or '\\')) && candidate.Name.Length > (drive?.Name.Length ?? 0))
                {
                    drive = candidate;
                }
            }

            return drive is null ? "its file system" : $"the file system at '{drive.Name}' ({ByteSize.ToText(drive.AvailableFreeSpace)} of {ByteSize.ToText(drive.TotalSize)} free)";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "its file system";
        }
    }

    private enum Kind
    {
        Other,
        NoSpace,
        Quota,
        ReadOnly,
        Denied,
    }
}
