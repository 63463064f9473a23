using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.Pods;

/// <summary>
/// Kubernetes files that somebody keeps in the repository beside the project, and that belong together. They are judged and nothing else: no publish merges or delivers them.
/// </summary>
/// <param name="Set">All of them, so that what one refers to is found.</param>
/// <param name="Containers">The containers that run the published image.</param>
/// <param name="Judged">The objects that concern the project, by reference.</param>
/// <param name="Patched">Those of them that a Kustomization of the repository changes: what one lacks may stand in the patch.</param>
internal sealed record RepositoryManifests(ManifestSet Set, IReadOnlySet<YamlMapping> Containers, IReadOnlySet<YamlMapping> Judged, IReadOnlySet<YamlMapping> Patched)
{
    /// <summary>How scopes of findings in these files begin; the file's path from the top of the repository follows, then a colon and the object.</summary>
    public const string Scope = "repository:";

    private const string ManifestScope = "manifest:";

    // What an object has not may be in the patch.
    private static readonly string[] s_absences = ["OSC1605", "OSC1607", "OSC2002"];

    /// <summary>The files that hold what is judged, from the top of the repository.</summary>
    public IEnumerable<string> JudgedFiles => Set.Objects.Where(o => Judged.Contains(o.Root)).Select(static o => o.File.Path).Distinct(StringComparer.Ordinal);

    /// <summary>The file that a finding is in; <see langword="null"/> where it is in none of a repository's.</summary>
    public static string? FileOf(string scope) =>
        scope.StartsWith(Scope, StringComparison.Ordinal) && scope.IndexOf(':', Scope.Length) is > 0 and var end ? scope[Scope.Length..end] : null;

    /// <summary>A finding as it is told of these files; <see langword="null"/> where it is none of theirs.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="finding">What it says of these files.</param>
    /// <param name="isAsked">Whether the user has asked for the rule's own severity. Else nothing here stops a publish, for nothing of it is delivered.</param>
    public Finding? Tell(string rule, Finding finding, bool isAsked)
    {
        if (finding.Outcome != Outcome.Violation || finding.AtMost == Severity.Info || finding.Where.Source is not { } source
            || !finding.Where.Scope.StartsWith(ManifestScope, StringComparison.Ordinal) || ObjectAt(finding.Where.Scope[ManifestScope.Length..], source) is not { } manifest
            || !Judged.Contains(manifest.Root) || (s_absences.Contains(rule) && Patched.Contains(manifest.Root)))
        {
            return null;
        }

        Location where = finding.Where with { Scope = $"{Scope}{manifest.File.Path}:{finding.Where.Scope[ManifestScope.Length..]}" };
        return Finding.Violation(where, finding.Seen) with { Fix = finding.Fix, ImageFix = finding.ImageFix, AtMost = isAsked ? finding.AtMost : Severity.Info };
    }

    // "Deployment/api/containers/web/env/A": an object of that kind and name in the file, the last one that begins above the line.
    private ManifestObject? ObjectAt(string scope, SourceLocation source) =>
        scope.Split('/', 3) is [var kind, var name, ..]
            ? Set.Objects.LastOrDefault(o => o.Kind == kind && o.Name == name && o.File.FullPath == source.File && o.Root.Mark.Line <= Math.Max(source.Line, 1))
            : null;
}
