namespace OpenShift.NET.Sdk.Publishing.RepositoryFiles;

/// <summary>A file of the repository.</summary>
/// <param name="FullPath">Full path.</param>
/// <param name="Path">Path from the top of the search, with <c>/</c>.</param>
/// <param name="Content">Its text.</param>
internal sealed record RepositoryFile(string FullPath, string Path, string Content)
{
    /// <summary>Full path of its folder.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(FullPath)!;
}
