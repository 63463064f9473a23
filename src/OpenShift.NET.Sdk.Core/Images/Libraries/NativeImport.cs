using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>A native library that an assembly of the application imports.</summary>
/// <param name="Name">The name, as the P/Invoke says it.</param>
/// <param name="Assembly">The assembly.</param>
/// <param name="File">The file of the application that the runtime loads for it; <see langword="null"/> when the application has none.</param>
/// <param name="IsOfSystem">Whether the system's folders have it.</param>
internal sealed record NativeImport(string Name, FileVersion Assembly, FileVersion? File, bool IsOfSystem)
{
    /// <summary>Name of the assembly.</summary>
    public string AssemblyName => System.IO.Path.GetFileNameWithoutExtension(ImagePath.Name(Assembly.Path));

    /// <summary>Whether the image has nothing the runtime could load.</summary>
    public bool IsMissing => File is null && !IsOfSystem;
}
