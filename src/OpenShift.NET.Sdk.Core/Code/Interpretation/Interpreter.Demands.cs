using Mono.Cecil.Cil;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Code.Values;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Where the program cannot go on without a setting.
internal sealed partial class Interpreter
{
    private const int MostDemands = 2_000;
    private const int LongestWayToThrow = 64;
    private const int LongestComplaint = 24;

    // How a program says that it cannot do without.
    private static readonly string[] s_demanding = [" is required", " are required", " required.", " must be set", " must be provided", " must be specified", " must be configured", " must be given", " is mandatory"];

    // What only writes its arguments down goes on without them.
    private static readonly string[] s_goesOnWithout =
    [
        "System.", "Microsoft.Extensions.Logging.", "Microsoft.Extensions.Configuration.", "Microsoft.Extensions.Options.", "Microsoft.Extensions.Diagnostics.", "Microsoft.ApplicationInsights.",
        "Microsoft.Extensions.DependencyInjection.ApplicationInsights", "Serilog.", "NLog.", "OpenTelemetry.", "Azure.Monitor.", "Microsoft.AspNetCore.Http.", "Microsoft.AspNetCore.Builder.", "Newtonsoft.Json.",
        "Microsoft.AspNetCore.Hosting.", "Microsoft.Extensions.Hosting.",
    ];

    private readonly Dictionary<(PreparedMethod Method, int Site, string Key, bool Reachable), DemandRecord> _demands = [];
    private HashSet<string>? _named;

    /// <summary>The places where the program stops because a setting is not there, in the order they were met.</summary>
    public IEnumerable<DemandRecord> Demands => _demands.Values;

    // cfg["X"] ?? throw …, if (string.IsNullOrEmpty(x)) { throw …; }: the way without the setting leads straight to an exception.
    // errors.Add("X is required"), which somebody counts later on, is as good.
    private void NoteDemand(Activation activation, PathCondition way, SettingCondition added, int target)
    {
        if (way.IsNever || added.Tests.FirstOrDefault(static t => t.AsksForAbsence) is not { } absent)
        {
            return;
        }

        if (!activation.Context.IsForgiven && !activation.Method.IsForgiven(target) && (Stops(activation.Method, target) || Complains(activation.Method, target, absent.Setting.Key)))
        {
            Demand(activation, target, absent.Setting, way, isCheck: true);
        }
    }

    // cfg["X"].Split(','): a text that is not there has no methods.
    private void NoteDemand(Activation activation, State s, int site, CallTarget target, CodeValue? receiver)
    {
        if (target.Type != "System.String" || receiver is not ConfigurationValue { Key.Length: > 0, Default: null, Type: null or "System.String" } setting || activation.Context.IsForgiven || activation.Method.IsForgiven(site))
        {
            return;
        }

        PathCondition way = s.Condition.And(SettingCondition.Of(new SettingTest(setting, SettingComparison.Exists, Negated: true)));
        if (!way.IsNever)
        {
            Demand(activation, site, setting, way);
        }
    }

    // ArgumentNullException.ThrowIfNull(x), int.Parse(x), new Uri(x), UseNpgsql(connection string): null, or an empty text, is an exception there.
    private void NoteDemand(Activation activation, State s, int site, CallTarget target, CodeValue[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (activation.Context.IsForgiven || activation.Method.IsForgiven(site))
            {
                return;
            }

            // UseSqlServer($"Server={server};Password={password}"): a connection string is whole only with all its parts.
            if (arguments[i] is TextValue { Parts: var parts } && target.ParameterTypes[i] == "System.String" && ConnectionUse.IsDatabase(target.Type, target.Name))
            {
                foreach (ConfigurationValue part in parts.OfType<ConfigurationValue>().Where(static p => p.Key.Length > 0 && (p.Default is null || IsNone(p.Default))).Select(static p => p with { Default = null }))
                {
                    PathCondition without = s.Condition.And(SettingCondition.Of(new SettingTest(part, SettingComparison.NotBlank, Negated: true)));
                    if (!without.IsNever)
                    {
                        Demand(activation, site, part, without);
                    }
                }
            }

            // GetBytes($"{clientId}:{secret}"): who he is, and what he proves it with; the half of it lets nobody in.
            if (arguments[i] is TextValue { Parts: [ConfigurationValue { Default: null }, { Text: ":" }, ConfigurationValue { Default: null }] } proof && target is { Type: "System.Text.Encoding", Name: "GetBytes" })
            {
                foreach (ConfigurationValue part in proof.Parts.OfType<ConfigurationValue>())
                {
                    PathCondition without = s.Condition.And(SettingCondition.Of(new SettingTest(part, SettingComparison.NotEmpty, Negated: true)));
                    if (!without.IsNever)
                    {
                        Demand(activation, site, part, without);
                    }
                }
            }

            // GetAsync($"{address}/orders"): a path alone reaches nobody, unless a client has an address of its own.
            if (IsRequest(target, i) && BeginningOf(s, arguments[i]) is { } address && !Names("set_BaseAddress"))
            {
                PathCondition without = s.Condition.And(SettingCondition.Of(new SettingTest(address, SettingComparison.NotEmpty, Negated: true)));
                if (!without.IsNever)
                {
                    Demand(activation, site, address, without);
                }
            }

            // Who gives the keys itself needs nobody that has them.
            if (target.Name == "set_Authority" && Names("set_IssuerSigningKey", "set_IssuerSigningKeys", "set_IssuerSigningKeyResolver", "set_MetadataAddress", "set_ConfigurationManager", "set_SignatureValidator", "set_SignatureValidatorUsingConfiguration", "set_TokenHandlers", "set_SecurityTokenValidators"))
            {
                continue;
            }

            // template.Replace("@PASSWORD", password): nothing takes the place of the placeholder, and the text is whole no more.
            if (i == 1 && target is { Type: "System.String", Name: "Replace" } && IsPlaceholder(arguments[0].Text) && arguments[1] is ConfigurationValue { Key.Length: > 0, Default: null } filled)
            {
                PathCondition without = s.Condition.And(SettingCondition.Of(new SettingTest(filled, SettingComparison.Exists, Negated: true)));
                if (!without.IsNever)
                {
                    Demand(activation, site, filled, without);
                }

                continue;
            }

            if (arguments[i] is not ConfigurationValue { Key.Length: > 0 } setting || Needs(target, i, setting) is not { } comparison)
            {
                continue;
            }

            PathCondition way = s.Condition;
            for (ConfigurationValue? next = setting; next is not null; next = next.Default as ConfigurationValue)
            {
                if (next.Default is not (null or ConfigurationValue or ConstantValue { Value: null }) && !IsNothing(next.Default, comparison))
                {
                    // Something else is taken.
                    way = s.Condition.And(SettingCondition.Never);
                    break;
                }

                way = way.And(SettingCondition.Of(new SettingTest(next with { Default = null }, comparison, Negated: true)));
            }

            if (!way.IsNever)
            {
                Demand(activation, site, setting, way, isCheck: target.Type is "System.ArgumentNullException" or "System.ArgumentException");
            }
        }
    }

