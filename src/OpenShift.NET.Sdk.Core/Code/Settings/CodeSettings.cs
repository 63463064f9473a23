using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>The settings that the code reads, as far as the program comes there: by key, bound to options, as environment variables, by the name of a resource, and what it takes without them.</summary>
public static class CodeSettings
{
    private const string Configuration = "Microsoft.Extensions.Configuration.";
    private const int DeepestDefault = 4;

    // Reads of one value with a constant key. A section alone is no setting; what is read in it is.
    private static readonly KnownApi[] s_reads =
    [
        Configuration + "IConfiguration::get_Item",
        Configuration + "IConfigurationRoot::get_Item",
        Configuration + "IConfigurationSection::get_Item",
        Configuration + "ConfigurationManager::get_Item",
        Configuration + "ConfigurationSection::get_Item",
        Configuration + "ConfigurationRoot::get_Item",
        Configuration + "IConfigurationSection::get_Value",
        Configuration + "ConfigurationBinder::GetValue",
        Configuration + "ConfigurationBinder::Get",
        Configuration + "ConfigurationExtensions::GetConnectionString",
        "System.Environment::GetEnvironmentVariable",
    ];

    private static readonly KnownApi[] s_validations = ["Microsoft.Extensions.DependencyInjection.OptionsBuilderDataAnnotationsExtensions::ValidateDataAnnotations"];
    private static readonly KnownApi[] s_requiredSections = [Configuration + "ConfigurationExtensions::GetRequiredSection"];

    /// <summary>The settings, by the name of their variable.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key, compared without case; variables also as <c>$NAME</c>.</param>
    public static ImmutableArray<CodeSetting> Find(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(settings);
        var found = new SortedDictionary<string, CodeSetting>(StringComparer.OrdinalIgnoreCase);
        string environment = HostEnvironmentName.Of(settings);
        bool ofCommandLine = CommandLineSettings.AreAll(code);
        foreach (CodeCall call in code.CallsTo(s_reads).Where(c => c.Reachable && c.Environment.RunsIn(environment)))
        {
            if (Read(call) is { } read)
            {
                Add(found, read, call.In, call.Place, isNamed: true, own: IsOfOwnBuilder(call.Subject));
            }
        }

        foreach (BoundProperty property in code.BoundProperties.Where(p => p.Reachable && p.Condition.Environment.RunsIn(environment)))
        {
            string? given = property.Setting.Default is { } value ? property.Type.TextOf(value) : null;
            Add(found, property.Setting with { Default = given is null ? null : new ConstantValue(given) }, property.In, property.Place);
        }

        Uses(code, found);
        Resources(code, settings, environment, found);
        foreach ((ConfigurationValue setting, CodeCall call) in LibrarySettings.Read(code, environment, settings))
        {
            Add(found, setting, call.In, call.Place);
        }

        Require(code, settings, environment, found);
        Idle(code, settings, environment, found);
        foreach (IGrouping<string, BoundProperty> bound in code.BoundProperties.GroupBy(static p => p.Setting.Variable, StringComparer.OrdinalIgnoreCase))
        {
            if (code.IsReadWhole && found.TryGetValue(bound.Key, out CodeSetting? known) && known is { IsRequired: false, IsNamed: false } && bound.All(static p => p.IsNeverRead))
            {
                found[bound.Key] = known with { IsNeverRead = true };
            }
        }

        // No variable sets what comes from the command line alone.
        return ofCommandLine ? [.. found.Values.Where(static s => s.FromEnvironment)] : [.. found.Values];
    }

    /// <summary>The variables that the code asks for and the platform gives, by name.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">As <see cref="Find"/> takes them.</param>
    public static ImmutableArray<GivenVariable> Given(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(code);
        string environment = HostEnvironmentName.Of(settings);
        return
        [
            .. code.CallsTo(s_reads).Where(c => c.Reachable && c.Environment.RunsIn(environment)).Select(Read).OfType<ConfigurationValue>().Select(static r => r.Variable).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(static n => PlatformSettings.GiverOf(n) is { } giver ? new GivenVariable(n, giver) : null).OfType<GivenVariable>(),
        ];
    }

