using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Publishing;
using Spectre.Console;

namespace OpenShift.NET.Sdk.Tool.Output;

/// <summary>Standard output and error: colours and progress where someone looks on, plain lines where a program reads.</summary>
internal sealed class Terminal
{
    private readonly IAnsiConsole? _output = Console.IsOutputRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
    private readonly IAnsiConsole? _errors = Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Whether someone looks at standard output.</summary>
    public bool IsInteractive => _output is not null;

    /// <summary>Does long work and shows, on standard error, how far it is.</summary>
    public Task<T> WatchAsync<T>(Func<IProgress<string>?, Task<T>> work) =>
        _errors is null
            ? work(null)
            : _errors.Status().StartAsync("Starting", context => work(new StatusProgress(context)));

    /// <summary>One line of a report, in the form MSBuild gives diagnostics.</summary>
    public void Write(string subject, CheckMessage message)
    {
        string severity = message.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "message",
        };
        ToOutput(() => WriteLine(subject, severity, message.Code, message.Text, _output, Console.Out));
    }

    /// <summary>A failure, on standard error.</summary>
    public void WriteFailure(string code, string message) => WriteLine("openshift-image", "error", code, message, _errors, Console.Error);

    /// <summary>Something the user should know, on standard error.</summary>
    public static void WriteNote(string text) => Console.Error.WriteLine("note: " + PrintableText.Line(text));

    /// <summary>A line as it is.</summary>
    public static void WriteLine(string text) => ToOutput(() => Console.Out.WriteLine(PrintableText.Line(text)));

    /// <summary>A document as it is, byte for byte, for whatever reads it.</summary>
    public static void WriteDocument(byte[] content) => ToOutput(() =>
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(content);
        output.Flush();
    });

    /// <summary>A line that stands out where someone looks on.</summary>
    public void WriteHeading(string text)
    {
        if (_output is null)
        {
            WriteLine(text);
        }
        else
        {
            ToOutput(() => _output.Write(new Text(PrintableText.Line(text) + "\n", new Style(decoration: Decoration.Bold))));
        }
    }

    private static void ToOutput(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.OutputNotWritable, $"Standard output cannot be written: {e.Message}", "Send it where there is room, or leave it open.", innerException: e);
        }
    }

    private static void WriteLine(string subject, string severity, string code, string text, IAnsiConsole? console, TextWriter plain)
    {
        string line = $"{PrintableText.Line(subject)}: {severity} {code}: {PrintableText.Line(text)}";
        if (console is null)
        {
            plain.WriteLine(line);
            return;
        }

        Color colour = severity switch
        {
            "error" => Color.Red,
            "warning" => Color.Yellow,
            _ => Color.Aqua,
        };
        console.Write(new Paragraph().Append(PrintableText.Line(subject) + ": ").Append($"{severity} {code}", new Style(colour, decoration: Decoration.Bold)).Append(": " + PrintableText.Line(text) + "\n"));
    }

    private sealed class StatusProgress(StatusContext context) : IProgress<string>
    {
        public void Report(string value) => context.Status(Markup.Escape(PrintableText.Line(value)));
    }
}