    // "@PASSWORD", "{host}", "${DB}", "%USER%", "__NAME__", "<host>"
    private static bool IsPlaceholder(string? text) => text is ['@' or '{' or '$' or '%' or '#' or '<' or '[' or '_', _, _, ..] && text.Any(char.IsAsciiLetter) && !text.Contains(' ', StringComparison.Ordinal);

    private static bool IsRequest(CallTarget target, int argument) => (target.Type, argument) switch
    {
        ("System.Net.Http.HttpClient", 0) or ("System.Net.Http.Json.HttpClientJsonExtensions", 1) => target.Name.EndsWith("Async", StringComparison.Ordinal),
        ("System.Net.Http.HttpRequestMessage", 1) => target.Name == ".ctor",
        _ => false,
    };

    // The setting that an address begins with, where a path follows.
    private ConfigurationValue? BeginningOf(State s, CodeValue address) => address switch
    {
        HeapValue { Object: { Type: "System.Uri" } uri } => ReadField(s.Heap, uri, ConstructorArgument(0)) is TextValue text ? BeginningOf(s, text) : null,
        TextValue { Parts: [ConfigurationValue { Key.Length: > 0, Default: null or ConstantValue { Value: null or "" } } first, var next, ..] } when (next is TextValue { Parts: [var part, ..] } ? part : next).Text is ['/', ..] => first with { Default = null },
        _ => null,
    };

    // Whether the code names a method of one of these names anywhere, of whatever type.
    private bool Names(params ReadOnlySpan<string> methods)
    {
        _named ??= [.. code.MemberReferences.Select(static r => r.Name)];
        foreach (string method in methods)
        {
            if (_named.Contains(method))
            {
                return true;
            }
        }

        return false;
    }

    // options.Validate(o => !string.IsNullOrEmpty(o.Key))
    private void NoteDemand(Activation activation, State s, int site, CallTarget target, MethodOutcome validation)
    {
        if (target is { Type: "Microsoft.Extensions.Options.OptionsBuilder`1", Name: "Validate" } && validation.Result is SettingTruth truth && truth.WhenFalse.Tests.Any(static t => t.AsksForAbsence))
        {
            Demand(activation, site, truth.WhenFalse.Tests.First(static t => t.AsksForAbsence).Setting, s.Condition.And(truth.WhenFalse), isCheck: true);
        }
    }

    private void Demand(Activation activation, int site, ConfigurationValue setting, PathCondition way, bool isCheck = false)
    {
        var key = (activation.Method, site, setting.Key, activation.Context.Reachable);
        if (_demands.TryGetValue(key, out DemandRecord? known))
        {
            known.Condition = known.Condition.Or(way);
        }
        else if (_demands.Count < MostDemands)
        {
            _demands.Add(key, new DemandRecord(activation.Method, site, activation.Context.Reachable) { Condition = way, IsCheck = isCheck });
        }
    }

