using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A loop in code that the program can come to, which does not end by itself, or whose end cannot be told.</summary>
/// <param name="In">The method it stands in.</param>
/// <param name="IsEndless">Whether no way leads out of its method (<c>while (true)</c> without <c>break</c>); otherwise it waits between its rounds, or asks whether it is to stop.</param>
/// <param name="Place">Where the method begins; <see langword="null"/> when the assembly has no symbols.</param>
public sealed record CodeLoop(CodeMethod In, bool IsEndless, SourceLocation? Place);
