namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Where a statement begins.</summary>
/// <param name="Offset">Of its first instruction.</param>
/// <param name="Document">The source file; <see langword="null"/> for code the compiler made.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Column">Its column, counted from 1.</param>
internal readonly record struct SymbolPoint(int Offset, string? Document, int Line, int Column);
