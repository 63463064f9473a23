using OpenShift.NET.Sdk.Code.Queries;

namespace OpenShift.NET.Sdk.Code.Lifetime;

/// <summary>What a program asks of whoever sits at its console. In a container nobody does: standard input is at its end, and there is no terminal.</summary>
internal static class ConsoleInput
{
    private static readonly KnownApi[] s_reads =
    [
        "System.Console::Read*",
        "System.Console::OpenStandardInput",
        "System.Console::get_In",
    ];

    // What draws a question on a terminal, and fails without one.
    private static readonly KnownApi[] s_prompts =
    [
        "Spectre.Console.AnsiConsole::Prompt*",
        "Spectre.Console.AnsiConsole::Ask*",
        "Spectre.Console.AnsiConsole::Confirm*",
        "Spectre.Console.AnsiConsoleExtensions::Prompt*",
        "Spectre.Console.AnsiConsoleExtensions::Ask*",
        "Spectre.Console.AnsiConsoleExtensions::Confirm*",
        "Sharprompt.Prompt::*",
        "InquirerCS.*::Prompt",
        "Terminal.Gui.Application::Run",
        "ReadLine.ReadLine::Read*",
    ];

    /// <summary>The calls that read the console, in the order of the code.</summary>
    public static IEnumerable<CodeCall> Reads(CodeFacts code) => code.CallsTo(s_reads.AsSpan()).Where(static c => c.InProduction);

    /// <summary>The calls that ask by drawing on a terminal: each is an exception in a container.</summary>
    public static IEnumerable<CodeCall> Prompts(CodeFacts code) => code.CallsTo(s_prompts.AsSpan()).Where(static c => c.InProduction);

    /// <summary>Whether what a call reads is used: a question that is answered. One whose answer nobody looks at holds the program until somebody presses a key.</summary>
    public static bool IsQuestion(CodeCall read) => !read.IsDropped;
}
