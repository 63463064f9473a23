using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>What the <c>dotnet</c> program is told to do (<c>dotnet [options] FILE [arguments]</c>, <c>dotnet exec …</c>).</summary>
/// <param name="File">The assembly as written; <see langword="null"/> when none is started.</param>
/// <param name="SdkCommand">The first word that is no option of the host and no assembly: a command of the .NET SDK; <see langword="null"/> when there is none.</param>
internal sealed record DotnetCommand(string? File, string? SdkCommand)
{
    /// <summary>The value of <c>--runtimeconfig</c>.</summary>
    public string? RuntimeConfig { get; init; }

    /// <summary>The value of <c>--depsfile</c>.</summary>
    public string? DepsFile { get; init; }

    /// <summary>The value of <c>--fx-version</c>: the exact version of the framework.</summary>
    public string? FrameworkVersion { get; init; }

    /// <summary>The value of <c>--roll-forward</c>.</summary>
    public string? RollForward { get; init; }

    /// <summary>Whether assemblies are looked for in other folders too, or other dependencies are added.</summary>
    public bool ProbesElsewhere { get; init; }

    /// <summary>Reads the arguments of <c>dotnet</c>. Words that are known only in the run hold a <c>$</c> and end what can be told.</summary>
    public static DotnetCommand Read(ImmutableArray<string> arguments)
    {
        var command = new DotnetCommand(null, null);
        bool exec = arguments is ["exec", ..];
        for (int i = exec ? 1 : 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            if (argument.Contains('$', StringComparison.Ordinal))
            {
                return command;
            }

            switch (argument)
            {
                case "--runtimeconfig":
                    command = command with { RuntimeConfig = value };
                    break;
                case "--depsfile":
                    command = command with { DepsFile = value };
                    break;
                case "--fx-version":
                    command = command with { FrameworkVersion = value };
                    break;
                case "--roll-forward":
                    command = command with { RollForward = value };
                    break;
                case "--roll-forward-on-no-candidate-fx":
                    command = command with { RollForward = value switch { "0" => nameof(Runtimes.RollForward.LatestPatch), "1" => nameof(Runtimes.RollForward.Minor), _ => nameof(Runtimes.RollForward.Major) } };
                    break;
                case "--additionalprobingpath" or "--additional-deps":
                    command = command with { ProbesElsewhere = true };
                    break;
                default:
                    return IsAssembly(argument) ? command with { File = argument }
                        : exec || argument.StartsWith('-') ? command
                        : command with { SdkCommand = argument };
            }

            i++;
        }

        return command;
    }

    private static bool IsAssembly(string word) => word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || word.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);
}
