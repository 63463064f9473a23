namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>What a message of a cluster means, in our words.</summary>
/// <param name="Text">What is wrong, without a full stop.</param>
/// <param name="Remedy">What to do, one sentence.</param>
internal sealed record Explanation(string Text, string Remedy)
{
    /// <summary>Whether it may pass by waiting.</summary>
    public bool MayPass { get; init; }
}
