using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>ENTRYPOINT and CMD: what the container starts.</summary>
internal static class StartInstructions
{
    private const string Variables = "No shell puts in variables when the image starts: .NET reads them by itself (ASPNETCORE_HTTP_PORTS, ASPNETCORE_URLS, Section__Key); where a file needs them, OpenShiftTemplate renders it at start.";

    private static readonly string[] s_shells = ["sh", "bash", "ash", "dash"];

    /// <param name="draft">What is being made.</param>
    /// <param name="entryPoint">ENTRYPOINT of the image.</param>
    /// <param name="command">CMD of the image.</param>
    /// <param name="folder">Folder of the application.</param>
    public static void Migrate(MigrationDraft draft, DockerfileInstruction? entryPoint, DockerfileInstruction? command, string folder)
    {
        if ((entryPoint ?? command) is not { } first)
        {
            return;
        }

        ImmutableArray<string> words = WordsOf(first);
        if (Arguments(words, folder) is { } arguments)
        {
            if (arguments.Any(static a => a.Contains('$', StringComparison.Ordinal)))
            {
                draft.Open(first, Variables);
            }
            else
            {
                draft.Unneeded(first, "The application's own start command is what a publish writes.");
                Add(draft, "ContainerAppCommandArgs", arguments, first);
            }

            if (entryPoint is not null && command is not null)
            {
                Defaults(draft, command);
            }

            return;
        }

        draft.Open(first, Way(first, words));
        if (entryPoint is not null && command is not null)
        {
            draft.Open(command, "They are the arguments of that ENTRYPOINT, and go with it.");
        }
    }

    private static string Way(DockerfileInstruction instruction, ImmutableArray<string> words)
    {
        if (words is ["dotnet", "run" or "watch" or "restore" or "build" or "publish" or "test" or "ef", ..])
        {
            return $"The SDK, which 'dotnet {words[1]}' needs, is not in the image: a publish builds before, and starts the application itself. What stands behind -- are arguments of the application: ContainerAppCommandArgs.";
        }

        if (words.Any(static w => w.EndsWith(".sh", StringComparison.Ordinal)) || words is [var shell, ..] && s_shells.Contains(ImagePath.Name(shell)) || words is [var only] && only.StartsWith('/') && ImagePath.Name(only) is "entrypoint" or "docker-entrypoint" or "start" or "run" or "init")
        {
            return "A script in front of the application: what it waits for or renders do OpenShiftRequiredPath, OpenShiftSetting Required=\"true\" and OpenShiftTemplate at start, migrations run as a Job (OpenShiftWorkload). Else publish it as Content, and set ContainerAppCommandInstruction to None with ContainerEntrypoint items for each word.";
        }

        return instruction.Text.Contains('$', StringComparison.Ordinal) ? Variables : "Another program is started: set ContainerAppCommandInstruction to None, with a ContainerEntrypoint item for each word.";
    }

    private static void Defaults(MigrationDraft draft, DockerfileInstruction command)
    {
        if (command.Text.Contains('$', StringComparison.Ordinal))
        {
            draft.Open(command, "No shell puts in variables when the image starts; the arguments that a deployment may change are args of its container.");
            return;
        }

        Add(draft, "ContainerDefaultArgs", command.Words, command);
    }

    // sh -c "dotnet App.dll" starts what the text says, and so does exec.
    private static ImmutableArray<string> WordsOf(DockerfileInstruction instruction)
    {
        ImmutableArray<string> words = instruction.Words;
        words = words is [var shell, "-c", var text] && s_shells.Contains(ImagePath.Name(shell)) && !text.AsSpan().ContainsAny("&|;<>") ? QuotedWords.Split(text) : words;
        return words is ["exec", _, ..] ? words[1..] : words;
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

    // dotnet App.dll ARGUMENTS, ./App ARGUMENTS, App.dll where the base image's ENTRYPOINT is dotnet; null for anything else.
    private static ImmutableArray<string>? Arguments(ImmutableArray<string> words, string folder) => words switch
    {
        ["dotnet" or "/usr/bin/dotnet" or "/usr/share/dotnet/dotnet", var dll, ..] when IsAssembly(dll) => words[2..],
        ["dotnet" or "/usr/bin/dotnet", "exec", var dll, ..] when IsAssembly(dll) => words[3..],
        [var program, ..] when IsAssembly(program) || IsOwnProgram(program, folder) => words[1..],
        _ => null,
    };

    private static bool IsAssembly(string word) => word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static bool IsOwnProgram(string word, string folder) =>
        (word.StartsWith("./", StringComparison.Ordinal) || word.StartsWith("/app/", StringComparison.Ordinal) || word.StartsWith(folder + "/", StringComparison.Ordinal))
        && !word.EndsWith(".sh", StringComparison.Ordinal) && !word.EndsWith(".py", StringComparison.Ordinal) && !word.Contains("entrypoint", StringComparison.OrdinalIgnoreCase);
}
