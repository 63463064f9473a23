using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>
/// <c>values.schema.json</c> (JSON Schema, draft 7): Helm holds the values against it before it installs, and names what is missing or wrong. Keys that nothing reads
/// are refused, as a mistyped one would be passed over without a word; <c>global</c> and <c>enabled</c> are a parent chart's.
/// </summary>
internal static class ChartSchema
{
    /// <summary>Its file name.</summary>
    public const string FileName = "values.schema.json";

    private const string Quantity = @"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?[0-9]+)?$";
    private const string Subdomain = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

    // From there on Helm writes a number that is no text as 1e+06.
    private const int LargestNumber = 999_999;

    /// <summary>Makes it.</summary>
    /// <param name="name">Name of the chart.</param>
    /// <param name="values">The values that the templates use.</param>
    /// <param name="options">What the chart has besides.</param>
    public static YamlMapping Make(string name, ImmutableArray<ChartValue> values, ChartOptions options)
    {
        var root = new Node("");
        root.Add(["global"], new MappingBuilder { { "type", "object" }, { "description", "Of a parent chart." } }, required: false);
        root.Add(["enabled"], new MappingBuilder { { "type", "boolean" }, { "description", "Of a parent chart." } }, required: false);
        foreach (ChartValue value in values)
        {
            if (value.Kind == ChartValueKind.Image)
            {
                root.Add([.. value.Path, "repository"], Text(@"^[^\s@]+$", "Name of the image."), required: true);
                root.Add([.. value.Path, "tag"], Text("^([A-Za-z0-9_][A-Za-z0-9._-]{0,127})?$", "Used where no digest is given."), required: false);
                root.Add([.. value.Path, "digest"], Text("^(sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})?$", "Wins over the tag."), required: false);
            }
            else
            {
                root.Add(value.Path, Of(value), value.Parameter.Required && value.Kind != ChartValueKind.Name);
            }
        }

        if (options.HasSecrets)
        {
            root.Add(["existingSecret"], Text($"^({Subdomain})?$", "Name of the Secret with the application's secrets."), required: false);
        }

        if (options.HasRoute)
        {
            root.Add(["route", "enabled"], new MappingBuilder { { "type", "boolean" }, { "description", "Whether OpenShift's Route leads to the application, in place of an Ingress." } }, required: true);
        }

        if (options.HasIngress)
        {
            root.Add(["ingress", "className"], Text($"^({Subdomain})?$", "Class of the Ingress."), required: false);
        }

        if (options.HasTest)
        {
            root.Add(["tests", "image"], Text(@"^\S+$", "What asks the readiness probe for helm test."), required: true);
        }

        YamlMapping made = root.Build();
        return made with { Entries = [new YamlEntry("$schema", new YamlScalar("http://json-schema.org/draft-07/schema#")), new YamlEntry("title", new YamlScalar($"Values of the chart {name}")), .. made.Entries] };
    }

    private static YamlMapping Of(ChartValue value)
    {
        YamlMapping form = value.Kind switch
        {
            ChartValueKind.Name => Text("^([a-z]([-a-z0-9]*[a-z0-9])?)?$", null, longest: 50),
            ChartValueKind.Count => new MappingBuilder { { "type", "integer" }, { "minimum", value.Path.Length == 1 ? 0 : 1 } },
            ChartValueKind.Bytes => Text(Quantity, null),
            ChartValueKind.Cpu => new MappingBuilder { { "type", Types("string", "number") }, { "pattern", Quantity }, { "minimum", 0 } },
            ChartValueKind.Schedule => Text(@"^(@[a-z]+|\S+(\s+\S+){4})$", null),
            ChartValueKind.Host => Text($"^({Subdomain})?$", null, longest: 253),
            ChartValueKind.Setting => OfSetting(value),
            _ => new MappingBuilder { { "type", Types("string", "integer", "boolean") }, { "minimum", -LargestNumber }, { "maximum", LargestNumber }, { "minLength", value.Parameter.Required ? 1 : null } },
        };
        return value.Meaning.Length == 0 ? form : form with { Entries = form.Entries.Add(new YamlEntry("description", new YamlScalar(value.Meaning))) };
    }

    private static YamlMapping OfSetting(ChartValue value)
    {
        SettingFact fact = value.Setting!.Fact;
        // What SettingForm takes, as far as a pattern can say it.
        string? pattern = fact.Type switch
        {
            "number" => @"[-+]?([0-9][0-9,]*(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?",
            "boolean" => "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]",
            "URL" => "[^ ]+://[^ ]+",
            "duration" => @"-?([0-9]+|([0-9]+[.:])?[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]{1,7})?)?)",
            _ => null,
        };
        pattern = pattern is null ? null : fact.Required ? $"^({pattern})$" : $"^({pattern})?$";

        // A chart does not refuse what the project itself says.
        if (pattern is not null && fact.Default is { } given && !Regex.IsMatch(given, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        {
            pattern = null;
        }

        string[] types = fact.Type switch { "boolean" => ["string", "boolean"], "URL" or "duration" => ["string"], "number" => ["string", "integer"], _ => ["string", "integer", "boolean"] };
        bool takesNumbers = types.Contains("integer");
        return new MappingBuilder
        {
            { "type", Types(types) },
            { "pattern", pattern },
            { "minLength", fact.Required && pattern is null ? 1 : null },
            { "minimum", takesNumbers ? -LargestNumber : null },
            { "maximum", takesNumbers ? LargestNumber : null },
        };
    }

    private static YamlMapping Text(string pattern, string? description, int? longest = null) => new MappingBuilder
    {
        { "type", "string" },
        { "pattern", pattern },
        { "maxLength", longest },
        { "description", description },
    };

    private static YamlNode Types(params ReadOnlySpan<string> types)
    {
        var all = ImmutableArray.CreateBuilder<YamlNode>();
        foreach (string type in types)
        {
            all.Add(new YamlScalar(type));
        }

        return all.Count == 1 ? all[0] : new YamlSequence(all.ToImmutable());
    }

    // An object of the schema while it is being made.
    private sealed class Node(string key)
    {
        private readonly List<(string Key, YamlMapping? Leaf, Node? Inner, bool Required)> _children = [];

        public void Add(ImmutableArray<string> path, YamlMapping leaf, bool required)
        {
            if (path.Length == 1)
            {
                _children.Add((path[0], leaf, null, required));
                return;
            }

            Node? inner = _children.FirstOrDefault(c => c.Inner is not null && c.Key == path[0]).Inner;
            if (inner is null)
            {
                inner = new Node(path[0]);
                _children.Add((path[0], null, inner, true));
            }

            inner.Add(path[1..], leaf, required);
        }

        public YamlMapping Build()
        {
            var properties = new MappingBuilder();
            foreach ((string name, YamlMapping? leaf, Node? inner, _) in _children)
            {
                properties.Add(name, leaf ?? inner!.Build());
            }

            return new MappingBuilder
            {
                { "type", "object" },
                { "properties", properties },
                { "required", _children.Where(static c => c.Required && (c.Inner is null || c.Inner.Demands)).Select(static c => new YamlScalar(c.Key)) },
                { "additionalProperties", false },
            };
        }

        private bool Demands => key.Length > 0 && _children.Any(static c => c.Required);
    }
}
