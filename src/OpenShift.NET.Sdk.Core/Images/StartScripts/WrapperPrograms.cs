using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.EntryPoints;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>Programs of a script that only start the program their arguments name.</summary>
internal static class WrapperPrograms
{
    /// <summary>The command behind all of them.</summary>
    public static ImmutableArray<string> Skip(ImmutableArray<string> command, ref StartPlace place)
    {
        for (int i = 0; i < 16; i++)
        {
            if (InitShims.TrySkip(command, place, out ImmutableArray<string> inner, out StartPlace innerPlace))
            {
                (command, place) = (inner, innerPlace);
            }
            else if (After(command) is > 0 and { } own && own < command.Length)
            {
                command = command[own..];
            }
            else
            {
                break;
            }
        }

        return command;
    }

    // How many words are the wrapper's own; 0 for none.
    private static int After(ImmutableArray<string> command) => ImagePath.Name(command[0]) switch
    {
        "nohup" or "setsid" or "time" or "unbuffer" => Options(command, "", 0),
        "nice" => Options(command, "n", 0),
        "ionice" => Options(command, "cn", 0),
        "stdbuf" => Options(command, "ioe", 0),
        "timeout" => Options(command, "ks", 1),
        "sudo" => Options(command, "ugCDhprtT", 0),
        "runuser" => Options(command, "ugG", 0),
        "s6-setuidgid" or "setuidgid" or "chroot" => Options(command, "", 1),
        "chpst" => Options(command, "ueUbnmdofpcr/", 0),
        "catchsegv" or "fixuid" => Options(command, "", 0),
        _ => 0,
    };

    private static int Options(ImmutableArray<string> command, string withValue, int positional)
    {
        int i = 1;
        for (; i < command.Length && command[i].Length > 1 && command[i][0] == '-'; i++)
        {
            if (command[i] == "--")
            {
                i++;
                break;
            }

            // "-n 5" takes the next word, "-n5" and "--adjustment=5" do not.
            i += command[i].Length == 2 && withValue.Contains(command[i][1], StringComparison.Ordinal) ? 1 : 0;
        }

        return i + positional;
    }
}
