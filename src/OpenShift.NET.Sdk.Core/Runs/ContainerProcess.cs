namespace OpenShift.NET.Sdk.Runs;

/// <summary>A process seen in the container.</summary>
/// <param name="Id">Process id inside the container.</param>
/// <param name="ParentId">That of its parent.</param>
/// <param name="Program">Path of the executable inside the container, or its name when the path cannot be read.</param>
/// <param name="Command">The command line, values of settings hidden; bounded.</param>
public sealed record ContainerProcess(int Id, int ParentId, string Program, string Command);
