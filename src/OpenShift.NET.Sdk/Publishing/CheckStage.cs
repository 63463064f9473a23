using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.EditorConfigs;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Contracts;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Delivery;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>The stage Check: every rule over the image that Assemble left. When nothing changed since, the report of then is shown again.</summary>
/// <param name="sarif">What the SARIF log says besides the report.</param>
/// <param name="today">The day suppressions and ages are held against.</param>
/// <param name="updateContract">Whether the image's contract is written beside the project before it is judged.</param>
public sealed class CheckStage(SarifOptions sarif, DateOnly today, bool updateContract = false)
{
    /// <summary>Checks.</summary>
    /// <exception cref="OpenShiftException">OSC0020: the stage folder is incomplete; OSC0028: an .editorconfig cannot be read; OSC004n: the image is damaged.</exception>
    public async Task<CheckResult> RunAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(folder);
        AssemblyStamp stamp = AssemblyStamp.TryRead(folder) is { } s && s.IsWhole(folder) ? s : throw DeliverableImage.Incomplete(folder);
        ImmutableArray<EditorConfigFile> editorConfigs = ReadEditorConfigs(facts);
        string contractPath = Path.Combine(Path.GetDirectoryName(facts.Identity.ProjectFile) ?? "", ImageContract.FileName);
        string lockPath = AssembleStage.LockPath(facts);
        ImmutableArray<(string Path, byte[] Content)> files = ReadProjectFiles([.. facts.Checks.Dockerfiles, contractPath, lockPath]);
        string fingerprint = FingerprintOf(facts, stamp, editorConfigs, files);
        if (!updateContract && File.Exists(folder.Sarif) && CheckResult.TryRead(folder.Messages, fingerprint) is { } known)
        {
            return known;
        }

        DeliverableImage subject = await DeliverableImage.OpenAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        Image image = subject.Image;
        FileTree tree = await new LayerScanCache(ImageAssembler.ScanFolder(facts.Image.CacheDirectory)).ReadTreeAsync(image, subject.Record.BaseLayerCount, cancellationToken).ConfigureAwait(false);
        if (updateContract)
        {
            byte[] content = ContractReader.Of(facts, image.Config.Config, EntryPointResolver.Resolve(image.Config.Config, tree)).Write();
            await AtomicOutput.WriteFileAsync(contractPath, output => output.WriteAsync(content, cancellationToken).AsTask()).ConfigureAwait(false);
            files = [.. files.Where(f => f.Path != contractPath), (contractPath, content)];
            fingerprint = FingerprintOf(facts, stamp, editorConfigs, files);
        }

        var publication = new Publication
        {
            Project = facts,
            Manifest = image.Manifest,
            Config = image.Config,
            Base = subject.Record.Base,
            Code = CodeReader.Read(facts, cancellationToken),
            Files = tree,
            Today = today,
            Dockerfiles = [.. files.Where(f => facts.Checks.Dockerfiles.Contains(f.Path)).Select(static f => DockerfileReader.Read(f.Path, Encoding.UTF8.GetString(f.Content)))],
            Contract = ContentOf(contractPath) is { } contract ? ImageContract.Read(contract, contractPath) : null,
            Lock = ContentOf(lockPath) is { } locked ? BaseLock.Read(locked, lockPath) : null,
        };
        Report report = new RuleEngine().Run(
            publication,
            SeveritySettingsReader.Read(facts, editorConfigs),
            facts.Checks.Suppressions,
            today,
            cancellationToken);
        await AtomicOutput.WriteFileAsync(folder.Sarif, output => SarifWriter.WriteAsync(output, report, RuleCatalog.All, sarif, cancellationToken)).ConfigureAwait(false);
        CheckResult result = CheckResult.Of(report);
        await result.WriteAsync(folder.Messages, fingerprint).ConfigureAwait(false);
        return result;

        ReadOnlyMemory<byte>? ContentOf(string path)
        {
            foreach ((string file, byte[] content) in files)
            {
                if (file == path)
                {
                    return content;
                }
            }

            return null;
        }
    }

    private static ImmutableArray<(string, byte[])> ReadProjectFiles(ImmutableArray<string> paths)
    {
        var files = ImmutableArray.CreateBuilder<(string, byte[])>();
        foreach (string path in paths)
        {
            if (ProjectFolderFile.TryRead(path) is { } content)
            {
                files.Add((path, content));
            }
        }

        return files.ToImmutable();
    }

    private string FingerprintOf(ProjectFacts facts, AssemblyStamp stamp, ImmutableArray<EditorConfigFile> editorConfigs, ImmutableArray<(string Path, byte[] Content)> files)
    {
        using var fingerprint = new Fingerprint();
        fingerprint.Add(FactsJson.Write(facts));
        fingerprint.Add(stamp.Image.ToString());
        fingerprint.Add(stamp.BaseName);
        fingerprint.Add(stamp.BaseDigest.ToString());

        // Suppressions end and base images age from one day to the next.
        fingerprint.Add(today.DayNumber);
        foreach ((string path, byte[] content) in files)
        {
            fingerprint.Add(path);
            fingerprint.Add(content);
        }

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
