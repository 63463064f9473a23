using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Addresses;
using OpenShift.NET.Sdk.Projects.Description.Declarations;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Gathers the settings a deployment may change: those found in the settings files, and the items <c>OpenShiftSetting</c>, which add, override, require and document.</summary>
internal sealed class SettingReader(ProjectInput input, PropertyReader properties, PropertyPlaces places, string projectFolder)
{
    private const string Item = SettingFact.Item;

    /// <exception cref="OpenShiftException">OSC0026, OSC0032: the property or an item is wrong.</exception>
    public ImmutableArray<SettingFact> Read(AppSettings settings)
    {
        var found = new Dictionary<string, SettingFact>(StringComparer.OrdinalIgnoreCase);
        HashSet<int> ownPorts = [.. LaunchSettings.Ports(projectFolder), .. ListeningPortReader.Read(settings).Select(static p => p.Number)];
        var recognizer = new SettingRecognizer(settings, ownPorts);
        string choice = properties.Choice(ManifestProperties.SettingsFromAppSettings);
        if (choice != "None")
        {
            foreach (AppSetting setting in settings.All)
            {
                if (recognizer.Recognize(setting, everything: choice == "All") is { } recognized)
                {
                    found[recognized.Name] = recognized with { Place = PlaceOf(setting) };
                }
            }
        }

        foreach (InputItem item in input.ItemsOf("Setting"))
        {
            SettingFact fact = Merge(item, settings, recognizer, found);
            found.Remove(fact.Name);
            found[fact.Name] = fact;
        }

        return [.. found.Values.OrderBy(static s => s.Name, StringComparer.Ordinal)];
    }

    private SettingFact Merge(InputItem item, AppSettings settings, SettingRecognizer recognizer, Dictionary<string, SettingFact> found)
    {
        string name = item.Include.Replace(":", "__", StringComparison.Ordinal);
        if (!ObjectName.IsEnvironmentVariable(name))
        {
            throw Invalid(item, "is not the name of an environment variable", "Use letters, digits, '_', '-' and '.', no digit first, and '__' for ':' in configuration keys.");
        }

        SettingFact? known = found.GetValueOrDefault(name);
        if (known is null && settings.Find(name.Replace("__", ":", StringComparison.Ordinal)) is { } written)
        {
            known = recognizer.Recognize(written, everything: true);
        }

        string? given = item["Default"] ?? EnvironmentDefault(name);
        string? generate = Generate(item, name) ?? known?.Generate;
        bool secret = IsSecret(item, name, known, given, generate);
        if (secret && item["Default"] is not null)
        {
            throw Invalid(item, "is a secret and has a Default, which everybody could read in the manifests", "Remove Default and give the value when you deploy, or set Secret=\"false\" if it is none.");
        }

        if (!secret && item["Generate"] is not null)
        {
            throw Invalid(item, "is generated and has Secret=\"false\"", "Remove one of Generate and Secret: what is generated goes into a Secret.");
        }

        string? type = TypeOf(item);
        if (given is { Length: > 0 } && !SettingForm.Fits(given, type))
        {
            throw Invalid(item, $"has the Type {item["Type"]}, and {(item["Default"] is null ? "its ContainerEnvironmentVariable" : "its Default")} is none", "Correct one of the two.");
        }

        string? value = given ?? (known is { Kind: SettingKind.Secret } ? Uncovered(item, name, settings) : known?.Default);
        return new SettingFact
        {
            Name = name,
            Kind = secret ? SettingKind.Secret : KindOf(name, known, value),
            Default = secret ? null : value,
            Replaces = given is null && known is not null && secret == (known.Kind == SettingKind.Secret) ? known.Replaces : null,
            SaysRequired = Flag(item, "Required") is not null,
            Required = Flag(item, "Required") ?? known?.Required ?? false,
            Generate = secret ? generate : null,
            Type = type,
            Description = item["Description"] ?? known?.Description,
            Source = known is null || known.Source == Item ? Item : $"{Item}, {known.Source}",
            Place = places.OfItem(Item, item.Include),
        };
    }

