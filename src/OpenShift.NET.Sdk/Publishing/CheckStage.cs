using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.EditorConfigs;
using OpenShift.NET.Sdk.Guidelines.Engine;
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
    /// <exception cref="OpenShiftException">OSC0020: the stage folder is incomplete; OSC0028: an .editorconfig cannot be read; OSC004n: the image is damaged.</exception>
    public async Task<CheckResult> RunAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(folder);
        AssemblyStamp stamp = AssemblyStamp.TryRead(folder) is { } s && s.IsWhole(folder) ? s : throw DeliverableImage.Incomplete(folder);
        ImmutableArray<EditorConfigFile> editorConfigs = ReadEditorConfigs(facts);
        string manifests = ManifestStamp.TryRead(folder.ManifestStamp)?.Fingerprint ?? "";
        string fingerprint = FingerprintOf(facts, stamp, manifests, editorConfigs);
        if (File.Exists(folder.Sarif) && CheckResult.TryRead(folder.Messages, fingerprint) is { } known)
        {
            return known;
        }

        DeliverableImage subject = await DeliverableImage.OpenAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        Report report = new RuleEngine().Run(
            await ReadPublicationAsync(subject, cancellationToken).ConfigureAwait(false),
            SeveritySettingsReader.Read(facts, editorConfigs),
            facts.Checks.Suppressions,
            today,
            cancellationToken);
        await AtomicOutput.WriteFileAsync(folder.Sarif, output => SarifWriter.WriteAsync(output, report, RuleCatalog.All, sarif, cancellationToken)).ConfigureAwait(false);
        CheckResult result = CheckResult.Of(report);
        await result.WriteAsync(folder.Messages, fingerprint).ConfigureAwait(false);
        return result;
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

    private string FingerprintOf(ProjectFacts facts, AssemblyStamp stamp, string manifests, ImmutableArray<EditorConfigFile> editorConfigs)
    {
        using var fingerprint = new Fingerprint();
        fingerprint.Add(FactsJson.Write(facts));
        fingerprint.Add(stamp.Image.ToString());
        fingerprint.Add(manifests);
        fingerprint.Add(stamp.BaseName);
        fingerprint.Add(stamp.BaseDigest.ToString());
        fingerprint.Add(facts.Checks.Suppressions.Any(s => s.Expires is not null) ? today.DayNumber : 0);
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
