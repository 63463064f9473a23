using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>ENTRYPOINT and CMD: what the container starts.</summary>
internal static class StartCommand
{
    private static readonly string[] s_shells = ["sh", "bash", "ash", "dash"];

    public static void Migrate(MigrationDraft draft, DockerfileInstruction? entryPoint, DockerfileInstruction? command)
    {
        if (entryPoint is null && command is null)
        {
            return;
        }

        DockerfileInstruction first = entryPoint ?? command!;
        ImmutableArray<string> words = first.Words;
        if (first.Text.Contains('$', StringComparison.Ordinal))
        {
            draft.Open(first, "No shell puts in variables when the image starts: .NET reads them by itself (ASPNETCORE_HTTP_PORTS, ASPNETCORE_URLS, Section__Key); where a file needs them, OpenShiftTemplate renders it at start.");
        }
        else if (Arguments(words) is { } arguments)
        {
            draft.Unneeded(first, "The application's own start command is what a publish writes.");
            Add(draft, "ContainerAppCommandArgs", arguments, first);
        }
        else
        {
            bool script = words.Any(static w => w.EndsWith(".sh", StringComparison.Ordinal)) || words is [var shell, ..] && s_shells.Contains(shell[(shell.LastIndexOf('/') + 1)..]);
            draft.Open(first, script
                ? "A script in front of the application: what it waits for or renders do OpenShiftRequiredPath, OpenShiftSetting Required=\"true\" and OpenShiftTemplate at start, migrations run as a Job (OpenShiftWorkload). Else publish it as Content, and set ContainerAppCommandInstruction to None with ContainerEntrypoint items for each word."
                : "Another program is started: set ContainerAppCommandInstruction to None, with a ContainerEntrypoint item for each word.");
        }

        if (entryPoint is not null && command is not null)
        {
            if (command.Text.Contains('$', StringComparison.Ordinal))
            {
                draft.Open(command, "No shell puts in variables when the image starts; the arguments that a deployment may change are args of its container.");
                return;
            }

            Add(draft, "ContainerDefaultArgs", command.Words, command);
        }
    }

    private static void Add(MigrationDraft draft, string item, ImmutableArray<string> arguments, DockerfileInstruction instruction)
    {
        string[] masked = [.. arguments.Select((a, i) => MaskedText.Of(i == 0 ? Quoted(a) : $"{Quoted(arguments[i - 1])} {Quoted(a)}"))];
        if (masked.Where((m, i) => m != (i == 0 ? Quoted(arguments[i]) : $"{Quoted(arguments[i - 1])} {Quoted(arguments[i])}")).Any())
        {
            draft.Open(instruction, "A secret has no place in an image, where everyone who may pull it reads it: an OpenShiftSetting with Secret=\"true\" puts it into a Secret, which the application reads as a variable (Section__Key). Change the value, as it stands in this file.");
            return;
        }

        foreach (string argument in arguments)
        {
            draft.Add(item, argument, instruction.Line);
        }
    }

    private static string Quoted(string word) => $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // dotnet App.dll ARGUMENTS, ./App ARGUMENTS; null for anything else.
    private static ImmutableArray<string>? Arguments(ImmutableArray<string> words) => words switch
    {
        ["dotnet" or "/usr/bin/dotnet" or "/usr/share/dotnet/dotnet", var dll, ..] when dll.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) => words[2..],
        ["dotnet" or "/usr/bin/dotnet", "exec", var dll, ..] when dll.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) => words[3..],
        [var program, ..] when IsOwnProgram(program) => words[1..],
        _ => null,
    };

    private static bool IsOwnProgram(string word) => (word.StartsWith("./", StringComparison.Ordinal) || word.StartsWith("/app/", StringComparison.Ordinal)) && !word.EndsWith(".sh", StringComparison.Ordinal) && !word.EndsWith(".py", StringComparison.Ordinal);
}
