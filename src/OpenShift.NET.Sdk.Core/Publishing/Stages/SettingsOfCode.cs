using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The settings of the manifests with what the code says of them: those that only the code names, what it does without, and what it cannot do without.</summary>
internal static class SettingsOfCode
{
    // Names that frameworks look up by themselves.
    private static readonly string[] s_takenByName = ["Default", "AzureWebJobsStorage"];

    // Those that take the one that templates have, too.
    private static readonly string[] s_taking = ["Volo.Abp", "Abp", "OrchardCore", "Umbraco.", "Elsa", "Finbuckle.", "Piranha", "Oqtane"];

    // Who goes through all of the configuration may take anything.
    private static readonly HashSet<(string, string)> s_enumerates =
    [
        ("Microsoft.Extensions.Configuration.ConfigurationExtensions", "AsEnumerable"), ("Microsoft.Extensions.Configuration.IConfiguration", "GetChildren"), ("Microsoft.Extensions.Configuration.ConfigurationManager", "GetChildren"),
    ];

    /// <summary>Facts as the rules take them: with what the code requires and what it takes back, as the manifests have it; not with settings that are only told of.</summary>
    /// <param name="facts">What the project says.</param>
    /// <param name="code">The code.</param>
    /// <param name="config">Configuration of the image.</param>
    /// <param name="manifests">The manifests as they were written; <see langword="null"/> when there are none.</param>
    public static ProjectFacts ForRules(ProjectFacts facts, CodeFacts code, ExecutionConfig config, ManifestSet? manifests)
    {
        IReadOnlyDictionary<string, string> settings = DeployedSettings.Of(facts, config);
        if (manifests is not null && facts.Manifests.Sources.Length > 0)
        {
            settings = DeployedSettings.WithVariables(settings, manifests.Files, facts) ?? settings;
        }

        ProjectFacts all = Into(facts, code, settings);
        HashSet<string> own = [.. facts.Manifests.Settings.Select(static s => s.Name)];
        return all with { Manifests = all.Manifests with { Settings = [.. all.Manifests.Settings.Where(s => !s.IsOffered || own.Contains(s.Name))] } };
    }

    /// <summary>Facts whose settings are those of the project and those of the code. What an <c>OpenShiftSetting</c> says of a setting wins.</summary>
    /// <param name="facts">What the project says.</param>
    /// <param name="code">The code.</param>
    /// <param name="settings">The settings of the pod, as <see cref="DeployedSettings"/> gives them.</param>
    public static ProjectFacts Into(ProjectFacts facts, CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        if (code.Assemblies.IsEmpty)
        {
            return facts;
        }

        facts = facts.Application.Kind == ApplicationKind.Web && CodeListening.ServesNothing(code) ? facts.WithoutServer(CodeHosts.HasNoServer(code)) : facts;
        var all = facts.Manifests.Settings.ToDictionary(static s => s.Name, StringComparer.OrdinalIgnoreCase);
        ImmutableArray<CodeSetting> read = CodeSettings.Find(code, settings);
        ILookup<string, CodeSetting> byName = read.ToLookup(static s => s.Variable, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, SettingFact fact) in all.ToArray())
        {
            if (!fact.IsDeclared)
            {
                all[name] = OfFile(code, fact, ReadOf(name), settings) is var told && told is { Required: true } or { Kind: SettingKind.Secret, IsOffered: false } && IsUnread(facts.Files, code, settings, name, ReadOf(name))
                    ? told with { Required = false, IsOffered = true, Replaces = null, Generate = null, IsUnread = true }
                    : told;
            }
        }

        foreach (CodeSetting setting in read)
        {
            if (!all.TryGetValue(setting.Variable, out SettingFact? known))
            {
                if (ObjectName.IsEnvironmentVariable(setting.Variable))
                {
                    all.Add(setting.Variable, New(code, setting, settings));
                }
            }
            else if (setting.IsRequired && known is { IsDeclared: true, SaysRequired: false, Default: null, Generate: null, Required: false })
            {
                // The item describes it, and says nothing of whether it can be done without.
                all[setting.Variable] = known with { Required = true };
            }
            else if (known is { Kind: not SettingKind.Secret, Default: null, Required: false, OwnValue: null })
            {
                string? given = settings.GetValueOrDefault(setting.NameInSettings);
                all[setting.Variable] = known with { OwnValue = given is not null && SecretValue.MayBe(setting.Key, given) ? null : given ?? setting.ShownDefault };
            }
        }

        return facts with { Manifests = facts.Manifests with { Settings = [.. all.Values.OrderBy(static s => s.Name, StringComparer.Ordinal)] } };

