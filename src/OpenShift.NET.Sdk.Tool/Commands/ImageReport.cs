using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary>What is made of the judgement of an image: lines, files, exit code.</summary>
/// <param name="Threshold">The mildest finding that makes the exit code 1; <see langword="null"/> for none.</param>
/// <param name="Sarif">Full path of the SARIF log; <see langword="null"/> for none.</param>
/// <param name="Html">Full path of the report for people; <see langword="null"/> for none.</param>
internal sealed record ImageReport(Severity? Threshold, string? Sarif, string? Html)
{
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(10);

    /// <summary>Judges an image and reports.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Terminal terminal, ImageCheckRequest request, CancellationToken cancellationToken)
    {
        ImageCheckResult result = await terminal.WatchAsync(progress => JudgeAsync(request, progress, cancellationToken)).ConfigureAwait(false);
        if (Sarif is not null)
        {
            var options = new SarifOptions { ToolVersion = ToolVersion.Text, AutomationId = result.Name, PageOf = static r => Pages.Of(r.Id), Run = result.Publication.Run };
            await AtomicOutput.WriteFileAsync(Sarif, stream => SarifWriter.WriteAsync(stream, result.Report, RuleCatalog.All, options, cancellationToken)).ConfigureAwait(false);
        }

        if (Html is not null)
        {
            var options = new HtmlOptions { Subject = result.Name, ToolVersion = ToolVersion.Text, Digest = result.Image.Digest.ToString() };
            await AtomicOutput.WriteFileAsync(Html, stream => HtmlReportWriter.WriteAsync(stream, result.Report, result.Publication, RuleCatalog.All, options, cancellationToken)).ConfigureAwait(false);
        }

        foreach (string note in result.Notes)
        {
            Terminal.WriteNote(note);
        }

        if (result.RunLine is { } line)
        {
            Terminal.WriteLine($"{result.Name}: {line}");
        }

        foreach (CheckMessage message in result.Messages)
        {
            terminal.Write(result.Name, message);
        }

        terminal.WriteHeading($"{result.Name}: {ReportSummary.Of(result.Report)}");
        if (result.Report.CountOf(RuleStatus.Broken) > 0)
        {
            return ExitCodes.CouldNotRun;
        }

        int found = (Threshold <= Severity.Error ? result.Report.Errors : 0) + (Threshold <= Severity.Warning ? result.Report.Warnings : 0) + (Threshold <= Severity.Info ? result.Report.Infos : 0);
        return found > 0 ? ExitCodes.Findings : ExitCodes.Clean;
    }

    // Opening a pipe that nobody writes to, or a file of a server that is gone, cannot be cancelled: such a thread is left behind.
    private static async Task<ImageCheckResult> JudgeAsync(ImageCheckRequest request, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        Task<ImageCheckResult> judging = Task.Run(() => new ImageCheck(new ProcessEnvironment()).RunAsync(request, progress, cancellationToken), cancellationToken);
        try
        {
            return await judging.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.Proof is not null)
        {
            // What was started is to end before this program does.
            await Task.WhenAny(judging, Task.Delay(EndingTime, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
    }
}
