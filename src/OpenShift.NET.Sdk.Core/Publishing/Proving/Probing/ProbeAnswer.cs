namespace OpenShift.NET.Sdk.Publishing.Proving.Probing;

/// <summary>The answer to one asking of a probe.</summary>
/// <param name="Succeeded">Whether the kubelet would count it as a success.</param>
/// <param name="Text">What came: <c>200</c>, <c>connection refused</c>, <c>SERVING</c>.</param>
internal readonly record struct ProbeAnswer(bool Succeeded, string Text)
{
    /// <summary>What a port answers that nobody listens on.</summary>
    public const string Refused = "connection refused";
}
