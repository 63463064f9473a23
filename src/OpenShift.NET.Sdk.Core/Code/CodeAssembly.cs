namespace OpenShift.NET.Sdk.Code;

/// <summary>An assembly of the application that was read.</summary>
/// <param name="Name">Name without extension.</param>
/// <param name="Path">Full path of the file that was read.</param>
/// <param name="HasSymbols">Whether source places are known, from a portable PDB beside it or in it.</param>
/// <param name="UnreadMethods">How many methods could not be understood (obfuscated or damaged code).</param>
/// <param name="Language">The language it was compiled from, as its compiler's own attributes say.</param>
public sealed record CodeAssembly(string Name, string Path, bool HasSymbols, int UnreadMethods, CodeLanguage Language = CodeLanguage.CSharp);
