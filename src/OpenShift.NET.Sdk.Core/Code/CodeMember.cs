using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A public method of a type of the application.</summary>
/// <param name="Method">The method.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Place">Where its body begins; <see langword="null"/> when the assembly has no symbols.</param>
public sealed record CodeMember(CodeMethod Method, ImmutableArray<CodeAttribute> Attributes, SourceLocation? Place)
{
    /// <summary>Whether it calls no other method of the application, so that the calls that stand in it are all it does.</summary>
    public bool IsSelfContained { get; init; }

    /// <summary>Whether it calls a method of another type of the application, which is no base of its own.</summary>
    public bool CallsOtherTypes { get; init; }
}
