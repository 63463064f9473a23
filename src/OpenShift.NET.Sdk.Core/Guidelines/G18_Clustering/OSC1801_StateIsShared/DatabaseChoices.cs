using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Settings;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1801_StateIsShared;

/// <summary>Code that gives one context either a database in memory or one of a server: which, is decided by something that only the running program knows.</summary>
internal static class DatabaseChoices
{
    /// <summary>Whether the same context can get the database of a server.</summary>
    /// <param name="code">The code.</param>
    /// <param name="inMemory">The call that gives it one in memory.</param>
    public static bool HasAnother(CodeFacts code, CodeCall inMemory) =>
        code.Calls.Any(c => c.InProduction && !ReferenceEquals(c, inMemory) && ConnectionUse.IsDatabase(c.Type, c.Method) && c.Method.StartsWith("Use", StringComparison.Ordinal)
            && (c.In.Key == inMemory.In.Key || (ContextRegistration.Of(c) is { } context && context == ContextRegistration.Of(inMemory))));
}