    // What a value must not be there; null when the call goes on with any.
    private static SettingComparison? Needs(CallTarget target, int argument, ConfigurationValue setting)
    {
        if (argument == 0 && target.ParameterTypes is ["System.String" or "System.Object", ..])
        {
            switch (target.Type, target.Name)
            {
                case ("System.ArgumentNullException", "ThrowIfNull") or ("System.Convert", "FromBase64String"):
                    return SettingComparison.Exists;
                case ("System.ArgumentException", "ThrowIfNullOrEmpty"):
                    return SettingComparison.NotEmpty;
                case ("System.ArgumentException", "ThrowIfNullOrWhiteSpace"):
                    return SettingComparison.NotBlank;
                case ("System.Uri" or "System.Guid" or "System.Version", ".ctor") or ("System.Enum", "Parse"):
                    return SettingComparison.NotEmpty;
                case (_, "Parse") when s_parsed.Contains(target.Type):
                    return SettingComparison.NotEmpty;
                case ("System.Text.Encoding", "GetBytes"):
                    return SettingComparison.Exists;
                default:
                    break;
            }
        }

        if ((target.Type, target.Name, argument) is ("Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions" or "Microsoft.Extensions.Hosting.HostingHostBuilderExtensions", "UseWebRoot" or "UseContentRoot", 1))
        {
            return SettingComparison.Exists;
        }

        // What is asked has to have a path, be it one below the client's base address.
        if ((target.Type, argument) is ("System.Net.Http.HttpClient", 0) or ("System.Net.Http.Json.HttpClientJsonExtensions", 1) && target.Name.EndsWith("Async", StringComparison.Ordinal) && target.ParameterTypes[argument] == "System.String")
        {
            return SettingComparison.NotEmpty;
        }

        if (target.ParameterTypes[argument] == "System.String" && ClientNeeds.IsOne(target.Type, target.Name, argument))
        {
            return SettingComparison.NotEmpty;
        }

        if (ConnectionUse.NeedsAddress(target.Type, target.Name) && argument == target.ParameterTypes.IndexOf("System.String"))
        {
            return SettingComparison.NotEmpty;
        }

        return target.ParameterTypes[argument] == "System.String" && (ConnectionUse.IsDatabase(target.Type, target.Name) || (ConnectionUse.IsConnectionString(setting.Key) && !s_goesOnWithout.Any(p => target.Type.StartsWith(p, StringComparison.Ordinal))))
            ? SettingComparison.NotBlank
            : null;
    }

    // ?? "na": a word for nothing.
    private static bool IsNone(CodeValue otherwise) => otherwise.Text?.Trim() is { } text && text.ToUpperInvariant() is "NA" or "N/A" or "NONE" or "NULL" or "UNSET" or "NOT SET" or "UNDEFINED" or "MISSING" or "UNKNOWN" or "-" or "?" or "TODO" or "TBD";

    // ?? "", and a property that is string.Empty until the binder fills it.
    private static bool IsNothing(CodeValue otherwise, SettingComparison comparison) => otherwise.Text is { } text && comparison switch
    {
        SettingComparison.NotEmpty => text.Length == 0,
        SettingComparison.NotBlank => string.IsNullOrWhiteSpace(text),
        _ => false,
    };

    // A text that names the setting and says that it has to be there, handed to a list of errors, a log of errors or the console. A warning is none: the program goes on.
    private static bool Complains(PreparedMethod method, int index, string key)
    {
        string name = key[(key.LastIndexOf(':') + 1)..];
        bool isSaid = false;
        for (int steps = 0; steps < LongestComplaint && index < method.Instructions.Length; steps++, index++)
        {
            ref readonly Step step = ref method.Instructions[index];
            if (step.OpCode.Code == Il.Ldstr)
            {
                isSaid |= method.ConstantAt(index).Text is { } text && text.Contains(name, StringComparison.OrdinalIgnoreCase) && s_demanding.Any(d => text.Contains(d, StringComparison.OrdinalIgnoreCase));
            }
            else if (step.OpCode.Code is Il.Call or Il.Callvirt)
            {
                if (isSaid && method.TargetAt(index).Name is "Add" or "LogError" or "LogCritical" or "Error" or "Fatal" or "Write" or "WriteLine" or "WriteLineAsync" or "AppendLine")
                {
                    return true;
                }
            }
            else if (step.OpCode.FlowControl is not (FlowControl.Next or FlowControl.Meta or FlowControl.Call))
            {
                return false;
            }
        }

        return false;
    }

    private static bool Stops(PreparedMethod method, int index)
    {
        for (int steps = 0; steps < LongestWayToThrow && index < method.Instructions.Length; steps++)
        {
            ref readonly Step step = ref method.Instructions[index];
            switch (step.OpCode.Code)
            {
                case Il.Throw:
                    return true;
                case Il.Br or Il.Br_S:
                    index = step.Index;
                    continue;
                case Il.Call or Il.Callvirt when method.TargetAt(index) is { Type: "System.Environment", Name: "Exit" or "FailFast" }:
                    return true;
                default:
                    if (step.OpCode.FlowControl is not (FlowControl.Next or FlowControl.Call or FlowControl.Meta or FlowControl.Break))
                    {
                        return false;
                    }

                    index++;
                    break;
            }
        }

        return false;
    }
}
