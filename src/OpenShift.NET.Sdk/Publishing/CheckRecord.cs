using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>A report together with the hash over everything it was made of.</summary>
public sealed record CheckRecord
{
    /// <summary>Hash over the facts, the image, the base image and the severity settings.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The report.</summary>
    public required Report Report { get; init; }
}
