using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>A stage that somebody looks on while it goes on: what it says is shown also where MSBuild's terminal logger keeps messages to itself, and it ends with the build.</summary>
public abstract class ShownStageTask : StageTask
{
    // One line up, which is the one that the logger keeps writing the time into, and away with it; then the text, and room for that line again.
    private const string AboveLiveLine = "\u001b[1A\r\u001b[2K";

    /// <summary>Whether MSBuild's terminal logger shows the build: it keeps messages to itself, so they are written to the terminal.</summary>
    public bool TerminalLogger { get; set; }

    /// <inheritdoc/>
    protected override IDisposable Watch() => new EndOfBuild(Cancel);

    /// <inheritdoc/>
    protected override void Tell(StageImportance importance, string text)
    {
        if (!TerminalLogger || importance is not StageImportance.High)
        {
            base.Tell(importance, text);
            return;
        }

        try
        {
            Console.Out.Write(Console.IsOutputRedirected ? text + Environment.NewLine : $"{AboveLiveLine}{text}\n\n");
        }
        catch (IOException)
        {
            // Nobody looks on any more.
        }
    }
}
