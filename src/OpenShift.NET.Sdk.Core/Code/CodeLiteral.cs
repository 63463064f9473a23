using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A string that stands in the code.</summary>
/// <param name="Value">The string.</param>
/// <param name="Member">The field or property it is stored in right where it stands (initialiser, assignment, constant); <see langword="null"/> when it is used otherwise.</param>
/// <param name="In">The method it stands in; <see langword="null"/> for a constant field.</param>
/// <param name="Type">Full name of the type it stands in.</param>
/// <param name="Place">Where it stands; <see langword="null"/> when the assembly has no symbols, or for a constant field.</param>
/// <param name="Reachable">Whether the program can come there.</param>
public sealed record CodeLiteral(string Value, string? Member, CodeMethod? In, string Type, SourceLocation? Place, bool Reachable)
{
    /// <summary>Whether it is put together with others into a longer text right where it stands, <c>$"http://localhost:3000/orders/{id}"</c>, and is no value that is taken instead of another one (<c>url ?? "…"</c>).</summary>
    public bool IsPart { get; init; }
}
