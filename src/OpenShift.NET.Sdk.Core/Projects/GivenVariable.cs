namespace OpenShift.NET.Sdk.Projects;

/// <summary>A variable that an application asks for and that is none of its settings: the platform it runs on gives it.</summary>
/// <param name="Name">Its name, for example <c>DAPR_HTTP_PORT</c>.</param>
/// <param name="Giver">Who gives it, for people: <c>Dapr's sidecar, where it is injected</c>.</param>
public sealed record GivenVariable(string Name, string Giver)
{
    /// <summary>The field of the pod that the manifests hand on in it (downward API), for example <c>metadata.name</c>; <see langword="null"/> for what somebody else gives.</summary>
    public string? Field => PlatformSettings.FieldOf(Name);
}
