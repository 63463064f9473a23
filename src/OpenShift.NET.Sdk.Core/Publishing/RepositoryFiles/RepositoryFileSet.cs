using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.RepositoryFiles;

/// <summary>What was found in a repository.</summary>
/// <param name="Manifests">Files that look like Kubernetes'.</param>
/// <param name="Projects">Project files.</param>
/// <param name="Dockerfiles">Dockerfiles.</param>
/// <param name="Compose">Files of Docker Compose.</param>
/// <param name="AreNamed">Whether the project names the manifests itself, so that all of them concern it.</param>
internal sealed record RepositoryFileSet(ImmutableArray<RepositoryFile> Manifests, ImmutableArray<RepositoryFile> Projects, ImmutableArray<RepositoryFile> Dockerfiles, ImmutableArray<RepositoryFile> Compose, bool AreNamed)
{
    /// <summary>There are none.</summary>
    public static RepositoryFileSet Nothing { get; } = new([], [], [], [], AreNamed: false);

    /// <summary>Adds everything that what is found in them depends on.</summary>
    public void AddTo(Fingerprint fingerprint)
    {
        foreach (RepositoryFile file in (IEnumerable<RepositoryFile>)[.. Manifests, .. Projects, .. Dockerfiles, .. Compose])
        {
            fingerprint.Add(file.FullPath);
            fingerprint.Add(file.Content);
        }
    }
}