    /// <summary>Whether a text only stands where settings are read in environments that the pod does not run in: <c>if (env.IsDevelopment()) { GetConnectionString("Local") }</c>.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">As <see cref="Find"/> takes them.</param>
    /// <param name="text">The text, a setting's name.</param>
    internal static bool IsOfOtherEnvironments(CodeFacts code, IReadOnlyDictionary<string, string> settings, string text)
    {
        string environment = HostEnvironmentName.Of(settings);
        CodeLiteral[] places = [.. code.Literals.Where(l => l.Value.Contains(text, StringComparison.OrdinalIgnoreCase))];
        CodeCall[] reads = [.. code.CallsTo(s_reads).Where(c => c.Reachable && c.ArgumentOf("System.String").Text?.Contains(text, StringComparison.OrdinalIgnoreCase) == true)];
        return reads.Length > 0 && reads.All(c => !c.Environment.RunsIn(environment)) && places.All(l => l.In is { } method && reads.Any(c => c.In.Key == method.Key));
    }

    /// <summary>Whether a text is the name of an environment variable to the code, and no key of its configuration: where it stands, the environment alone is asked for it.</summary>
    /// <param name="code">The code.</param>
    /// <param name="text">The text, a setting's name.</param>
    internal static bool IsOfVariableAlone(CodeFacts code, string text)
    {
        CodeLiteral[] places = [.. code.Literals.Where(l => l.Value.Contains(text, StringComparison.OrdinalIgnoreCase))];
        CodeCall[] reads = [.. code.CallsTo(s_reads).Where(c => c.ArgumentOf("System.String").Text?.Contains(text, StringComparison.OrdinalIgnoreCase) == true)];
        return reads.Length > 0 && reads.All(static c => c.Type == "System.Environment") && places.All(l => l.In is { } method && reads.Any(c => c.In.Key == method.Key));
    }

    // new ConfigurationBuilder().AddCommandLine(args).Build()["webRoot"]: what the host takes from its own settings is no answer there.
    private static bool IsOfOwnBuilder(CodeValue configuration) => configuration is ResultValue { Call: { Method: "Build", Type: Configuration + "IConfigurationBuilder" or Configuration + "ConfigurationBuilder" } };

    private static void Add(SortedDictionary<string, CodeSetting> found, ConfigurationValue read, CodeMethod method, SourceLocation? place, bool isNamed = false, bool own = false)
    {
        if (read.Key.Length == 0 || (!own && PlatformSettings.Has(read.Key, read.FromEnvironment)) || read.Key.Any(static c => char.IsControl(c) || c is ' ' or '=' or '{'))
        {
            return;
        }

        var setting = new CodeSetting(read.Key, read.FromEnvironment, method, place);
        if (!found.TryGetValue(setting.Variable, out CodeSetting? known))
        {
            known = setting;
        }

        found[setting.Variable] = With(known, read) with { IsNamed = known.IsNamed || isNamed };
    }

    // What is said of a setting that is known already.
    private static CodeSetting With(CodeSetting setting, ConfigurationValue read) => setting with
    {
        Default = setting.Default ?? TextOf(read.Default, read.Type),
        IsPlain = setting.IsPlain || read.Type == "System.Boolean"
            || (read.Type is { } type && type is not ("System.String" or "System.Object" or "System.Guid" or "System.Byte[]") && !SecretName.IsPassword(setting.Key)),
    };

    private static ConfigurationValue? Read(CodeCall call)
    {
        if (call.Type == "System.Environment")
        {
            return call.Argument(0).Text is { } name ? new ConfigurationValue(name, null, FromEnvironment: true) : null;
        }

        switch (call.Method)
        {
            case "get_Value":
                return call.Subject is ConfigurationValue { FromEnvironment: false } value ? value with { Default = null } : null;
            case "Get":
                return call.Subject is ConfigurationValue { FromEnvironment: false } section && call.TypeArguments is [var type] && Item(type) is { } item
                    ? section with { Key = item.List ? section.Key + ":0" : section.Key, Type = item.Type is "System.String" ? null : item.Type, Default = null }
                    : null;
            default:
                if (call.ArgumentOf("System.String").Text is not { Length: > 0 } key || SectionOf(call.Subject) is not { } outer || (call is { Method: "GetValue", TypeArguments: [var made] } && HasNoText(made)))
                {
                    return null;
                }

                key = call.Method == "GetConnectionString" ? "ConnectionStrings:" + key : key;
                return new ConfigurationValue(outer.Length == 0 ? key : outer + ":" + key, call.Method == "GetValue" && call.Arguments.Length > 2 ? call.Arguments[^1] : null)
                {
                    Type = call is { Method: "GetValue", TypeArguments: [var converted] } && converted.TrimEnd('?') is not "System.String" ? converted.TrimEnd('?') : null,
                };
        }
    }

