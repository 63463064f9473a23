using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1313_CodeAssumesNoUser;

/// <summary>OSC1313.</summary>
[Rule(
    "OSC1313",
    "Code does not depend on who it runs as",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Write below a folder that the project declares, for example <OpenShiftWritablePath Include=\"/data\" Volume=\"Claim\" />.",
    ImageFix = "Write below a folder that the image gives to group 0 (RUN chgrp 0 /data && chmod g=u /data in the Dockerfile) and that a volume is mounted at.")]
public sealed class CodeAssumesNoUser : CodeRule
{
    // The path is the first text they get.
    private static readonly KnownApi[] s_writes =
    [
        "System.IO.File::Write*",
        "System.IO.File::Append*",
        "System.IO.File::Create",
        "System.IO.File::CreateText",
        "System.IO.File::OpenWrite",
        "System.IO.Directory::CreateDirectory",
        "System.IO.DirectoryInfo::Create",
        "System.IO.FileInfo::Create",
        "System.IO.FileInfo::OpenWrite",
        "System.IO.StreamWriter::.ctor",
        "Microsoft.AspNetCore.DataProtection.DataProtectionBuilderExtensions::PersistKeysToFileSystem",
    ];

    private static readonly KnownApi s_folder = "System.Environment::GetFolderPath";
    private static readonly KnownApi s_userName = "System.Environment::get_UserName";

    private static readonly KnownApi[] s_programs =
    [
        "System.Diagnostics.Process::Start",
        "System.Diagnostics.ProcessStartInfo::.ctor",
        "System.Diagnostics.ProcessStartInfo::set_FileName",
        "System.Diagnostics.ProcessStartInfo::set_Arguments",
    ];

    private static readonly KnownApi s_mode = "System.IO.File::SetUnixFileMode";

    // P/Invokes of any library, and Mono.Posix, which wraps them.
    private static readonly HashSet<string> s_identityFunctions = new(StringComparer.Ordinal)
    {
        "setuid", "setgid", "seteuid", "setegid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "initgroups", "chown", "fchown", "lchown", "chroot",
    };

    private static readonly HashSet<string> s_identityPrograms = new(StringComparer.Ordinal)
    {
        "sudo", "su", "doas", "chown", "chgrp", "runuser", "setpriv", "gosu", "su-exec", "useradd", "adduser", "usermod", "groupadd", "addgroup", "setcap",
    };

    private static readonly string[] s_systemFolders = ["/etc/", "/usr/", "/bin/", "/sbin/", "/lib/", "/root/", "/boot/", "/sys/", "/proc/"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        foreach (CodeCall call in code.Calls.Where(static c => c.InProduction))
        {
            if ((call.IsNative || call.Type == "Mono.Unix.Native.Syscall") && s_identityFunctions.Contains(call.Method))
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), "changes user or owner, which restricted-v2 forbids (no root, no capabilities)") with { Fix = "Leave it out: the pod's user is given, and group 0 has the rights the image gives it." };
            }
        }

        foreach (CodeCall call in code.CallsTo(s_programs).Where(static c => c.InProduction))
        {
            if (call.Arguments.SelectMany(static a => a.Alternatives).Select(Program).FirstOrDefault(static p => p is not null) is { } program)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), $"runs {program}, which needs root, and restricted-v2 gives an arbitrary user without capabilities") with
                {
                    Fix = "Leave it out: have the image give group 0 what it needs (OpenShiftWritablePath) instead of changing it at run time.",
                    ImageFix = "Leave it out: have the image give group 0 what it needs (RUN chgrp and chmod g=u in the Dockerfile) instead of changing it at run time.",
                };
            }
        }

        foreach (CodeCall call in code.CallsTo(s_mode).Where(static c => c.InProduction))
        {
            if (call.Argument(0).Beginning() is { } path && s_systemFolders.Any(f => path.StartsWith(f, StringComparison.Ordinal)))
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), $"changes the mode of '{path}', which belongs to root") with { Fix = "Give the file its mode in the image, or keep a copy in a folder of the application." };
            }
        }

        foreach (CodeCall call in code.CallsTo(s_writes).Where(static c => c.InProduction))
        {
            CodeValue path = call.Type.EndsWith("Info", StringComparison.Ordinal) ? call.Subject : call.Argument(call.Method == "PersistKeysToFileSystem" ? 1 : 0);
            if (Assumption(publication, path) is { } seen)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), seen);
            }
        }
    }

    private static string? Assumption(Publication publication, CodeValue path)
    {
        foreach (CodeCall source in path.Sources())
        {
            if (s_userName.Matches(source))
            {
                return "writes to a path with the name of the user, and the user of a pod has no name";
            }

            if (s_folder.Matches(source) && source.Argument(0).Number is { } folder && Folder(publication, folder, source.Argument(1).Number ?? 0) is { } why)
            {
                return why;
            }
        }

        return path.Beginning() is { } text && (text.StartsWith("/root/", StringComparison.Ordinal) || text.StartsWith("/home/", StringComparison.Ordinal)) && !IsDeclared(publication, text)
            ? $"writes to '{text}', a home folder that belongs to another user"
            : null;
    }

    // What .NET does on Linux (dotnet/runtime, GetFolderPathCore for Unix): without the option Create a folder that does not exist is an empty string.
    private static string? Folder(Publication publication, long folder, long option)
    {
        const long Create = 0x8000;
        string? home = publication.Config.Config.EnvironmentVariable("HOME");
        string? name = folder switch
        {
            0 or 16 => "Desktop",
            5 => "MyDocuments",
            26 => "ApplicationData",
            28 => "LocalApplicationData",
            35 => "CommonApplicationData",
            40 => "UserProfile",
            _ => null,
        };
        return name switch
        {
            null => null,
            "CommonApplicationData" => "writes below SpecialFolder.CommonApplicationData, which is /usr/share and belongs to root",
            _ when string.IsNullOrEmpty(home) => $"writes below SpecialFolder.{name}, and the image sets no HOME, so for an arbitrary user that is / or nowhere",
            "UserProfile" => null,
            _ when option == Create || IsDeclared(publication, home) => null,
            _ => $"writes below SpecialFolder.{name}, which is an empty string where {home} has no such folder, so the path becomes a relative one",
        };
    }

    private static bool IsDeclared(Publication publication, string path) =>
        publication.Project?.Image.WritablePaths.Any(w => (path + "/").StartsWith(w.Path.TrimEnd('/') + "/", StringComparison.Ordinal)) == true;

    private static string? Program(CodeValue value)
    {
        if (value.Beginning() is not { } text)
        {
            return null;
        }

        // A command line of a shell, or a program by itself; the first word of each command counts.
        foreach (string command in text.Split(["&&", "||", ";", "|", "-c "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string first = command.TrimStart('"', '\'', ' ').Split([' ', '"', '\''], 2)[0];
            string name = first[(first.LastIndexOf('/') + 1)..];
            if (s_identityPrograms.Contains(name))
            {
                return name;
            }
        }

        return null;
    }
}
