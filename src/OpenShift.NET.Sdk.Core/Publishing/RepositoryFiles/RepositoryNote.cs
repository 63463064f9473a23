using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Generation;

namespace OpenShift.NET.Sdk.Publishing.RepositoryFiles;

/// <summary>Says which files of the repository were judged, and how to have it otherwise.</summary>
internal static class RepositoryNote
{
    private const string Property = "OpenShiftRepositoryManifests";
    private const int MostNamed = 12;

    /// <summary>The note; <see langword="null"/> where there were none.</summary>
    public static ManifestNote? Of(ImmutableArray<RepositoryManifests> beside)
    {
        string[] files = [.. beside.SelectMany(static b => b.JudgedFiles).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return files.Length == 0 ? null : new ManifestNote(
            $"Judged beside what is published, as Kubernetes files of the repository that concern this project: {string.Join(", ", files.Take(MostNamed))}{(files.Length > MostNamed ? FormattableString.Invariant($" and {files.Length - MostNamed} more") : "")}. They are neither merged nor delivered, so nothing found in them stops a publish; {Property}=None leaves them out.",
            Property);
    }
}