    // Where a key is looked up: "" for the whole configuration, null where the section is known to the running program only.
    private static string? SectionOf(CodeValue subject) => subject switch
    {
        ConfigurationValue { FromEnvironment: false } section => section.Key,
        UnknownValue or ObjectValue => "",
        ParameterValue parameter => parameter.Type == Configuration + "IConfigurationSection" ? null : "",
        ResultValue { Call.Method: "GetSection" or "GetRequiredSection" or "get_Current" } => null,
        ResultValue { Call.Type: var type } when type.StartsWith("System.Linq.", StringComparison.Ordinal) || type.StartsWith("System.Collections.", StringComparison.Ordinal) => null,
        ResultValue => "",
        _ => null,
    };

    // GetValue converts the text of one key; of a list there is none, whatever is set.
    private static bool HasNoText(string type) => (type.EndsWith("[]", StringComparison.Ordinal) && type != "System.Byte[]") || type.StartsWith("System.Collections.", StringComparison.Ordinal);

    private static (string Type, bool List)? Item(string type)
    {
        bool list = type.EndsWith("[]", StringComparison.Ordinal);
        string item = list ? type[..^2] : type.TrimEnd('?');
        return item is "System.String" or "System.Boolean" or "System.Int32" or "System.Int64" or "System.Double" or "System.Decimal" or "System.TimeSpan" or "System.Guid" or "System.Uri" ? (item, list) : null;
    }

    // The code's other words for "not set" stand where the value goes; what it goes to tells what it is.
    private static void Uses(CodeFacts code, SortedDictionary<string, CodeSetting> found)
    {
        foreach (SettingRead read in code.SettingReads.Where(static r => r.Reachable))
        {
            Note(read.Setting with { Type = read.Setting.Type ?? read.Type.Name }, null);

            // The name of an enum's member, which its number in the code is not.
            if (read.Setting.Default is { } otherwise && found.TryGetValue(read.Setting.Variable, out CodeSetting? typed) && read.Type.TextOf(otherwise) is { } text)
            {
                found[typed.Variable] = typed with { Default = text };
            }
        }

        foreach (CodeCall call in code.Calls.Where(static c => c.Reachable))
        {
            foreach (CodeValue argument in call.Arguments)
            {
                Visit(argument, call, 0);
            }
        }

        void Visit(CodeValue value, CodeCall call, int depth)
        {
            switch (value)
            {
                case ConfigurationValue setting:
                    Note(setting, depth == 0 ? call : null);
                    if (setting.Default is ConfigurationValue or TextValue or OneOfValue && depth < DeepestDefault)
                    {
                        Visit(setting.Default, call, depth + 1);
                    }

                    break;
                case TextValue text when depth < DeepestDefault:
                    foreach (CodeValue part in text.Parts)
                    {
                        Visit(part, call, depth + 1);
                    }

                    break;
                case OneOfValue one when depth < DeepestDefault:
                    foreach (CodeValue alternative in one.Values)
                    {
                        Visit(alternative, call, depth);
                    }

                    break;
                case ObjectValue made when depth < DeepestDefault:
                    foreach (CodeValue argument in made.Arguments.Concat(made.Properties.Values))
                    {
                        Visit(argument, call, depth + 1);
                    }

                    break;
                default:
                    break;
            }
        }

        void Note(ConfigurationValue setting, CodeCall? call)
        {
            string variable = setting.Variable;
            if (found.TryGetValue(variable, out CodeSetting? known))
            {
                known = With(known, setting);
                bool file = call is not null && ConnectionUse.IsFile(call.Type, call.Method);
                found[variable] = known with
                {
                    // The password of a database in a file is no path.
                    IsPlain = known.IsPlain || ((file || (call is not null && IsPath(call))) && !SecretName.IsPassword(known.Key)),
                    IsConnection = known.IsConnection || (call is not null && !file && ConnectionUse.IsDatabase(call.Type, call.Method)),
                };
            }
        }
    }

