namespace OpenShift.NET.Sdk.Registries;

/// <summary>
/// Which of the .NET SDK's credential variables (<c>DOTNET_CONTAINER_…REGISTRY_UNAME</c>, <c>_PWORD</c>) a registry may have. They name no registry:
/// only whoever opens one knows whether it is the one that their author means. A registry that data names (a label, a redirect) is never that one.
/// </summary>
public enum CredentialVariables
{
    /// <summary>None: the user did not name this registry. It is asked anonymously, or with what is stored for its very host.</summary>
    None,

    /// <summary>Those of the direction alone: the user's project names the registry, but it is not the destination.</summary>
    OfDirection,

    /// <summary>All: the destination of a publish, or the registry that the user named on the command line.</summary>
    All,
}
