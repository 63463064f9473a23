using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>What a shell is told to run on its command line (POSIX, <c>sh</c>, "Synopsis"): a text or a file.</summary>
/// <param name="Text">The text after <c>-c</c>.</param>
/// <param name="File">The script file as written.</param>
/// <param name="FileArguments">The arguments after the text or the file.</param>
internal sealed record ShellCommandLine(string? Text, string? File, ImmutableArray<string> FileArguments)
{
    /// <summary>Reads the command line; <see langword="null"/> when the program is no shell, or a shell that was given nothing to run.</summary>
    public static ShellCommandLine? TryRead(ImmutableArray<string> command)
    {
        if (ImagePath.Name(command[0]) is not ("sh" or "bash" or "dash" or "ash" or "ksh" or "ksh93" or "mksh" or "zsh"))
        {
            return null;
        }

        bool text = false;
        int i = 1;
        for (; i < command.Length && command[i].Length > 1 && command[i][0] is '-' or '+'; i++)
        {
            string option = command[i];
            if (option == "--")
            {
                i++;
                break;
            }

            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                i += option is "--rcfile" or "--init-file" ? 1 : 0;
                continue;
            }

            text |= option[0] == '-' && option.Contains('c', StringComparison.Ordinal);

            // "-euo pipefail": each o takes the name of an option from the arguments that follow.
            foreach (char letter in option)
            {
                i += letter is 'o' or 'O' ? 1 : 0;
            }
        }

        return i >= command.Length ? null
            : text ? new ShellCommandLine(command[i], null, command[(i + 1)..])
            : new ShellCommandLine(null, command[i], command[(i + 1)..]);
    }
}
