using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.EditorConfigs;
using OpenShift.NET.Sdk.Images.Contracts;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.RepositoryFiles;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The files of the user's that Check depends on besides facts and image, as they are now.</summary>
internal sealed record CheckInput
{
    /// <summary>The .editorconfig files that speak for the project, nearest first.</summary>
    public required ImmutableArray<EditorConfigFile> EditorConfigs { get; init; }

    /// <summary>The baseline; <see langword="null"/> when there is none.</summary>
    public required byte[]? Baseline { get; init; }

    /// <summary>Full path of the image contract, whether it is there or not.</summary>
    public required string ContractPath { get; init; }

    /// <summary>Full path of the lock file, whether it is there or not.</summary>
    public required string LockPath { get; init; }

    /// <summary>Dockerfiles, contract and lock file as far as they are there.</summary>
    public required ImmutableArray<(string Path, byte[] Content)> Files { get; init; }

    /// <summary>Kubernetes files of the repository, and what tells whose they are.</summary>
    public required RepositoryFileSet Repository { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="facts">What the project says.</param>
    /// <param name="folder">The folder of the stages.</param>
    /// <exception cref="OpenShiftException">OSC0028 or OSC0062: one cannot be read.</exception>
    public static CheckInput Read(ProjectFacts facts, StageFolder folder)
    {
        string contract = Path.Combine(Path.GetDirectoryName(facts.Identity.ProjectFile) ?? "", ImageContract.FileName);
        string locked = AssembleStage.LockPath(facts);
        return new CheckInput
        {
            EditorConfigs = ReadEditorConfigs(facts),
            Baseline = BaselineStep.Read(facts),
            ContractPath = contract,
            LockPath = locked,
            Repository = RepositorySearch.Find(facts, folder.Path),
            Files = ReadFiles([.. facts.Checks.Dockerfiles, contract, locked]),
        };
    }

    /// <summary>The content of one of the files; <see langword="null"/> when it is not there.</summary>
    public ReadOnlyMemory<byte>? ContentOf(string path)
    {
        foreach ((string file, byte[] content) in Files)
        {
            if (file == path)
            {
                return content;
            }
        }

        return null;
    }

    /// <summary>The same input with a contract that was just written.</summary>
    public CheckInput WithContract(byte[] content) => this with { Files = [.. Files.Where(f => f.Path != ContractPath), (ContractPath, content)] };

    /// <summary>Adds everything the result of Check depends on.</summary>
    public void AddTo(Fingerprint fingerprint)
    {
        fingerprint.Add(Baseline is null ? 0 : 1);
        fingerprint.Add(Baseline ?? []);
        foreach ((string path, byte[] content) in Files)
        {
            fingerprint.Add(path);
            fingerprint.Add(content);
        }

        Repository.AddTo(fingerprint);
        foreach (EditorConfigFile file in EditorConfigs)
        {
            fingerprint.Add(file.Path);
            fingerprint.Add(file.Text);
        }
    }

    private static ImmutableArray<(string, byte[])> ReadFiles(ImmutableArray<string> paths)
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
