using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.RepositoryFiles;

/// <summary>
/// Looks for the Kubernetes files of a repository, and for what tells which of them run the project. It is looked for on every publish, so that a change of one is noticed; folders, depth and files are bounded, and of most files only the name is seen.
/// </summary>
internal sealed class RepositorySearch
{
    private const int MostEntries = 25_000;
    private const int GreatestDepth = 10;
    private const int MostManifests = 300;
    private const int MostOthers = 200;
    private const int LargestFile = 256 * 1024;
    private const int Beginning = 1024;
    private const int MostLevelsAbove = 4;

    private static readonly string[] s_skipped = ["bin", "obj", "node_modules", "packages", "artifacts", "TestResults", "wwwroot"];

    // Files there are what tests hold or deploy; whoever means them names them. "test" further down is an environment.
    private static readonly string[] s_ofTests = ["tests", "testdata"];

    private readonly ProjectFacts _facts;
    private readonly string _root;
    private readonly string[] _excluded;
    private readonly RepositoryGlobs _globs;
    private readonly ImmutableArray<RepositoryFile>.Builder _manifests = ImmutableArray.CreateBuilder<RepositoryFile>();
    private readonly List<string> _projects = [];
    private readonly List<string> _dockerfiles = [];
    private readonly List<string> _compose = [];
    private int _entries;

    private RepositorySearch(ProjectFacts facts, string projectFolder, string root, string stageFolder)
    {
        _facts = facts;
        _root = root;
        _globs = new RepositoryGlobs(facts.Checks.RepositoryManifests, root, projectFolder);
        _excluded = [.. ((string[])[facts.Manifests.Directory, stageFolder, Path.Combine(projectFolder, "openshift")]).Where(static f => f.Length > 0).Select(Path.TrimEndingDirectorySeparator)];
    }

    /// <summary>Looks for them.</summary>
    /// <param name="facts">What the project says.</param>
    /// <param name="stageFolder">The folder of the stages, whose manifests are ours.</param>
    public static RepositoryFileSet Find(ProjectFacts facts, string stageFolder)
    {
        string? folder = Path.GetDirectoryName(facts.Identity.ProjectFile);
        if (facts.Checks.RepositoryManifests.Contains(RepositoryGlobs.None) || string.IsNullOrEmpty(folder) || !Directory.Exists(folder))
        {
            return RepositoryFileSet.Nothing;
        }

        string root = facts.Identity.RepositoryRoot ?? SolutionFolder(folder, Path.GetFileName(facts.Identity.ProjectFile)) ?? folder;
        var search = new RepositorySearch(facts, folder, root, stageFolder);
        search.Walk();
        return search.Result();
    }

