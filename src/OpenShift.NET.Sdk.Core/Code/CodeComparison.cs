using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A constant text that a parameter, property or field is compared with whose name says that it is a secret: <c>client_secret == "…"</c>.</summary>
/// <param name="Value">The text.</param>
/// <param name="Name">What it is compared with.</param>
/// <param name="In">The method it stands in.</param>
/// <param name="Place">Where the comparison stands; <see langword="null"/> when the assembly has no symbols.</param>
/// <param name="InProduction">Whether it is made in an image that runs as it comes.</param>
public sealed record CodeComparison(string Value, string Name, CodeMethod In, SourceLocation? Place, bool InProduction)
{
    /// <summary>Whether it is an entry of a table of users and passwords, <see cref="Name"/>, of which passwords are looked up: <c>{ "admin", "…" }</c>.</summary>
    public bool IsOfTable { get; init; }
}
