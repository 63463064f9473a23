namespace OpenShift.NET.Sdk.Runs;

/// <summary>A path that the application says it could not read or write.</summary>
/// <param name="Path">Path in the container.</param>
/// <param name="Reason"><c>Permission denied</c> or <c>Read-only file system</c>; of a database file that SQLite could not open what SQLite says.</param>
/// <param name="At">Milliseconds since the start.</param>
public sealed record DeniedPath(string Path, string Reason, double At);
