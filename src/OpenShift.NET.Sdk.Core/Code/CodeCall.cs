using System.Collections.Frozen;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Interpretation;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>
/// A call of the application to a method outside its own assemblies, with the values that reach it; a call from one of its assemblies into another only
/// where it hands over an address of this machine. A method of the application that is called
/// with several constants gives one call for each.
/// </summary>
public sealed class CodeCall
{
    private EnvironmentCondition _environment = EnvironmentCondition.Always;

    /// <summary>Position among all calls.</summary>
    internal int Order { get; set; }

    /// <summary>Full name of the declaring type without type arguments, nested types with <c>+</c>, for example <c>System.Collections.Generic.List`1</c>; for a P/Invoke <c>libc</c>, the library.</summary>
    public required string Type { get; init; }

    /// <summary>Name of the method; <c>.ctor</c>, <c>get_X</c> and <c>set_X</c> for constructors and properties.</summary>
    public required string Method { get; init; }

    /// <summary>Name of the assembly that is referenced; empty for a P/Invoke.</summary>
    public required string Assembly { get; init; }

    /// <summary>Whether it is a call of native code.</summary>
    public bool IsNative { get; init; }

    /// <summary>Full names of the method's type arguments.</summary>
    public ImmutableArray<string> TypeArguments { get; init; } = [];

    /// <summary>Full names of the parameters' types, without the receiver.</summary>
    public ImmutableArray<string> ParameterTypes { get; init; } = [];

    /// <summary>The object the method is called on; <see langword="null"/> for a static method and a constructor.</summary>
    public CodeValue? Receiver { get; init; }

    /// <summary>The arguments; the first one of an extension method is what it extends.</summary>
    public ImmutableArray<CodeValue> Arguments { get; init; } = [];

    /// <summary>What it is called on: the receiver, or the first argument of a static (extension) method.</summary>
    public CodeValue Subject => Receiver ?? (Arguments.IsEmpty || Method == ".ctor" ? CodeValue.Unknown : Arguments[0]);

    /// <summary>Where the call stands; <see langword="null"/> when the assembly has no symbols.</summary>
    public SourceLocation? Place { get; init; }

    /// <summary>The method of the application it stands in.</summary>
    public required CodeMethod In { get; init; }

    /// <summary>Whether the program can come there from its entry point or from a type the framework calls (controller, hosted service, hub, page, middleware).</summary>
    public bool Reachable { get; internal set; }

    /// <summary>In which environments it is made.</summary>
    public required EnvironmentCondition Environment
    {
        get => _environment;
        init => _environment = value;
    }

    /// <summary>With which settings it is made in one of these environments, as far as branches on settings decide it.</summary>
    /// <param name="environment">Name of the environment, for example <c>Production</c>.</param>
    public SettingCondition SettingsIn(string environment) =>
        Ways.IsEmpty
            ? Environment.RunsIn(environment) ? SettingCondition.Always : SettingCondition.Never
            : Ways.Where(w => w.Environment.RunsIn(environment)).Aggregate(SettingCondition.Never, static (all, way) => all.Or(way.Settings));

    /// <summary>Of a call that maps what may be a health endpoint, or adds a health check: the methods that its handler comes to, by <see cref="CodeMethod.Key"/>; <see langword="null"/> where that cannot be told.</summary>
    internal FrozenSet<string>? HandlerMethods { get; init; }

    /// <summary>Whether it can be made in an image that runs as it comes: reachable, and not left to another environment than Production.</summary>
    public bool InProduction => Reachable && Environment.InProduction;

    /// <summary>An argument counted from 0; unknown when there are not so many.</summary>
    public CodeValue Argument(int index) => (uint)index < (uint)Arguments.Length ? Arguments[index] : CodeValue.Unknown;

    /// <summary>The first argument whose parameter is of a type; unknown when there is none.</summary>
    public CodeValue ArgumentOf(string parameterType)
    {
        int index = ParameterTypes.IndexOf(parameterType);
        return index < 0 ? CodeValue.Unknown : Argument(index);
    }

    /// <summary>The call itself and the ones it is chained to or nested in: the builders it came from, and the calls that got the lambda it stands in.</summary>
    public IEnumerable<CodeCall> Chain()
    {
        CodeCall? call = this;
        for (int depth = 0; call is not null && depth < 200; depth++)
        {
            yield return call;
            call = call.Subject switch
            {
                ResultValue result => result.Call,
                ParameterValue parameter => parameter.Call,
                _ => null,
            };
        }
    }

    /// <summary>Whether the program drops what it returns right away.</summary>
    internal bool IsDropped { get; init; }

    /// <summary>The ways the program comes to it.</summary>
    internal ImmutableArray<PathCondition> Ways { get; set; } = [];

    // The same call from another way of the program.
    internal void Widen(PathCondition way, bool reachable)
    {
        // A way that the program cannot take says nothing of the environments it runs in.
        _environment = Reachable == reachable ? _environment.Or(way.Environment) : reachable ? way.Environment : _environment;
        Ways = Reachable == reachable ? Ways.Contains(way) ? Ways : Ways.Add(way) : reachable ? [way] : Ways;
        Reachable |= reachable;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Type[(Type.LastIndexOf('.') + 1)..] + "::" + Method + (TypeArguments.IsEmpty ? "" : "<" + string.Join(",", TypeArguments) + ">") + "(" + string.Join(", ", Arguments) + ")"
        + (Environment.IsAlways ? "" : " [" + Environment + "]") + (Reachable ? "" : " [dead]");
}