    private static bool IsPath(CodeCall call) => call.Type is "System.IO.File" or "System.IO.Path" or "System.IO.Directory" or "System.IO.FileInfo" or "System.IO.DirectoryInfo" or "System.IO.FileStream" or "System.IO.StreamReader"
        && call.Method is not ("WriteAllText" or "WriteAllTextAsync" or "AppendAllText");

    private static void Resources(CodeFacts code, IReadOnlyDictionary<string, string> settings, string environment, SortedDictionary<string, CodeSetting> found)
    {
        foreach (CodeCall call in code.Calls.Where(c => c.Reachable && c.Environment.RunsIn(environment)))
        {
            if (NamedClients.ConnectionOf(call) is { } name)
            {
                var read = new ConfigurationValue("ConnectionStrings:" + name);
                Add(found, read, call.In, call.Place, isNamed: true);
                if (found.TryGetValue(read.Variable, out CodeSetting? client))
                {
                    found[client.Variable] = client with
                    {
                        IsConnection = true,
                        IsRequired = client.IsRequired || (!IsSet(settings, read) && NamedClients.NeedsConnection(call, name, code, settings)),
                    };
                }
            }
        }

        foreach ((string service, string scheme, CodeCall call) in ServiceDiscovery.Find(code))
        {
            var read = new ConfigurationValue($"services:{service}:{scheme}:0");
            Add(found, read, call.In, call.Place);
            if (found.TryGetValue(read.Variable, out CodeSetting? added))
            {
                found[read.Variable] = added with { Address = $"{scheme}://{service}", IsPlain = true };
            }
        }
    }

    private static bool IsSet(IReadOnlyDictionary<string, string> settings, ConfigurationValue read) =>
        settings.TryGetValue(read.NameInSettings, out string? value) && !string.IsNullOrWhiteSpace(value);

    private static void Require(CodeFacts code, IReadOnlyDictionary<string, string> settings, string environment, SortedDictionary<string, CodeSetting> found)
    {
        // What is shipped empty and asked for with "?? throw" is a place to fill in.
        var given = new Dictionary<string, string>(settings.Where(static s => s.Value.Length > 0), StringComparer.OrdinalIgnoreCase);
        foreach (BoundProperty property in RequiredProperties(code, environment))
        {
            Demand(property.Setting);
        }

        foreach (string section in MissingSections(code, settings, environment))
        {
            Dictionary<string, bool> bound = new(StringComparer.OrdinalIgnoreCase);
            foreach (BoundProperty property in code.BoundProperties.Where(static p => p.Reachable))
            {
                bound[property.Setting.Key] = property.IsNullable;
            }

            foreach (CodeSetting within in found.Values.Where(s => !s.FromEnvironment && s.Default is null && s.Key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase) && !bound.GetValueOrDefault(s.Key)).ToArray())
            {
                Demand(new ConfigurationValue(within.Key));
            }
        }

        foreach ((ConfigurationValue setting, CodeCall call) in TokenChecks.Needed(code, environment, settings))
        {
            Add(found, setting, call.In, call.Place);
            Demand(setting);
        }

        foreach ((ConfigurationValue setting, CodeCall call) in LibrarySettings.Needed(code, environment, settings))
        {
            Add(found, setting, call.In, call.Place);
            given.Remove(setting.Key);
            Demand(setting);
        }

        IReadOnlySet<string> idle = OfIdleContexts(code);
        Met(code, [.. code.SettingDemands.Where(d => !idle.Contains(d.In.Key))], given, (missing, demand) =>
        {
            Add(found, missing with { Default = null }, demand.In, demand.Place, own: HostEnvironmentName.IsVariable(missing));
            Note(missing);
        });
        foreach (BoundProperty property in Companions(code, settings, environment, found))
        {
            Demand(property.Setting);
        }

