using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>An image that an engine can start containers of.</summary>
internal interface IPreparedImage
{
    /// <summary>The image.</summary>
    Image Image { get; }
}
