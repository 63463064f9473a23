namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>Names of the template parameters that are not settings.</summary>
internal static class ParameterNames
{
    public const string Name = "NAME";
    public const string Image = "IMAGE";
    public const string Replicas = "REPLICAS";
    public const string MaxReplicas = "MAX_REPLICAS";
    public const string Schedule = "SCHEDULE";
    public const string MemoryRequest = "MEMORY_REQUEST";
    public const string MemoryLimit = "MEMORY_LIMIT";
    public const string CpuRequest = "CPU_REQUEST";
    public const string CpuLimit = "CPU_LIMIT";
    public const string RouteHost = "ROUTE_HOST";

    /// <summary>The parameter for the size of a claim.</summary>
    public static string StorageSize(WorkloadMount mount) => $"{mount.Name.Replace('-', '_').ToUpperInvariant()}_STORAGE_SIZE";

    /// <summary>Whether a setting's parameter must be called otherwise.</summary>
    public static bool IsOurs(string name) =>
        name.ToUpperInvariant() is Name or Image or Replicas or MaxReplicas or Schedule or MemoryRequest or MemoryLimit or CpuRequest or CpuLimit or RouteHost
        || name.EndsWith("_STORAGE_SIZE", StringComparison.OrdinalIgnoreCase);
}
