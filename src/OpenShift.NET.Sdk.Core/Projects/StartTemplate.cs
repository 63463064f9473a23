namespace OpenShift.NET.Sdk.Projects;

/// <summary>A file with <c>${NAME}</c> in it that the start-up guard renders from the environment (<c>OpenShiftTemplate</c>).</summary>
/// <param name="Path">Absolute path of the template in the image.</param>
/// <param name="Target">Absolute path of the file it becomes.</param>
/// <param name="Source">Full path of the template in the project.</param>
/// <param name="Variables">The variables it uses, ordered by name.</param>
public sealed record StartTemplate(string Path, string Target, string Source, System.Collections.Immutable.ImmutableArray<TemplateVariable> Variables);
