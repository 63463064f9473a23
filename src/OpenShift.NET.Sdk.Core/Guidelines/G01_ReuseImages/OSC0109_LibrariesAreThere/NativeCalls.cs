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

    /// <summary>
    /// Whether it may come to it otherwise: nothing is known of the code, the package that imports it is known not to work without, or the application imports it itself and does not choose how to load it.
    /// A package that only another package brings is as a rule one that it can do without (LightningDB with Akka's sharding).
    /// </summary>
    public bool MayReach(NativeImport import) =>
        publication.Code is not { Assemblies.IsEmpty: false } code || KnownNatives.IsEssential(import.Name)
        || (!_resolvesItself.Value && code.Assemblies.Any(a => a.Name == import.AssemblyName));

    /// <summary>Whether the application's own code calls the library through a P/Invoke of its own, and neither asks for the operating system first nor loads libraries itself.</summary>
    public bool CallsDirectly(NativeImport import) =>
        !_asksForSystem.Value && !_resolvesItself.Value && !import.Name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && Calls(publication).Any(c => c.IsNative && c.InProduction && c.Type == import.Name && c.In.Assembly == import.AssemblyName);

    private static IEnumerable<CodeCall> Calls(Publication publication) => publication.Code?.Calls ?? [];
}
