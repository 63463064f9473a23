using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>What is proved: everything a proof depends on, besides the variables of the build that are known only once the run is planned.</summary>
/// <param name="facts">The project.</param>
/// <param name="image">The image.</param>
/// <param name="manifests">Fingerprint of its manifests.</param>
/// <param name="environment">The environment of the build.</param>
internal sealed class ProofSubject(ProjectFacts facts, AssemblyStamp image, string manifests, IEnvironment environment)
{
    private byte[]? _facts;

    /// <summary>Whether the project asks for a proof.</summary>
    public bool IsWanted => facts.Prove.IsWanted();

    /// <summary>A hash over all of it. Values of settings are in it as part of the hash alone.</summary>
    /// <param name="asked">The names that are looked for in the environment of the build.</param>
    public string FingerprintWith(ImmutableArray<string> asked)
    {
        using var fingerprint = new Fingerprint();

        // Files are in the image; places and severities are no matter of a run.
        fingerprint.Add(_facts ??= FactsJson.Write(facts with
        {
            Checks = new CheckFacts(),
            SupplyChain = new SupplyChainFacts(),
            Prove = facts.Prove with { When = default },
            Destination = new DestinationFacts { Repository = facts.Destination.Repository },
            Files = [],
            Notes = [],
            Overridden = [],
            Misspelt = [],
            Places = facts.Places.Clear(),
            Manifests = facts.Manifests with { Settings = [.. facts.Manifests.Settings.Select(static s => s with { Place = null })] },
        }));
        fingerprint.Add(image.Image.ToString());
        fingerprint.Add(manifests);
        foreach (string name in asked)
        {
            fingerprint.Add(name);
            fingerprint.Add(environment.Variable(name) ?? "");
        }

        foreach (ProveService service in facts.Prove.Services)
        {
            AddFile(fingerprint, service.Image);
        }

        return fingerprint.Finish();
    }

    // An image on disk that is built anew keeps its path. Length and time tell it, without reading it at every publish; what a registry's tag names, only the registry knows.
    private static void AddFile(Fingerprint fingerprint, string image)
    {
        string? path;
        try
        {
            path = ImageLocation.Parse(image).Path;
        }
        catch (OpenShiftException)
        {
            // Whoever runs it is told.
            return;
        }

        if (path is null)
        {
            return;
        }

        var file = new FileInfo(Directory.Exists(path) ? Path.Combine(path, "index.json") : path);
        fingerprint.Add(file.Exists ? file.Length : -1);
        fingerprint.Add(file.Exists ? file.LastWriteTimeUtc.Ticks : 0);
    }
}