        // Of a list the code knows the first entry.
        CodeSetting? ReadOf(string name) => byName[name].FirstOrDefault() ?? byName[OfFirstEntry(name.Split("__"))].FirstOrDefault(static s => s.IsNeverRead);
    }

    private static string OfFirstEntry(string[] segments) => string.Join("__", segments.Select(static s => s.Length > 0 && s.All(char.IsAsciiDigit) ? "0" : s));

    // Whether the program comes to the place that binds it or not.
    private static bool IsBoundAndNeverRead(CodeFacts code, string[] segments)
    {
        string variable = OfFirstEntry(segments);
        BoundProperty[] bound = [.. code.BoundProperties.Where(p => p.Setting.Variable.Equals(variable, StringComparison.OrdinalIgnoreCase))];
        return code.IsReadWhole && bound.Length > 0 && Array.TrueForAll(bound, static p => p.IsNeverRead);
    }

    // A connection string of a settings file that no code names, or a secret outside all sections or in one that neither the code nor a library looks for; what is only read on a way the program does not take,
    // or in an environment that the pod does not run in; what is bound and never read.
    private static bool IsUnread(ImmutableArray<PublishFile> files, CodeFacts code, IReadOnlyDictionary<string, string> settings, string variable, CodeSetting? read)
    {
        if (read is not null)
        {
            return read.IsIdle || read.IsNeverRead;
        }

        string[] segments = variable.Split("__");
        string name = segments[^1];
        if (segments.Length > 1 && (IsBoundAndNeverRead(code, segments) || SectionReaders.IsNobody(code, files, segments[0])))
        {
            return true;
        }

        return code.IsReadWhole && (segments.Length == 1 || segments.Contains("ConnectionStrings", StringComparer.OrdinalIgnoreCase)) && !IsTakenByName(code, name) && !Enumerates(code)
            && (!code.Literals.Any(l => l.Value.Contains(name, StringComparison.OrdinalIgnoreCase)) || CodeSettings.IsOfOtherEnvironments(code, settings, name) || (segments.Length > 1 && CodeSettings.IsOfVariableAlone(code, name))) && !code.BoundProperties.Any(p => p.Setting.Key.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            && !code.Types.Any(t => t.Attributes.Any(a => a.Arguments.Any(v => v.Text?.Contains(name, StringComparison.OrdinalIgnoreCase) == true)));
    }

    private static bool IsTakenByName(CodeFacts code, string name) =>
        s_takenByName.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (name.Equals("DefaultConnection", StringComparison.OrdinalIgnoreCase) && code.Packages.Any(static p => s_taking.Any(t => p.Name.StartsWith(t, StringComparison.OrdinalIgnoreCase))));

    // The names of an assembly are those of our own guard in it as well, which the calls are not.
    private static bool Enumerates(CodeFacts code) =>
        code.IsComplete ? code.Calls.Any(static c => s_enumerates.Contains((c.Type, c.Method))) : code.NamedMethods.Any(s_enumerates.Contains);

    // What a settings file names: its value decided by itself so far.
    private static SettingFact OfFile(CodeFacts code, SettingFact fact, CodeSetting? read, IReadOnlyDictionary<string, string> settings)
    {
        if (fact is not { Kind: SettingKind.Secret, Generate: null } || !settings.TryGetValue(fact.Name.Replace("__", ":", StringComparison.Ordinal), out string? value))
        {
            return fact;
        }

        if (read is { IsPlain: true } && SecretValue.Recognize(value) is null)
        {
            return fact with { Kind = SettingKind.Plain, Replaces = null, Required = read.IsRequired, OwnValue = value, IsOffered = !read.IsRequired };
        }

        // Empty in the file: it is asked for where the code stops without it, or the file says who is to prove himself with it, and nowhere else.
        bool isNeeded = read is { IsRequired: true } || (read is { IsIdle: false } && GivenProver.IsThere(code, read, settings));
        return string.IsNullOrWhiteSpace(value) ? fact with { Required = isNeeded, IsOffered = !isNeeded } : fact;
    }

    private static SettingFact New(CodeFacts code, CodeSetting setting, IReadOnlyDictionary<string, string> settings)
    {
        string? value = settings.GetValueOrDefault(setting.NameInSettings);
        var fact = new SettingFact { Name = setting.Variable, Source = SourceOf(setting), Place = setting.Place };
        // The variable that the manifests set says the same once they are made.
        if (setting.Address is { } address && (value is null || value == address))
        {
            return fact with { Kind = SettingKind.Endpoint, Default = address, Description = "Address of a service that the code calls by name." };
        }

        // The program stops where the variable is not there, and the host would call its environment by this name anyway.
        if (setting is { IsRequired: true, FromEnvironment: true } && PlatformSettings.NamesEnvironment(setting.Key))
        {
            return fact with { Kind = SettingKind.Plain, Default = value ?? HostEnvironmentName.Default, Description = "Environment of the host. The code stops where the variable is not there." };
        }

        bool secret = string.IsNullOrEmpty(value) ? !setting.IsPlain && IsSecret(setting) : SecretValue.MayBe(setting.Key, value);
        if (secret && setting.IsRequired && SecretName.IsOwnKey(setting.Key))
        {
            return fact with { Kind = SettingKind.Secret, Generate = OwnKey.DefaultPattern(setting.Key) };
        }

        bool isNeeded = setting.IsRequired || (secret && value is "" && !setting.IsIdle && GivenProver.IsThere(code, setting, settings));
        return fact with
        {
            Kind = secret ? SettingKind.Secret : SettingKind.Plain,
            Required = isNeeded,
            IsOffered = !isNeeded,
            OwnValue = secret || isNeeded ? null : value ?? setting.ShownDefault,
        };
    }

    private static bool IsSecret(CodeSetting setting) =>
        setting.IsConnection || ((SecretName.IsSecret(setting.Key) || ConnectionUse.IsConnectionString(setting.Key)) && (string.IsNullOrEmpty(setting.Default) || SecretValue.MayBe(setting.Key, setting.Default) || SecretValue.IsPlaceholder(setting.Default) || SecretValue.IsStandIn(setting.Default)));

    private static string SourceOf(CodeSetting setting) =>
        setting.Place is { } place ? $"{Path.GetFileName(place.File)}, {setting.In.Type[(setting.In.Type.LastIndexOf('.') + 1)..]}" : $"{setting.In}";
}
