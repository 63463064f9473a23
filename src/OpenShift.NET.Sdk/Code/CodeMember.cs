using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A public method of a type of the application.</summary>
/// <param name="Method">The method.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Place">Where its body begins; <see langword="null"/> when the assembly has no symbols.</param>
public sealed record CodeMember(CodeMethod Method, ImmutableArray<CodeAttribute> Attributes, SourceLocation? Place);
