namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>What the stage Assemble has to say.</summary>
/// <param name="Record">The image, its base and its layers; <see langword="null"/> when nothing had changed and nothing of it is to be said again.</param>
/// <param name="Reused">Whether nothing had changed since the image was assembled.</param>
/// <param name="BaseFallback">Why another base than the named one is used; <see langword="null"/> when it is the named one.</param>
public sealed record AssembleResult(AssemblyRecord? Record, bool Reused, string? BaseFallback)
{
    /// <summary>The solution whose restore Assemble waits for, full path; no image was made yet. <see langword="null"/> when it waits for none.</summary>
    public string? LibrarySolution { get; init; }

    /// <summary>What the image, a builder, has of libraries, in one line; <see langword="null"/> for nothing.</summary>
    public string? Libraries { get; init; }
}
