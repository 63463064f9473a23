namespace OpenShift.NET.Sdk.Projects;

/// <summary>Kind of application a project makes.</summary>
public enum ApplicationKind
{
    /// <summary>A program that runs and ends, or that is nothing of the below.</summary>
    Console,

    /// <summary>A service on the generic host that listens on nothing (Microsoft.NET.Sdk.Worker).</summary>
    Worker,

    /// <summary>An ASP.NET Core application (Microsoft.NET.Sdk.Web or the framework Microsoft.AspNetCore.App).</summary>
    Web,
}
