using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Applying;
using OpenShift.NET.Sdk.Publishing.Running;

namespace OpenShift.NET.Sdk.Tool.Output;

/// <summary>A run, or what is applied, on a terminal: lines of the application and of differences go to standard output (an application's where it writes them), what happens goes to standard error.</summary>
internal sealed class RunTerminal : IRunConsole, IApplyConsole
{
    private readonly Lock _writing = new();

    /// <inheritdoc/>
    public void Write(string line, bool isError) => Write(isError ? Console.Error : Console.Out, PrintableText.Line(line));

    /// <inheritdoc/>
    public void Tell(string text) => Write(Console.Error, "openshift-image: " + PrintableText.Line(text));

    /// <inheritdoc/>
    public void Write(string line) => Write(line, isError: false);

    /// <inheritdoc/>
    public void Detail(string text)
    {
        // A terminal has no verbosity; a dry run tells it all.
    }

    /// <summary>A line of the project's build.</summary>
    public void Build(string line) => Write(Console.Error, PrintableText.Line(line));

    /// <summary>A failure.</summary>
    public void Fail(string code, string message) => Write(Console.Error, $"openshift-image: error {code}: {PrintableText.Line(message)}");

    private void Write(TextWriter writer, string line)
    {
        lock (_writing)
        {
            try
            {
                writer.WriteLine(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Whoever read it is gone; the application runs on until it is stopped.
            }
        }
    }
}
