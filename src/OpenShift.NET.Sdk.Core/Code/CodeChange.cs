using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A place where the program, once it has started, puts something into a collection that lives as long as the process: one in a static field, or in a field of a type that is registered as a singleton.</summary>
/// <param name="Type">Full name of the type that has the field.</param>
/// <param name="Field">Name of the field or property.</param>
/// <param name="Collection">Full name of the collection's type without type arguments, <c>System.Lazy`1</c> left out.</param>
/// <param name="Elements">Full names of its type arguments.</param>
/// <param name="IsStatic">Whether the field is static.</param>
/// <param name="Method">The method of the collection that is called, for example <c>TryAdd</c>.</param>
/// <param name="In">The method it stands in.</param>
/// <param name="Place">Where the call stands; <see langword="null"/> when the assembly has no symbols.</param>
public sealed record CodeChange(string Type, string Field, string Collection, ImmutableArray<string> Elements, bool IsStatic, string Method, CodeMethod In, SourceLocation? Place)
{
    /// <summary>Whether the collection is asked before, and what is put there is worked out from nothing but what the program has: it is the same in every process.</summary>
    public bool IsComputed { get; init; }

    /// <summary>Whether no other process misses it: nobody reads what is put there, or a connection of a hub keeps it under its own name and finds it by that, where the connection is.</summary>
    public bool IsUnshared { get; init; }

    /// <summary>Whether the type takes the collection out of the field as a whole, <c>Interlocked.Exchange(ref _batch, new())</c>, and hands it on: what is gathered there is on its way, and nobody looks it up.</summary>
    public bool IsHandedOn { get; init; }

    /// <summary>Whether it is no collection but a number that the method counts up and gives to its caller, <c>return Interlocked.Increment(ref _last);</c>.</summary>
    public bool IsCount => Collection == Counter;

    /// <summary>What stands for a collection where a number is counted up.</summary>
    internal const string Counter = "System.Threading.Interlocked";
}