    // Without a repository a solution that names the project is the most that is its own.
    private static string? SolutionFolder(string folder, string project)
    {
        string? at = folder;
        for (int level = 0; level <= MostLevelsAbove && !string.IsNullOrEmpty(at); level++, at = Path.GetDirectoryName(at))
        {
            try
            {
                if (Directory.EnumerateFiles(at, "*.sln*").Take(8).Any(f => File.ReadAllText(f).Contains(project, StringComparison.OrdinalIgnoreCase)))
                {
                    return at;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return null;
    }

    // Level by level, so that a bound cuts off what lies deepest.
    private void Walk()
    {
        List<string> level = [_root];
        for (int depth = 0; depth <= GreatestDepth && level.Count > 0; depth++)
        {
            var next = new List<string>();
            foreach (string folder in level)
            {
                if (_entries >= MostEntries)
                {
                    return;
                }

                Look(folder, next);
            }

            next.Sort(StringComparer.Ordinal);
            level = next;
        }
    }

    private void Look(string folder, List<string> folders)
    {
        var found = new List<string>();
        try
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                _entries++;
                if (entry is DirectoryInfo)
                {
                    if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !IsSkipped(entry))
                    {
                        folders.Add(entry.FullName);
                    }
                }
                else if (IsYaml(entry.Name) || IsProject(entry.Name) || IsDockerfile(entry.Name))
                {
                    found.Add(entry.FullName);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }

        found.Sort(StringComparer.Ordinal);
        foreach (string file in found)
        {
            string name = Path.GetFileName(file);
            if (!IsYaml(name))
            {
                (IsProject(name) ? _projects : _dockerfiles).Add(file);
            }
            else if (IsCompose(name))
            {
                _compose.Add(file);
            }
            else if (_manifests.Count < MostManifests && _globs.Has(file) && !_facts.Manifests.Sources.Contains(file) && Manifest(file) is { } manifest)
            {
                _manifests.Add(manifest);
            }
        }
    }

    private bool IsSkipped(FileSystemInfo folder) =>
        folder.Name is ['.', ..] || s_skipped.Contains(folder.Name, StringComparer.OrdinalIgnoreCase) || (_globs.IsAuto && IsOfTests(folder)) || _excluded.Contains(folder.FullName, StringComparer.Ordinal);

    private bool IsOfTests(FileSystemInfo folder) =>
        s_ofTests.Contains(folder.Name, StringComparer.OrdinalIgnoreCase) || (folder.Name.Equals("test", StringComparison.OrdinalIgnoreCase) && Path.GetDirectoryName(folder.FullName) == _root);

    private RepositoryFile? Manifest(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length is < 16 or > LargestFile)
            {
                return null;
            }

            Span<byte> beginning = stackalloc byte[Beginning];
            int read = file.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false);
            bool isKustomization = Path.GetFileNameWithoutExtension(path).Equals("kustomization", StringComparison.OrdinalIgnoreCase);
            if (!isKustomization && !EncodingOf(beginning[..read]).GetString(beginning[..read]).Contains("apiVersion", StringComparison.Ordinal))
            {
                return null;
            }

            byte[] content = new byte[file.Length];
            beginning[..read].CopyTo(content);
            read += file.ReadAtLeast(content.AsSpan(read), content.Length - read, throwOnEndOfStream: false);
            string text = EncodingOf(content).GetString(content.AsSpan(0, read)).TrimStart('\uFEFF');

            // What a chart makes of its templates is known to Helm alone.
            return (isKustomization || text.Contains("kind:", StringComparison.Ordinal)) && !text.Contains("{{", StringComparison.Ordinal) ? Named(path, text) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // PowerShell's redirection writes UTF-16.
    private static Encoding EncodingOf(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => Encoding.UTF8,
    };

    private RepositoryFileSet Result() => _manifests.Count == 0
        ? RepositoryFileSet.Nothing
        : new RepositoryFileSet(_manifests.ToImmutable(), Read(_projects), Read(_dockerfiles), Read(_compose), !_globs.IsAuto);

    private ImmutableArray<RepositoryFile> Read(IEnumerable<string> paths)
    {
        var files = ImmutableArray.CreateBuilder<RepositoryFile>();
        foreach (string path in paths.Take(MostOthers))
        {
            try
            {
                if (new FileInfo(path).Length <= LargestFile)
                {
                    files.Add(Named(path, File.ReadAllText(path)));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It tells nothing then.
            }
        }

        return files.ToImmutable();
    }

    private RepositoryFile Named(string path, string text) => new(path, Path.GetRelativePath(_root, path).Replace('\\', '/'), text);

    private static bool IsYaml(string name) => name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static bool IsProject(string name) => name.EndsWith("proj", StringComparison.OrdinalIgnoreCase) && Path.GetExtension(name).ToUpperInvariant() is ".CSPROJ" or ".FSPROJ" or ".VBPROJ";

    private static bool IsDockerfile(string name) =>
        name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Containerfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase);

    private static bool IsCompose(string name) => name.StartsWith("docker-compose", StringComparison.OrdinalIgnoreCase) || name.StartsWith("compose", StringComparison.OrdinalIgnoreCase);
}
