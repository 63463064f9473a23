using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Settings;

namespace OpenShift.NET.Sdk.Code;

/// <summary>What the compiled code of the application says: of the project and the projects it references, not of packages. The order is the same for the same files.</summary>
public sealed class CodeFacts
{
    private ILookup<string, CodeCall>? _byMethod;
    private CodeCall[]? _all;

    /// <summary>Nothing is known.</summary>
    public static CodeFacts Empty { get; } = new();

    /// <summary>The assemblies that were read, the application's own first.</summary>
    public ImmutableArray<CodeAssembly> Assemblies { get; init; } = [];

    /// <summary>The assemblies that could not be read.</summary>
    public ImmutableArray<UnreadAssembly> Unread { get; init; } = [];

    /// <summary>Whether everything could be read and followed. When not, the absence of a call proves nothing: say "could not tell".</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether every method could be read, though perhaps not everything followed to its end.</summary>
    public bool IsReadWhole => Unread.IsEmpty && !Assemblies.IsEmpty && Assemblies.All(static a => a.UnreadMethods == 0);

    /// <summary>The methods of other assemblies that the code names anywhere, whether the program comes there or not: full name of the type, and name.</summary>
    public ImmutableArray<(string Type, string Method)> NamedMethods { get; init; } = [];

    /// <summary>Calls to methods outside the application, in the order of assembly, method and offset.</summary>
    public ImmutableArray<CodeCall> Calls { get; init; } = [];

    /// <summary>
    /// Calls from one of the application's assemblies to public methods of another one, apart from those that <see cref="Calls"/> has: a library that is built with the application is used like the package of it.
    /// <see cref="CallsTo"/> finds them; what they do is among <see cref="Calls"/> as well.
    /// </summary>
    public ImmutableArray<CodeCall> LibraryCalls { get; init; } = [];

    /// <summary>The types the user wrote.</summary>
    public ImmutableArray<CodeType> Types { get; init; } = [];

    /// <summary>The strings that stand in the code.</summary>
    public ImmutableArray<CodeLiteral> Literals { get; init; } = [];

    /// <summary>The settings that the code turns into values of a type.</summary>
    public ImmutableArray<SettingRead> SettingReads { get; init; } = [];

    /// <summary>The properties of options types that the configuration's binder fills.</summary>
    public ImmutableArray<BoundProperty> BoundProperties { get; init; } = [];

    /// <summary>The places where the program stops because a setting is not there.</summary>
    public ImmutableArray<SettingDemand> SettingDemands { get; init; } = [];

    /// <summary>The loops that do not end, or of which it cannot be told, in code that the program can come to.</summary>
    public ImmutableArray<CodeLoop> Loops { get; init; } = [];

    /// <summary>The constants that the application's own methods are given where they ask for a secret.</summary>
    public ImmutableArray<CodeArgument> SecretArguments { get; init; } = [];

    /// <summary>The constants that secrets are compared with.</summary>
    public ImmutableArray<CodeComparison> SecretComparisons { get; init; } = [];

    /// <summary>What is put into collections that live as long as the process, while it serves.</summary>
    public ImmutableArray<CodeChange> Changes { get; init; } = [];

    /// <summary>The constants that tell makers of identifiers which process they are.</summary>
    public ImmutableArray<CodeWorkerNumber> WorkerNumbers { get; init; } = [];

    /// <summary>Whether the program, started without arguments, only says how it is used and ends: <c>if (args.Length == 0) { Console.WriteLine(usage); return; }</c>.</summary>
    public bool EndsWithoutArguments { get; init; }

    /// <summary>The packages the application runs with, by name.</summary>
    public ImmutableArray<CodePackage> Packages { get; init; } = [];

    /// <summary>Whether a package is among those the application runs with.</summary>
    public bool HasPackage(string name) => Packages.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the code certainly calls none of some APIs: it was followed to its end and nothing calls one in production, or all of it was read and nothing names one.</summary>
    public bool NeverCalls(params ReadOnlySpan<KnownApi> apis)
    {
        foreach (CodeCall call in CallsTo(apis))
        {
            if (call.InProduction)
            {
                return false;
            }
        }

        return IsComplete || (IsReadWhole && !Names(apis));
    }

    private bool Names(ReadOnlySpan<KnownApi> apis)
    {
        foreach (KnownApi api in apis)
        {
            if (NamedMethods.Any(m => api.Matches(m.Type, m.Method)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The calls to any of some APIs, in order; those of a library that is built with the application too.</summary>
    public IEnumerable<CodeCall> CallsTo(params ReadOnlySpan<KnownApi> apis)
    {
        _all ??= LibraryCalls.IsEmpty ? [.. Calls] : [.. Calls.Concat(LibraryCalls).OrderBy(static c => c.Order)];
        _byMethod ??= _all.ToLookup(c => c.Method, StringComparer.Ordinal);
        var found = new List<CodeCall>();
        foreach (KnownApi api in apis)
        {
            found.AddRange((api.IsPattern ? _all : _byMethod[api.Method]).Where(api.Matches));
        }

        return apis.Length == 1 ? found : found.Distinct().OrderBy(c => c.Order);
    }

    /// <summary>The calls that are chained to a call: made on what it returned, directly or through other calls of the chain.</summary>
    public IEnumerable<CodeCall> ChainedTo(CodeCall call) => Calls.Where(c => !ReferenceEquals(c, call) && c.Chain().Contains(call));
}
