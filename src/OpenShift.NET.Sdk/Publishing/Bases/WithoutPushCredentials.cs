using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>The environment without the credential variables that say neither pull nor push.</summary>
internal sealed class WithoutPushCredentials(IEnvironment environment) : IEnvironment
{
    public string HomeFolder => environment.HomeFolder;

    public string? Variable(string name) =>
        name.StartsWith("DOTNET_CONTAINER_REGISTRY_", StringComparison.Ordinal) || name.StartsWith("SDK_CONTAINER_REGISTRY_", StringComparison.Ordinal)
            ? name.EndsWith("_UNAME", StringComparison.Ordinal) || name.EndsWith("_PWORD", StringComparison.Ordinal) ? null : environment.Variable(name)
            : environment.Variable(name);
}
