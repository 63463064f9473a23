using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image check IMAGE</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var image = new Argument<string>("image") { Description = "registry/repository:tag, oci:PATH[:TAG], oci-archive:PATH[:TAG] or docker-archive:PATH[:TAG]" };
        Option<string> profile = ProfileOption.Create("How strict rules are.");
        var threshold = new Option<string>("--severity-threshold") { Description = "The mildest finding that makes the exit code 1.", DefaultValueFactory = static _ => "error" };
        threshold.AcceptOnlyFromAmong("error", "warning", "info", "none");
        var platform = new Option<string?>("--platform") { Description = "Which image of an index, for example linux/arm64; default: linux and this machine's architecture." };
        var baseImage = new Option<string?>("--base") { Description = "The base image, written like the image; default: what the label org.opencontainers.image.base.name says." };
        var insecure = new Option<string[]>("--insecure-registry") { Description = "A registry that may be spoken to without trusted TLS; can be given several times.", DefaultValueFactory = static _ => [] };
        var sarif = new Option<string?>("--sarif") { Description = "Writes the report as SARIF 2.1.0." };
        var html = new Option<string?>("--html") { Description = "Writes the report as one HTML file." };
        var cache = new Option<string?>("--cache") { Description = "Folder that keeps what is known of layers." };
        var command = new Command("check", "Holds every rule that needs no project against an image. Exit codes: 0 clean, 1 findings at the threshold, 2 could not run.")
        {
            image, profile, threshold, platform, baseImage, insecure, sarif, html, cache,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            terminal,
            new ImageCheckRequest
            {
                Image = parsed.GetRequiredValue(image),
                Base = parsed.GetValue(baseImage),
                Platform = PlatformOf(parsed.GetValue(platform)),
                Profile = ProfileOption.Of(parsed.GetRequiredValue(profile)),
                InsecureRegistries = [.. parsed.GetValue(insecure) ?? []],
                Today = DateOnly.FromDateTime(DateTime.UtcNow),
                CacheDirectory = FullPath(parsed.GetValue(cache)) ?? DefaultCache(),
            },
            ThresholdOf(parsed.GetRequiredValue(threshold)),
            FullPath(parsed.GetValue(sarif)),
            FullPath(parsed.GetValue(html)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ImageCheckRequest request, Severity? threshold, string? sarif, string? html, CancellationToken cancellationToken)
    {
        ImageCheckResult result = await terminal.WatchAsync(progress => JudgeAsync(request, progress, cancellationToken)).ConfigureAwait(false);
        if (sarif is not null)
        {
            var options = new SarifOptions { ToolVersion = ToolVersion.Text, AutomationId = result.Name, PageOf = static r => Pages.Of(r.Id) };
            await AtomicOutput.WriteFileAsync(sarif, stream => SarifWriter.WriteAsync(stream, result.Report, RuleCatalog.All, options, cancellationToken)).ConfigureAwait(false);
        }

        if (html is not null)
        {
            var options = new HtmlOptions { Subject = result.Name, ToolVersion = ToolVersion.Text, Digest = result.Image.Digest.ToString() };
            await AtomicOutput.WriteFileAsync(html, stream => HtmlReportWriter.WriteAsync(stream, result.Report, result.Publication, RuleCatalog.All, options, cancellationToken)).ConfigureAwait(false);
        }

        foreach (string note in result.Notes)
        {
            Terminal.WriteNote(note);
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

        int found = (threshold <= Severity.Error ? result.Report.Errors : 0) + (threshold <= Severity.Warning ? result.Report.Warnings : 0) + (threshold <= Severity.Info ? result.Report.Infos : 0);
        return found > 0 ? ExitCodes.Findings : ExitCodes.Clean;
    }

    // Opening a pipe that nobody writes to, or a file of a server that is gone, cannot be cancelled: such a thread is left behind.
    private static Task<ImageCheckResult> JudgeAsync(ImageCheckRequest request, IProgress<string>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => new ImageCheck(new ProcessEnvironment()).RunAsync(request, progress, cancellationToken), cancellationToken).WaitAsync(cancellationToken);

    private static string? FullPath(string? path)
    {
        try
        {
            return path is null ? null : Path.GetFullPath(path);
        }
        catch (ArgumentException)
        {
            throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"'{path}' is no path", "Write the path of a file to be written.");
        }
    }

    private static Severity? ThresholdOf(string text) => text switch
    {
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        "none" => null,
        _ => Severity.Error,
    };

    private static Platform PlatformOf(string? text) => text?.Split('/') switch
    {
        null => RuntimePlatform.Of(null),
        [{ Length: > 0 } os, { Length: > 0 } architecture] => new Platform(os, architecture),
        [{ Length: > 0 } os, { Length: > 0 } architecture, { Length: > 0 } variant] => new Platform(os, architecture, variant),
        _ => throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"'{text}' is no platform", "Write it as os/architecture or os/architecture/variant, for example linux/arm64."),
    };

    private static string DefaultCache()
    {
        string folder = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(folder, "openshift-net-sdk");
    }
}