        void Demand(ConfigurationValue setting)
        {
            if (!IsSet(given, setting))
            {
                given[setting.NameInSettings] = SettingTest.StandIn;
                Note(setting);
            }
        }

        void Note(ConfigurationValue setting)
        {
            string variable = setting.Variable;
            if (found.TryGetValue(variable, out CodeSetting? known))
            {
                found[variable] = known with { IsRequired = true };
            }
        }
    }

    // Read on ways alone that the settings of the pod, or what the program stops without, leave out.
    private static void Idle(CodeFacts code, IReadOnlyDictionary<string, string> settings, string environment, SortedDictionary<string, CodeSetting> found)
    {
        IReadOnlyDictionary<string, string> demanded = WithDemanded(code, settings);
        IReadOnlySet<string> contexts = OfIdleContexts(code);
        bool IsOfDemanded(SettingTest test) => test.AsksForAbsence && demanded.GetValueOrDefault(test.Setting.NameInSettings) == SettingTest.StandIn;
        foreach (IGrouping<string, CodeCall> reads in code.CallsTo(s_reads).Where(c => c.Reachable && c.Environment.RunsIn(environment)).Select(static c => (Call: c, Setting: Read(c))).Where(static r => r.Setting is not null)
            .GroupBy(static r => r.Setting!.Variable, static r => r.Call, StringComparer.OrdinalIgnoreCase))
        {
            if (found.TryGetValue(reads.Key, out CodeSetting? known) && !known.IsRequired && reads.All(c => contexts.Contains(c.In.Key) || c.SettingsIn(environment).Evaluate(demanded) == false))
            {
                found[reads.Key] = known with { IsIdle = true, IsExcluded = reads.All(c => c.SettingsIn(environment).Tests.Any(IsOfDemanded)) };
            }
        }
    }

    // AddDbContext<Db>(o => o.UseSqlServer(…)) of a context that nothing asks for: the lambda never runs.
    private static HashSet<string> OfIdleContexts(CodeFacts code)
    {
        HashSet<string> idle = [.. code.Types.Where(static t => t.IsNeverAskedFor).Select(static t => t.Name)];
        return idle.Count == 0
            ? []
            : [.. code.Calls.Where(c => ContextRegistration.CallOf(c) is { TypeArguments: [.., var context] } registration && idle.Contains(context) && registration.In.Key != c.In.Key).Select(static c => c.In.Key)];
    }

    /// <summary>Settings with a value for each that the code stops without: whoever deploys is asked for it.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key, compared without case; variables also as <c>$NAME</c>.</param>
    internal static IReadOnlyDictionary<string, string> WithDemanded(CodeFacts code, IReadOnlyDictionary<string, string> settings) => WithDemandedBy(code, code.SettingDemands, settings);

    /// <summary>The same for some of the demands.</summary>
    internal static IReadOnlyDictionary<string, string> WithDemandedBy(CodeFacts code, ImmutableArray<SettingDemand> demands, IReadOnlyDictionary<string, string> settings)
    {
        if (!demands.Any(d => d.Missing(settings).Any()))
        {
            return settings;
        }

        var given = new Dictionary<string, string>(settings, StringComparer.OrdinalIgnoreCase);
        Met(code, demands, given, static (_, _) => { });
        return given;
    }

    // A demand behind another one shows when the first is met. What is asked for as a truth value stands at "no", with which the rest of the program runs in most.
    private static void Met(CodeFacts code, ImmutableArray<SettingDemand> demands, Dictionary<string, string> given, Action<ConfigurationValue, SettingDemand> met)
    {
        HashSet<string> flags = [.. code.SettingReads.Where(static r => r.Type.Name == "System.Boolean").Select(static r => r.Setting.Key)];
        for (bool more = true; more;)
        {
            more = false;
            foreach (SettingDemand demand in demands)
            {
                foreach (ConfigurationValue missing in demand.Missing(given).ToArray())
                {
                    met(missing, demand);
                    if (!IsSet(given, missing))
                    {
                        given[missing.NameInSettings] = flags.Contains(missing.Key) ? "false" : SettingTest.StandIn;
                        more = true;
                    }
                }
            }
        }
    }

    // A section that nothing shipped has, and without one value of which the program stops: what a call gets whatever is set, and cannot be null by its type, has to come with that value.
    private static IEnumerable<BoundProperty> Companions(CodeFacts code, IReadOnlyDictionary<string, string> settings, string environment, SortedDictionary<string, CodeSetting> found)
    {
        HashSet<string>? used = null;
        foreach (IGrouping<string, BoundProperty> section in code.BoundProperties.Where(p => p.Reachable && p.Section.Length > 0 && p.Condition.Environment.RunsIn(environment)).GroupBy(static p => p.Section, StringComparer.OrdinalIgnoreCase))
        {
            if (settings.Keys.Any(k => k.StartsWith(section.Key + ":", StringComparison.OrdinalIgnoreCase)) || !section.Any(p => found.TryGetValue(p.Setting.Variable, out CodeSetting? known) && known.IsRequired))
            {
                continue;
            }

            used ??=
            [
                .. code.Calls.Where(static c => c.Reachable && !c.Type.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal))
                    .SelectMany(c => c.Arguments.OfType<ConfigurationValue>().Where(v => v.Default is null && !c.SettingsIn(environment).Tests.Any(t => t.Setting.Key == v.Key)))
                    .Select(static v => v.Key),
            ];
            foreach (BoundProperty property in section.Where(p => p is { IsNullable: false, Setting.Default: null } && used.Contains(p.Setting.Key)))
            {
                yield return property;
            }
        }
    }

    // [Required] is asked for by ValidateDataAnnotations alone; an empty text is none to it.
    private static IEnumerable<BoundProperty> RequiredProperties(CodeFacts code, string environment)
    {
        HashSet<string> validated = [.. code.CallsTo(s_validations).Where(static c => c.Reachable).SelectMany(static c => c.TypeArguments)];
        return code.BoundProperties.Where(p =>
            p is { Reachable: true, HasRequired: true, Setting.Default: null or ConstantValue { Value: "" } } && p.Condition.Environment.RunsIn(environment) && !p.Setting.Key[(p.Section.Length == 0 ? 0 : p.Section.Length + 1)..].Contains(':', StringComparison.Ordinal) && validated.Contains(p.Options));
    }

    /// <summary>Variables of the settings for which <c>ValidateDataAnnotations</c> or <c>GetRequiredSection</c> stop, which name them.</summary>
    internal static IEnumerable<string> Validated(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        string environment = HostEnvironmentName.Of(settings);
        string[] sections = [.. MissingSections(code, settings, environment)];
        return RequiredProperties(code, environment).Select(static p => p.Setting)
            .Concat(code.BoundProperties.Where(p => sections.Any(s => p.Setting.Key.StartsWith(s + ":", StringComparison.OrdinalIgnoreCase))).Select(static p => p.Setting)).Select(static s => s.Variable);
    }

    // GetRequiredSection stops where nothing of the section is set; what has no value of its own has to be.
    private static IEnumerable<string> MissingSections(CodeFacts code, IReadOnlyDictionary<string, string> settings, string environment)
    {
        foreach (CodeCall call in code.CallsTo(s_requiredSections).Where(c => c.Reachable && c.Environment.RunsIn(environment)))
        {
            if (call.ArgumentOf("System.String").Text is not { } name || SectionOf(call.Subject) is not { } outer)
            {
                continue;
            }

            string section = outer.Length == 0 ? name : outer + ":" + name;
            if (!settings.Keys.Any(k => k.Equals(section, StringComparison.OrdinalIgnoreCase) || k.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase)))
            {
                yield return section;
            }
        }
    }

    // As the variable would say it.
    private static string? TextOf(CodeValue? value, string? type) => value switch
    {
        ConstantValue { Value: int number } when type == "System.Boolean" => number != 0 ? "true" : "false",
        ConstantValue { Value: bool flag } => flag ? "true" : "false",
        ConstantValue { Value: TimeSpan time } => time.ToString("c", CultureInfo.InvariantCulture),
        ConstantValue { Value: string text } => text,
        ArrayValue { Items: [ConstantValue { Value: string only }] } => only,
        ConstantValue { Value: IFormattable number } => number.ToString(null, CultureInfo.InvariantCulture),
        ConfigurationValue other => TextOf(other.Default, other.Type ?? type),
        _ => null,
    };
}
