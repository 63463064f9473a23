using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.EditorConfigs;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Delivery;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>The stage Check: every rule over the image that Assemble left. When nothing changed since, the report of then is shown again.</summary>
/// <param name="sarif">What the SARIF log says besides the report.</param>
/// <param name="today">The day suppressions are held against.</param>
public sealed class CheckStage(SarifOptions sarif, DateOnly today)
{
    /// <summary>Checks.</summary>
    /// <exception cref="OpenShiftException">OSC0020: the stage folder is incomplete; OSC0028: an .editorconfig cannot be read; OSC0062: the baseline is damaged; OSC004n: the image is damaged.</exception>
    public async Task<CheckResult> RunAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(folder);
        AssemblyStamp stamp = AssemblyStamp.TryRead(folder) is { } s && s.IsWhole(folder) ? s : throw DeliverableImage.Incomplete(folder);
        ImmutableArray<EditorConfigFile> editorConfigs = ReadEditorConfigs(facts);
        string manifests = ManifestStamp.TryRead(folder.ManifestStamp)?.Fingerprint ?? "";
        byte[]? baselineBytes = ReadBaseline(facts);
        string fingerprint = FingerprintOf(facts, stamp, manifests, editorConfigs, baselineBytes);
        string? html = facts.Checks.HtmlReport ? facts.Checks.HtmlReportFile ?? folder.Html : null;
        if (!facts.Checks.BaselineUpdate && File.Exists(folder.Sarif) && (html is null || File.Exists(html)) && CheckResult.TryRead(folder.Messages, fingerprint) is { } known)
        {
            return known;
        }

        DeliverableImage subject = await DeliverableImage.OpenAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        Publication publication = await ReadPublicationAsync(subject, cancellationToken).ConfigureAwait(false);
        SeveritySettings settings = SeveritySettingsReader.Read(facts, editorConfigs);
        Report report = new RuleEngine().Run(publication, settings, facts.Checks.Suppressions, today, cancellationToken);
        report = await ApplyBaselineAsync(report, settings, facts.Checks, baselineBytes, cancellationToken).ConfigureAwait(false);
        await AtomicOutput.WriteFileAsync(folder.Sarif, output => SarifWriter.WriteAsync(output, report, RuleCatalog.All, sarif, cancellationToken)).ConfigureAwait(false);
        if (html is not null)
        {
            HtmlOptions options = new()
            {
                Subject = $"{facts.Identity.Name} {facts.Identity.Version}",
                ToolVersion = sarif.ToolVersion,
                Digest = subject.Image.Digest.ToString(),
                SourceRoot = sarif.SourceRoot,
            };
            await AtomicOutput.WriteFileAsync(html, output => HtmlReportWriter.WriteAsync(output, report, publication, RuleCatalog.All, options, cancellationToken)).ConfigureAwait(false);
        }

        CheckResult result = CheckResult.Of(report);
        await result.WriteAsync(folder.Messages, fingerprint).ConfigureAwait(false);
        return result;
    }

    private static async Task<Report> ApplyBaselineAsync(Report report, SeveritySettings settings, CheckFacts checks, byte[]? bytes, CancellationToken cancellationToken)
    {
        string path = checks.BaselineFile ?? "";
        if (!checks.BaselineUpdate)
        {
            return bytes is null ? report : BaselineFile.Read(bytes, path).ApplyTo(report, settings, new SourceLocation(path));
        }

        Baseline written = Baseline.Of(report, bytes is null ? null : BaselineFile.Read(bytes, path));
        await AtomicOutput.WriteFileAsync(path, output => BaselineFile.WriteAsync(output, written, cancellationToken)).ConfigureAwait(false);
        report = written.ApplyTo(report, settings, new SourceLocation(path));
        Severity severity = settings.AdjustTool(ToolCodes.BaselineWritten, Severity.Info);
        return severity == Severity.None ? report : report with
        {
            Diagnostics = report.Diagnostics.Add(new ToolDiagnostic(
                ToolCodes.BaselineWritten,
                severity,
                FormattableString.Invariant($"The baseline was written with {written.Entries.Length} {(written.Entries.Length == 1 ? "finding" : "findings")}. Commit it, and publish without OpenShiftBaselineUpdate from now on."),
                new SourceLocation(path))),
        };
    }

    private static byte[]? ReadBaseline(ProjectFacts facts)
    {
        if (facts.Checks.BaselineFile is not { } path)
        {
            return null;
        }

        try
        {
            if (File.Exists(path))
            {
                return File.ReadAllBytes(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.InvalidBaseline, $"The baseline '{path}' cannot be read", "Make it readable.", new SourceLocation(path), e);
        }

        return facts.Checks is { BaselineIsExplicit: true, BaselineUpdate: false }
            ? throw new OpenShiftException(ToolCodes.InvalidBaseline, $"There is no baseline at '{path}'", "Correct OpenShiftBaseline, or write it with -p:OpenShiftBaselineUpdate=true.", facts.PlaceOf("OpenShiftBaseline"))
            : null;
    }

    private static async Task<Publication> ReadPublicationAsync(DeliverableImage subject, CancellationToken cancellationToken)
    {
        Image image = subject.Image;
        return new Publication
        {
            Project = subject.Facts,
            Manifest = image.Manifest,
            Config = image.Config,
            Base = subject.Record.Base,
            Manifests = await ManifestStage.ReadAsync(subject.Folder, cancellationToken).ConfigureAwait(false),
            Code = CodeCache.Take(subject.Facts, image.Digest, cancellationToken),
            Files = await new LayerScanCache(ImageAssembler.ScanFolder(subject.Facts.Image.CacheDirectory)).ReadTreeAsync(image, subject.Record.BaseLayerCount, cancellationToken).ConfigureAwait(false),
        };
    }

    private string FingerprintOf(ProjectFacts facts, AssemblyStamp stamp, string manifests, ImmutableArray<EditorConfigFile> editorConfigs, byte[]? baseline)
    {
        using var fingerprint = new Fingerprint();
        fingerprint.Add(FactsJson.Write(facts));
        fingerprint.Add(stamp.Image.ToString());
        fingerprint.Add(manifests);
        fingerprint.Add(stamp.BaseName);
        fingerprint.Add(stamp.BaseDigest.ToString());
        fingerprint.Add(facts.Checks.Suppressions.Any(s => s.Expires is not null) ? today.DayNumber : 0);
        fingerprint.Add(baseline is null ? 0 : 1);
        fingerprint.Add(baseline ?? []);
        foreach (EditorConfigFile file in editorConfigs)
        {
            fingerprint.Add(file.Path);
            fingerprint.Add(file.Text);
        }

        return fingerprint.Finish();
    }

    private static ImmutableArray<EditorConfigFile> ReadEditorConfigs(ProjectFacts facts)
    {
        var files = ImmutableArray.CreateBuilder<EditorConfigFile>();
        foreach (string path in facts.Checks.EditorConfigFiles)
        {
            try
            {
                files.Add(new EditorConfigFile(path, File.ReadAllText(path)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new OpenShiftException(ToolCodes.InvalidConfigurationFile, $"'{path}' cannot be read", "Make it readable; it may change the severity of rules.", new SourceLocation(path), e);
            }
        }

        return files.ToImmutable();
    }
}
