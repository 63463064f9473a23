using System.Collections.Frozen;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A type of the application that the user wrote.</summary>
/// <param name="Name">Full name, nested types with <c>+</c>.</param>
/// <param name="Assembly">Name of its assembly.</param>
/// <param name="Bases">Full names of its base types and interfaces, through the application's own ones to the first ones outside, without type arguments.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Methods">Its public methods that carry attributes.</param>
/// <param name="Place">Where its first method begins; <see langword="null"/> when that is not known.</param>
/// <param name="IsAbstract">Whether it is abstract or an interface.</param>
/// <param name="Used">Whether the program creates it, registers it by name, or the framework finds it (controllers, pages).</param>
public sealed record CodeType(string Name, string Assembly, ImmutableArray<string> Bases, ImmutableArray<CodeAttribute> Attributes, ImmutableArray<CodeMember> Methods, SourceLocation? Place, bool IsAbstract, bool Used)
{
    /// <summary>Whether it is a context of Entity Framework that nothing asks for: no constructor, method, field or call of another type names it, but the ones that register it. What is registered and never asked for is never made.</summary>
    public bool IsNeverAskedFor { get; init; }

    /// <summary>Whether it is a hosted service that only changes what this process keeps in its own collections: expired entries of a cache are each pod's own.</summary>
    public bool WorksInMemory { get; init; }

    /// <summary>The methods of the application's base classes that a hosted service comes to, as <see cref="CodeMethod.ToString"/> has them: what the host calls of them, and what its own methods and these call.</summary>
    public ImmutableArray<string> InheritedWork { get; init; } = [];

    /// <summary>The methods that a hosted service comes to by itself, not by what it subscribes to, by <see cref="CodeMethod.Key"/>; none where that cannot be told.</summary>
    internal FrozenSet<string> Work { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether it derives from or implements a type.</summary>
    public bool Is(string baseType) => Bases.Contains(baseType, StringComparer.Ordinal);
}
