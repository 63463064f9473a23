using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Images.Libraries;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0109_LibrariesAreThere;

/// <summary>Which native libraries the application's own code comes to.</summary>
/// <param name="publication">The publication.</param>
internal sealed class NativeCalls(Publication publication)
{
    private readonly Lazy<HashSet<string>> _assemblies = new(() => [.. Calls(publication).Where(static c => c.InProduction).Select(static c => c.Assembly)]);
    private readonly Lazy<bool> _asksForSystem = new(() => Calls(publication).Any(static c =>
        (c.Type == "System.OperatingSystem" && c.Method.StartsWith("Is", StringComparison.Ordinal)) || c is { Type: "System.Runtime.InteropServices.RuntimeInformation", Method: "IsOSPlatform" or "get_OSDescription" }
        || c is { Type: "System.Environment", Method: "get_OSVersion" }));
    private readonly Lazy<bool> _resolvesItself = new(() => Calls(publication).Any(static c => c.Type == "System.Runtime.InteropServices.NativeLibrary"));

    /// <summary>Whether the application's code calls the assembly that imports the library, or the library itself.</summary>
    public bool Reach(NativeImport import) => _assemblies.Value.Contains(import.AssemblyName) || CallsDirectly(import);

    /// <summary>Whether the application's own code calls the library through a P/Invoke of its own, and neither asks for the operating system first nor loads libraries itself.</summary>
    public bool CallsDirectly(NativeImport import) =>
        !_asksForSystem.Value && !_resolvesItself.Value && !import.Name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && Calls(publication).Any(c => c.IsNative && c.InProduction && c.Type == import.Name && c.In.Assembly == import.AssemblyName);

    private static IEnumerable<CodeCall> Calls(Publication publication) => publication.Code?.Calls ?? [];
}
