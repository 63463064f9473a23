using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>Programs that only prepare the start of another one: how many arguments are their own.</summary>
internal static class InitShims
{
    private static readonly string[] _none = [];

    /// <summary>Skips one shim with its options; <see langword="false"/> when the command is none, or a shim that starts nothing.</summary>
    /// <param name="command">The command, its program first.</param>
    /// <param name="place">Where the shim is started.</param>
    /// <param name="inner">The command the shim starts.</param>
    /// <param name="innerPlace">Where the shim starts it.</param>
    public static bool TrySkip(ImmutableArray<string> command, StartPlace place, out ImmutableArray<string> inner, out StartPlace innerPlace)
    {
        innerPlace = place;
        ReadOnlySpan<string> own = command.AsSpan()[1..];
        int next = ImagePath.Name(command[0]) switch
        {
            "tini" or "tini-static" or "docker-init" => AfterOptions(own, "pe", _none),
            "dumb-init" => AfterOptions(own, "r", ["--rewrite"]),
            "catatonit" => AfterOptions(own, "", _none),
            "setpriv" => AfterOptions(own, "", [
                "--ruid", "--euid", "--rgid", "--egid", "--reuid", "--regid", "--groups", "--inh-caps", "--ambient-caps", "--bounding-set",
                "--securebits", "--pdeathsig", "--ptracer", "--selinux-label", "--apparmor-profile", "--landlock-access", "--landlock-rule", "--seccomp-filter"]),
            "gosu" or "su-exec" => own.Length > 0 && !own[0].StartsWith('-') ? 1 : -1,
            "env" => AfterEnvironment(ref own, ref innerPlace),
            _ => -1,
        };
        inner = next >= 0 && next < own.Length ? [.. own[next..]] : [];
        return inner.Length > 0;
    }

    /// <summary>Index of the first argument that is no option.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="withValue">One-letter options that take a value, as the rest of the argument or as the next one.</param>
    /// <param name="longWithValue">Long options that take the next argument when they have no <c>=</c>.</param>
    private static int AfterOptions(ReadOnlySpan<string> arguments, string withValue, string[] longWithValue)
    {
        int i = 0;
        for (; i < arguments.Length && arguments[i].StartsWith('-') && arguments[i].Length > 1; i++)
        {
            string option = arguments[i];
            if (option == "--")
            {
                return i + 1;
            }

            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                i += Array.IndexOf(longWithValue, option) >= 0 ? 1 : 0;
            }
            else
            {
                int letter = option.AsSpan(1).IndexOfAny(withValue);
                i += letter >= 0 && letter == option.Length - 2 ? 1 : 0;
            }
        }

        return i;
    }

    /// <summary><c>env</c> changes what its command is looked up against (coreutils manual, "env invocation").</summary>
    private static int AfterEnvironment(ref ReadOnlySpan<string> arguments, ref StartPlace place)
    {
        int i = 0;
        for (int splits = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            string? split = argument is "-S" or "--split-string" && i + 1 < arguments.Length ? arguments[++i]
                : argument.StartsWith("-S", StringComparison.Ordinal) && argument.Length > 2 ? argument[2..]
                : argument.StartsWith("--split-string=", StringComparison.Ordinal) ? argument["--split-string=".Length..]
                : null;
            if (split is not null)
            {
                if (++splits > 8 || !SimpleCommand.TrySplit(split, out ImmutableArray<string> words))
                {
                    return -1;
                }

                arguments = (string[])[.. words, .. arguments[(i + 1)..]];
                i = -1;
            }
            else if (argument is "-" or "-i" or "--ignore-environment")
            {
                // execvp's own default (confstr(3), _CS_PATH).
                place = place with { SearchPath = "/bin:/usr/bin" };
            }
            else if (argument is "-C" or "--chdir" && i + 1 < arguments.Length)
            {
                place = place with { WorkingDirectory = ImagePath.Combine(place.WorkingDirectory, arguments[++i]) };
            }
            else if (argument.StartsWith("--chdir=", StringComparison.Ordinal))
            {
                place = place with { WorkingDirectory = ImagePath.Combine(place.WorkingDirectory, argument["--chdir=".Length..]) };
            }
            else if (argument is "-u" or "--unset" && i + 1 < arguments.Length)
            {
                i++;
            }
            else if (argument == "--")
            {
                i++;
                break;
            }
            else if (!argument.StartsWith('-'))
            {
                break;
            }
        }

        for (; i < arguments.Length && arguments[i].IndexOf('=', StringComparison.Ordinal) is > 0 and var equals; i++)
        {
            place = place with { Variables = place.Variables.SetItem(arguments[i][..equals], arguments[i][(equals + 1)..]) };
            if (arguments[i].StartsWith("PATH=", StringComparison.Ordinal))
            {
                place = place with { SearchPath = arguments[i]["PATH=".Length..] };
            }
        }

        return i;
    }
}