    // ContainerEnvironmentVariable is what the image starts with, so it is what a deployment starts with too.
    private string? EnvironmentDefault(string name) => input.ItemsOf("EnvironmentVariable").LastOrDefault(i => i.Include.Equals(name, StringComparison.Ordinal))?["Value"];

    private bool IsSecret(InputItem item, string name, SettingFact? known, string? given, string? generate)
    {
        if (Flag(item, "Secret") is { } stated)
        {
            bool obvious = !stated && given is not null && SecretValue.Recognize(given) is not null;
            return !obvious ? stated : throw Invalid(item, $"has Secret=\"false\", but its value is {SecretValue.Recognize(given!)!.Value.Describe()}", "Remove Secret and Default, and give the value when you deploy.");
        }

        // A default the user wrote decides over a name that only sounds like a secret.
        return given is not null
            ? SecretValue.Judge(name, given) is not null
            : generate is not null || (known is not null ? known.Kind == SettingKind.Secret : SecretName.IsSecret(name));
    }

    // The user says that a setting found to be a secret is none: then its value is a default, unless it is a secret for everybody to see.
    private string? Uncovered(InputItem item, string name, AppSettings settings)
    {
        string? value = settings[name.Replace("__", ":", StringComparison.Ordinal)];
        return value is null || SecretValue.Recognize(value) is not { } kind
            ? value
            : Flag(item, "Secret") == false
                ? throw Invalid(item, $"has Secret=\"false\", but its value in {settings.FileOf(name.Replace("__", ":", StringComparison.Ordinal))} is {kind.Describe()}", "Remove Secret, and give the value when you deploy.")
                : null;
    }

    private static SettingKind KindOf(string name, SettingFact? known, string? value) =>
        known is { Kind: SettingKind.Endpoint or SettingKind.OwnAddress } ? known.Kind
        : value is null || AddressText.Read(value) is not { Hosts.IsEmpty: false } ? SettingKind.Plain
        : AddressRoles.Of(name) switch
        {
            AddressRole.Own or AddressRole.Caller => SettingKind.OwnAddress,
            AddressRole.Peer => SettingKind.Endpoint,
            _ => SettingKind.Plain,
        };

    private string? Generate(InputItem item, string name)
    {
        string? pattern = item["Generate"];
        if (pattern is null || pattern.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (pattern.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return OwnKey.DefaultPattern(name);
        }

        return GeneratorPattern.IsValid(pattern)
            ? pattern
            : throw Invalid(item, $"has the Generate '{pattern}'", "Use a pattern of OpenShift's expression generator, for example [a-zA-Z0-9]{40}, with 1 to 255 characters, or true.");
    }

    private string? TypeOf(InputItem item) => item["Type"]?.ToUpperInvariant() switch
    {
        null or "TEXT" => null,
        "NUMBER" => "number",
        "URL" => "URL",
        "DURATION" => "duration",
        "BOOLEAN" => "boolean",
        _ => throw Invalid(item, $"has the Type '{item["Type"]}'", "Set it to Text, Number, Url, Duration or Boolean."),
    };

    private bool? Flag(InputItem item, string name) => item[name]?.ToLowerInvariant() switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Invalid(item, $"has the {name} '{item[name]}'", "Set it to true or false."),
    };

    private SourceLocation PlaceOf(AppSetting setting)
    {
        // The user's own file where there is one: the published one is a copy.
        string file = Path.Combine(projectFolder, setting.File);
        return new SourceLocation(File.Exists(file) ? file : setting.File, setting.Line, setting.Column);
    }

    private OpenShiftException Invalid(InputItem item, string seen, string remedy) =>
        new(ToolCodes.InvalidSetting, $"OpenShiftSetting '{item.Include}' {seen}", remedy, places.OfItem(Item, item.Include));
}
