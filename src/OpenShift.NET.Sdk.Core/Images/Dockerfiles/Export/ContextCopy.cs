using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>One COPY: a folder of the context with files of one owner, which lie in it as in the image.</summary>
/// <param name="Folder">The folder: <c>files</c>.</param>
/// <param name="UserId">Owner.</param>
/// <param name="GroupId">Group.</param>
/// <param name="Files">The files, ordered by path.</param>
internal sealed record ContextCopy(string Folder, long UserId, long GroupId, ImmutableArray<ContextFile> Files)
{
    /// <summary>Where a file lies in the context.</summary>
    public string PathOf(ContextFile file) => Folder + file.File.Path;
}
