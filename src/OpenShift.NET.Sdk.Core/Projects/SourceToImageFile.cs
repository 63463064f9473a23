namespace OpenShift.NET.Sdk.Projects;

/// <summary>A file of the project's own folder <c>s2i</c>, which stands among the builder's scripts: <c>assemble</c>, <c>run</c>, <c>save-artifacts</c> and <c>usage</c> in the place of the default, any other beside them.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Source">Full path of the file on this machine.</param>
public sealed record SourceToImageFile(string Name, string Source);
