namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>The empty JSON object that stands as value in the specification's sets (<c>ExposedPorts</c>, <c>Volumes</c>).</summary>
public sealed record EmptyObject;
