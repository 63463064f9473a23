using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.G02_TagCompatibility;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contracts;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.RepositoryFiles;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The stage Check: every rule over the image that Assemble left. When nothing changed since, the report of then is shown again.</summary>
/// <param name="sarif">What the SARIF log says besides the report.</param>
/// <param name="today">The day suppressions and ages are held against.</param>
/// <param name="updateContract">Whether the image's contract is written beside the project before it is judged.</param>
public sealed class CheckStage(SarifOptions sarif, DateOnly today, bool updateContract = false)
{
    /// <summary>The build's environment variables, which a proof may depend on.</summary>
    internal IEnvironment Environment { get; init; } = new ProcessEnvironment();

    /// <summary>The code that has been read, of the session.</summary>
    internal CodeCache Code { get; init; } = new();

    /// <summary>What was read to judge it; <see langword="null"/> when the report of then was shown again.</summary>
    internal CheckSubject? Subject { get; private set; }

    /// <summary>Checks.</summary>
    /// <exception cref="OpenShiftException">OSC0020: the stage folder is incomplete; OSC0028: an .editorconfig, contract or lock file cannot be read; OSC0062: the baseline is damaged; OSC004n: the image is damaged.</exception>
    public Task<CheckResult> RunAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken) => RunAsync(facts, folder, null, cancellationToken);

    /// <summary>Checks what may have been read already.</summary>
    internal async Task<CheckResult> RunAsync(ProjectFacts facts, StageFolder folder, CheckSubject? opened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(folder);
        AssemblyStamp stamp = AssemblyStamp.TryRead(folder) is { } s && s.IsWhole(folder) ? s : throw DeliverableImage.Incomplete(folder);
        CheckInput input = CheckInput.Read(facts, folder);
        string manifests = ManifestStamp.TryRead(folder.ManifestStamp)?.Fingerprint ?? "";
        ProofStamp? proof = ProofStamp.TryRead(folder, new ProofSubject(facts, stamp, manifests, Environment));
        string fingerprint = FingerprintOf(facts, stamp, manifests, proof, input);
        string? html = facts.Checks.HtmlReport ? facts.Checks.HtmlReportFile ?? folder.Html : null;
        if (!updateContract && !facts.Checks.BaselineUpdate && File.Exists(folder.Sarif) && (html is null || File.Exists(html)) && (facts.Checks.CodeQualityFile is null || File.Exists(folder.CodeQuality)) && CheckResult.TryRead(folder.Messages, fingerprint) is { } earlier)
        {
            await PutIntoCodeQualityAsync(facts, folder, cancellationToken).ConfigureAwait(false);
            return earlier;
        }

        CheckSubject subject = Subject = opened ?? await CheckSubject.OpenAsync(facts, folder, Environment, Code, cancellationToken).ConfigureAwait(false);
        Image image = subject.Image;
        if (updateContract)
        {
            byte[] content = PublishedContract.Of(new Publication { Project = subject.Known, Manifest = image.Manifest, Config = image.Config, Files = subject.Files, Manifests = subject.Manifests }).Write();
            await AtomicOutput.WriteFileAsync(input.ContractPath, output => output.WriteAsync(content, cancellationToken).AsTask()).ConfigureAwait(false);
            input = input.WithContract(content);
            fingerprint = FingerprintOf(facts, stamp, manifests, proof, input);
        }

        var publication = new Publication
        {
            Project = subject.Known,
            Manifest = image.Manifest,
            Config = image.Config,
            Base = subject.Deliverable.Record.Base,
            Digest = image.Digest,
            Manifests = subject.Manifests,
            Code = subject.Code,
            Files = subject.Files,
            Run = proof?.ReadRun(folder),
            Today = today,
            Dockerfiles = [.. input.Files.Where(f => facts.Checks.Dockerfiles.Contains(f.Path)).Select(static f => DockerfileReader.Read(f.Path, Encoding.UTF8.GetString(f.Content)))],
            Contract = input.ContentOf(input.ContractPath) is { } contract ? ImageContract.Read(contract, input.ContractPath) : null,
            Beside = BelongingManifests.Of(input.Repository, subject.Known),
            Lock = input.ContentOf(input.LockPath) is { } locked ? BaseLock.Read(locked, input.LockPath) : null,
        };
        SeveritySettings settings = SeveritySettingsReader.Read(facts, input.EditorConfigs);
        Report report = new RuleEngine().Run(publication, settings, facts.Checks.Suppressions, today, cancellationToken);
        report = PublishHints.AddTo(report, settings, facts, [.. ManifestStamp.TryRead(folder.ManifestStamp)?.Notes ?? [], .. RepositoryNote.Of(publication.Beside) is { } beside ? (ManifestNote[])[beside] : []]);
        report = await BaselineStep.ApplyAsync(report, settings, facts.Checks, input.Baseline, cancellationToken).ConfigureAwait(false);
        await WriteAsync(report, publication, subject.Deliverable, folder, html, cancellationToken).ConfigureAwait(false);
        CheckResult result = CheckResult.Of(report);
        await result.WriteAsync(folder.Messages, fingerprint).ConfigureAwait(false);
        return result;
    }

    private async Task WriteAsync(Report report, Publication publication, DeliverableImage subject, StageFolder folder, string? html, CancellationToken cancellationToken)
    {
        await AtomicOutput.WriteFileAsync(folder.Sarif, output => SarifWriter.WriteAsync(output, report, RuleCatalog.All, sarif with { Run = publication.Run }, cancellationToken)).ConfigureAwait(false);
        if (subject.Facts.Checks.CodeQualityFile is not null)
        {
            string project = subject.Facts.Identity.ProjectFile;
            await AtomicOutput.WriteFileAsync(folder.CodeQuality, output => CodeQualityWriter.WriteAsync(output, report, SourceRoot(project), project, CodeQualityReport.ImageOf(subject.Facts), cancellationToken)).ConfigureAwait(false);
            await PutIntoCodeQualityAsync(subject.Facts, folder, cancellationToken).ConfigureAwait(false);
        }

        if (html is not null)
        {
            HtmlOptions options = new()
            {
                Subject = $"{subject.Facts.Identity.Name} {subject.Facts.Identity.Version}",
                ToolVersion = sarif.ToolVersion,
                Digest = subject.Image.Digest.ToString(),
                SourceRoot = sarif.SourceRoot,
            };
            await AtomicOutput.WriteFileAsync(html, output => HtmlReportWriter.WriteAsync(output, report, publication, RuleCatalog.All, options, cancellationToken)).ConfigureAwait(false);
        }
    }

    private string SourceRoot(string project) => sarif.SourceRoot ?? Path.GetDirectoryName(project)!;

    private async Task PutIntoCodeQualityAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken)
    {
        if (facts.Checks.CodeQualityFile is not { } path)
        {
            return;
        }

        try
        {
            byte[] issues = await File.ReadAllBytesAsync(folder.CodeQuality, cancellationToken).ConfigureAwait(false);
            await CodeQualityReport.PutAsync(path, issues, facts, SourceRoot(facts.Identity.ProjectFile), cancellationToken).ConfigureAwait(false);
        }
        catch (OpenShiftException e)
        {
            throw e.At(facts.PlaceOf("OpenShiftCodeQuality"));
        }
    }

    private string FingerprintOf(ProjectFacts facts, AssemblyStamp stamp, string manifests, ProofStamp? proof, CheckInput input)
    {
        using var fingerprint = new Fingerprint();
        fingerprint.Add(FactsJson.Write(facts));
        fingerprint.Add(stamp.Image.ToString());
        fingerprint.Add(manifests);
        fingerprint.Add(proof?.Run ?? "");
        fingerprint.Add(stamp.BaseName);
        fingerprint.Add(stamp.BaseDigest.ToString());

        // Suppressions end and base images age from one day to the next.
        fingerprint.Add(today.DayNumber);
        input.AddTo(fingerprint);
        return fingerprint.Finish();
    }
}
