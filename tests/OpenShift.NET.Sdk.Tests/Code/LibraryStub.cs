using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>
/// The public face of libraries that applications use, in <c>Code/Libraries/Name.cs</c>: declarations without behaviour, enough to compile against.
/// A first line <c>// needs: A, B</c> names others it builds on.
/// </summary>
internal static class LibraryStub
{
    private const string Needs = "// needs:";

    private static readonly ConcurrentDictionary<string, Lazy<MetadataReference[]>> s_compiled = new(StringComparer.Ordinal);

    /// <summary>A library and those it needs, itself last.</summary>
    public static MetadataReference[] Closure(string name) => s_compiled.GetOrAdd(name, n => new Lazy<MetadataReference[]>(() => Compile(n))).Value;

    private static MetadataReference[] Compile(string name)
    {
        string file = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Code", "Libraries", name + ".cs");
        Assert.IsTrue(File.Exists(file), $"{file} is missing; declare there what the code needs of {name}.");
        string source = File.ReadAllText(file);
        string first = source.Split('\n')[0].Trim();
        MetadataReference[] needed = first.StartsWith(Needs, StringComparison.Ordinal)
            ? [.. first[Needs.Length..].Split(',', StringSplitOptions.TrimEntries).SelectMany(Closure).Distinct()]
            : [];
        return [.. needed, Compiled.Library(name, source, needed)];
    }
}
