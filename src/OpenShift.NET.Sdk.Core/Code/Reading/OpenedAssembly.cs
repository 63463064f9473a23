using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>An assembly that can be read.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Module">Its module.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Symbols">Its symbols, when there are any.</param>
internal sealed record OpenedAssembly(string Path, ModuleDefinition Module, byte[] Bytes, SymbolFile? Symbols)
{
    /// <summary>Tokens of the members that the start-up guard names; those that the application names too are taken out when its methods are looked through.</summary>
    public HashSet<int> NamedByGuardAlone { get; init; } = [];
}
