using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Delivery;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>A delivered image whose documents lie in its stage folder.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="Folder">The stage folder.</param>
/// <param name="Image">The image as it was delivered.</param>
public sealed record DocumentedImage(ProjectFacts Facts, StageFolder Folder, GeneratedImage Image)
{
    /// <summary>What its artifacts refer to.</summary>
    internal Descriptor Subject => new(Image.MediaType, Image.Digest, Encoding.UTF8.GetByteCount(Image.Manifest));

    /// <summary>Its name by digest.</summary>
    internal string Name => NameOf(Facts.Destination, Image.Digest);

    /// <summary>The documents that are there.</summary>
    internal ImmutableArray<DocumentKind> Kinds => [.. DocumentKind.Of(Facts.SupplyChain).Where(k => File.Exists(k.FileIn(Folder)))];

    /// <summary>The name by digest that something has at a destination.</summary>
    public static string NameOf(DestinationFacts destination, Digest digest)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return $"{(destination.Registry is null ? "" : destination.Registry + "/")}{destination.Repository}@{digest}";
    }
}
