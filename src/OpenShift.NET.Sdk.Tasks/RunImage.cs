using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Runs the checked image until it ends or the build is interrupted, and shows what it writes.</summary>
public sealed class RunImage : StageTask
{
    // One line up, which is the one that the logger keeps writing the time into, and away with it; then the text, and room for that line again.
    private const string AboveLiveLine = "\u001b[1A\r\u001b[2K";

    /// <summary>Full path of the facts file.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <summary>Ports of this machine that lead to ports of the container, <c>18080:8080;…</c>.</summary>
    public string Ports { get; set; } = "";

    /// <summary>Whether MSBuild's terminal logger shows the build: it keeps messages to itself, so they are written to the terminal.</summary>
    public bool TerminalLogger { get; set; }

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Run, Facts = [Facts], Ports = Ports };

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
