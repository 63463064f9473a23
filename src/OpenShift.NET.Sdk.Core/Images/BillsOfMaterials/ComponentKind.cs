namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>What a component of an image is.</summary>
public enum ComponentKind
{
    /// <summary>A container image: the image itself, its base.</summary>
    Container,

    /// <summary>The application.</summary>
    Application,

    /// <summary>A runtime with its class libraries.</summary>
    Framework,

    /// <summary>A package or an assembly.</summary>
    Library,

    /// <summary>The operating system, as <c>os-release</c> names it.</summary>
    OperatingSystem,
}
