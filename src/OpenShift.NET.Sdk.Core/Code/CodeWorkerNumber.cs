using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A constant that tells the maker of identifiers which process it is: each pod has the same one.</summary>
/// <param name="Generator">Full name of the type that makes them.</param>
/// <param name="Name">The field or parameter, <c>workerId</c>.</param>
/// <param name="In">The method it is set in.</param>
/// <param name="Place">Where; <see langword="null"/> when the assembly has no symbols.</param>
public sealed record CodeWorkerNumber(string Generator, string Name, CodeMethod In, SourceLocation? Place);
