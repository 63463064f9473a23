namespace OpenShift.NET.Sdk.Images;

/// <summary>Whose a part of an image is.</summary>
public enum Origin
{
    /// <summary>The application's: a layer or setting this publish added.</summary>
    App,

    /// <summary>The base image's.</summary>
    Base,
}
