using System.Collections.Frozen;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.SourceToImage;

/// <summary>A folder of an image with NuGet packages in it: a feed on disk, or what packages were unpacked to.</summary>
/// <param name="Path">The folder.</param>
/// <param name="First">The first file of a package, by path.</param>
/// <param name="Packages">The ids of the packages.</param>
/// <param name="IsOfSdk">Whether it is the feed that a .NET SDK brings along and every restore looks at (<c>DOTNET_ROOT/library-packs</c>).</param>
internal sealed record PackageFolder(string Path, FileVersion First, FrozenSet<string> Packages, bool IsOfSdk);
