using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Runs;

/// <summary>What happened when the finished image ran: <c>run.json</c>. It says what was seen and judges nothing; rules read it from the <c>Publication</c>.</summary>
public sealed record RunFacts
{
    /// <summary>The schema this version writes; a file of another one is not read.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the file.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>What the proof depends on: digest of the image, manifests, settings, engine. A proof of another fingerprint says nothing of this image.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The way it was run; <see cref="ProofEngine.None"/> when it was not.</summary>
    public ProofEngine Engine { get; init; }

    /// <summary>The engine as people name it, with its version.</summary>
    public string EngineName { get; init; } = "";

    /// <summary>Why it was not run, one sentence without a full stop; <see langword="null"/> when it was.</summary>
    public string? NotRun { get; init; }

    /// <summary>What this engine cannot prove, each a sentence without a full stop.</summary>
    public ImmutableArray<string> Unproved { get; init; } = [];

    /// <summary>Names of required settings that nobody gave a value, so that the image was run without them.</summary>
    public ImmutableArray<string> MissingSettings { get; init; } = [];

    /// <summary>The manifest container that was followed, <c>Kind/name</c>; <see langword="null"/> when there are no manifests.</summary>
    public string? Workload { get; init; }

    /// <summary>How many pods the manifests may have of it at most.</summary>
    public long MostPods { get; init; } = 1;

    /// <summary>The ports the image or its manifest exposes, TCP.</summary>
    public ImmutableArray<int> DeclaredPorts { get; init; } = [];

    /// <summary>The folders that the manifest (or, without one, the image's volumes and <c>/tmp</c>) makes writable.</summary>
    public ImmutableArray<string> WritablePaths { get; init; } = [];

    /// <summary>The runs, in the order they began.</summary>
    public ImmutableArray<ContainerRun> Runs { get; init; } = [];

    /// <summary>Whether the data protection key ring of one instance opens what the other has protected; <see langword="null"/> when it was not tried.</summary>
    public bool? AcceptsTokensOfTheOther { get; init; }

    /// <summary>The run that follows the manifest: read-only root if it says so, else the only one with everything as declared; <see langword="null"/> when there is none.</summary>
    public ContainerRun? AsDeclared => Runs.FirstOrDefault(static r => r.Purpose == RunPurpose.AsDeclared) ?? Runs.FirstOrDefault(static r => r.Purpose == RunPurpose.Writable);
}
