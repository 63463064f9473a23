namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>Another application that calls this one.</summary>
/// <param name="Name">Its name, the label <c>app.kubernetes.io/name</c> of its pods.</param>
/// <param name="Port">The port of this application's container that it calls.</param>
public sealed record ServiceCaller(string Name, int Port);
