using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Generation.Pipelines;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Conduct;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.AnyImage;

/// <summary>Runs any image, with manifests or as it comes.</summary>
internal static class ImageProof
{
    private const int MostFiles = 1000;

    /// <summary>The manifests of a folder, those below it included.</summary>
    /// <exception cref="OpenShiftException">OSC005n: the folder or a file cannot be read.</exception>
    public static async Task<ManifestSet> ReadManifestsAsync(string folder, CancellationToken cancellationToken)
    {
        string[] paths;
        try
        {
            paths = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".json" && !PipelineFiles.Holds(Below(folder, f))).Order(StringComparer.Ordinal).Take(MostFiles)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.ManifestUnreadable, $"The folder '{folder}' cannot be read", "Name the folder that holds the manifests.", new SourceLocation(folder), e);
        }

        var files = ImmutableArray.CreateBuilder<ManifestFile>();
        foreach (string path in paths)
        {
            files.Add(await ManifestFileReader.ReadAsync(path, Below(folder, path), cancellationToken).ConfigureAwait(false));
        }

        return !files.Any(static f => !f.Documents.IsEmpty)
            ? throw new OpenShiftException(ToolCodes.ManifestUnreadable, $"The folder '{folder}' holds no manifests", "Name the folder that holds the YAML files.", new SourceLocation(folder))
            : ManifestSet.Of(files);
    }

    private static string Below(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    /// <summary>Runs the image.</summary>
    /// <exception cref="OpenShiftException">OSC0092: there is no way to.</exception>
    public static async Task<RunFacts> RunAsync(ImageProofRequest request, ImageLocation location, Publication publication, Image image, string cacheDirectory, IEnvironment environment, ImmutableArray<IRunEngine>? engines, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        RunPlan plan = RunPlanner.Plan(publication, request.Run, environment.Variable, location.Reference?.Repository);
        ProofEngine wanted = Enum.TryParse(request.Run.Engine, ignoreCase: true, out ProofEngine named) ? named : ProofEngine.None;
        string? reason = MachinePlatform.WhyNot(image.Config.Platform);
        ChosenEngine? chosen = reason is null ? await ChosenEngine.ChooseAsync(engines ?? RunEngines.All(new RunEngineOptions(cacheDirectory, environment)), wanted, cancellationToken).ConfigureAwait(false) : null;
        if (chosen is not { Engine: { } engine, Trial: { } trial })
        {
            throw new OpenShiftException(
                ToolCodes.ProofNotPossible,
                $"The image cannot be run here: {reason ?? ProofReason.Of(wanted, chosen?.Problems ?? [])}",
                "Install bubblewrap (Linux, no rights needed) or podman, or start docker; 'openshift-image check' judges it without running it.");
        }

        Proof proof = await new Prover(engine, trial, TimeSpan.FromSeconds(request.Run.TimeoutSeconds), progress).ProveAsync(image, publication.Base?.LayerCount ?? 0, plan, [], cancellationToken).ConfigureAwait(false);
        await proof.Gone.ConfigureAwait(false);
        return proof.Facts;
    }
}
