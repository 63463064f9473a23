using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Publishing.Proving.Planning;

/// <summary>
/// The values a pod would get: those of the run's own items first, then those of ConfigMaps and Secrets, with a Template's parameters; what is generated is made, what is required and
/// stands nowhere is taken from the environment of the build. Keeps account of what was asked, what is missing and what is secret.
/// </summary>
internal sealed class PodValues
{
    private readonly WorkloadSet? _workloads;
    private readonly IReadOnlySet<string> _ofImage;
    private readonly Func<string, string?> _environment;
    private readonly Func<string, string> _generate;
    private readonly Dictionary<string, string> _given;
    private readonly Dictionary<string, SettingFact> _settings;
    private readonly Dictionary<string, string?> _parameters = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _demanded = new(StringComparer.Ordinal);
    private readonly List<string> _secrets = [];
    private readonly List<string> _told = [];

    /// <param name="workloads">The manifests; <see langword="null"/> when there are none.</param>
    /// <param name="prove">What the project says of the run.</param>
    /// <param name="settings">The settings of the application.</param>
    /// <param name="ofImage">Names of the variables that the image itself sets.</param>
    /// <param name="environment">The build's environment variables.</param>
    /// <param name="generate">Makes a value of a pattern.</param>
    public PodValues(WorkloadSet? workloads, ProveFacts prove, ImmutableArray<SettingFact> settings, IReadOnlySet<string> ofImage, Func<string, string?> environment, Func<string, string> generate)
    {
        _workloads = workloads;
        _ofImage = ofImage;
        _environment = environment;
        _generate = generate;
        _given = prove.Settings.ToDictionary(static s => s.Name, static s => s.Value, StringComparer.Ordinal);
        _settings = settings.DistinctBy(static s => s.Name).ToDictionary(static s => s.Name, StringComparer.Ordinal);
        foreach (NamedValue value in prove.Settings.Concat(prove.Services.SelectMany(static s => s.Environment)))
        {
            Tell(value.Name, value.Value);
        }
    }

    /// <summary>Names of what is required and has no value.</summary>
    public ImmutableArray<string> Missing => [.. _missing];

    /// <summary>Names that were looked for in the environment of the build.</summary>
    public ImmutableArray<string> Asked => [.. _asked];

    /// <summary>Names of variables that are required, stand nowhere in the manifests, and were given a value for this run.</summary>
    public IReadOnlySet<string> Demanded => _demanded;

    /// <summary>The values that are secrets: entries of Secrets, what is generated, and what is one by its name and form.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>The values that were given for the run or by the environment of the build and are no secrets by their names.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>The environment of a container that the image's own is beneath: <c>envFrom</c>, <c>env</c>, what the application requires besides, and over all the run's own items.</summary>
    public Dictionary<string, string> EnvironmentOf(WorkloadContainer? container)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (container is not null)
        {
            TakeWhole(container, variables);
            foreach (ContainerVariable variable in container.Variables.Where(static v => v.Name.Length > 0))
            {
                if (ValueOf(container, variable, variables) is { } value)
                {
                    variables[variable.Name] = value;
                }
            }
        }

        foreach (SettingFact setting in _settings.Values.Where(static s => s is { Required: true } or { Generate: not null }))
        {
            if (!variables.ContainsKey(setting.Name) && !_ofImage.Contains(setting.Name) && ValueElsewhere(setting.Name, setting.Name, isRequired: setting.Required) is { } value)
            {
                variables[setting.Name] = value;
            }
        }

        foreach ((string name, string value) in _given)
        {
            variables[name] = value;
        }

        return variables;
    }

    /// <summary>The files of a ConfigMap or Secret as a volume has them; <see langword="null"/> when the object is not among the manifests.</summary>
    public Dictionary<string, byte[]>? Files(WorkloadContainer container, string kind, string? name)
    {
        if (name is null || Find(container, kind, name) is not { } map)
        {
            return null;
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        bool secret = kind == "Secret";
        foreach (YamlEntry entry in map.Root.MappingAt(secret ? "stringData" : "data").Entries)
        {
            if (entry.Value is YamlScalar scalar && Fill(container, scalar.Text, entry.Key) is { } text)
            {
                files[entry.Key] = Encoding.UTF8.GetBytes(secret ? Secret(text) : text);
            }
        }

        foreach (YamlEntry entry in map.Root.MappingAt(secret ? "data" : "binaryData").Entries)
        {
            if (entry.Value is YamlScalar scalar && !files.ContainsKey(entry.Key) && Decode(scalar.Text) is { } bytes)
            {
                if (secret)
                {
                    Secret(Encoding.UTF8.GetString(bytes));
                }

                files[entry.Key] = bytes;
            }
        }

        return files;
    }

    /// <summary>The value for a key of a Secret that is not among the manifests, or of a ConfigMap that lacks it.</summary>
    /// <param name="variable">The variable, or the key where a file is meant.</param>
    /// <param name="key">The key.</param>
    /// <param name="isRequired">Whether the pod does not start without it.</param>
    /// <param name="kind"><c>Secret</c> or <c>ConfigMap</c>; <see langword="null"/> where no manifest says it.</param>
    public string? Otherwise(string variable, string key, bool isRequired, string? kind = null) =>
        ValueElsewhere(variable, key, isRequired) is { } value ? (kind == "Secret" ? Secret(value) : value) : null;

    private string? ValueElsewhere(string variable, string key, bool isRequired)
    {
        if (_given.TryGetValue(variable, out string? given) || _given.TryGetValue(key, out given))
        {
            return Demand(variable, given, isRequired);
        }

        SettingFact? fact = _settings.GetValueOrDefault(variable) ?? _settings.GetValueOrDefault(key);
        if (fact?.Generate is { } pattern)
        {
            return Secret(Parameter(fact.Name, () => _generate(pattern))!);
        }

        if (fact?.Default is { } value)
        {
            return value;
        }

        if (!isRequired)
        {
            return null;
        }

        _asked.Add(variable);
        if (_environment(variable) is { Length: > 0 } own)
        {
            return Demand(variable, Tell(variable, own), isRequired);
        }

        _missing.Add(variable);
        return null;
    }

    /// <summary>A field of the pod, as the downward API gives it.</summary>
    public static string FieldOf(WorkloadContainer container, string? path)
    {
        Workload workload = container.Workload;
        string name = workload.Object.Name;
        return path switch
        {
            "metadata.name" => workload.Kind == "Pod" ? name : name + "-0",
            "metadata.namespace" => workload.Object.Root.TextAt("metadata", "namespace") ?? "prove",
            "metadata.uid" => "00000000-0000-4000-8000-000000000001",
            "spec.nodeName" => "node",
            "spec.serviceAccountName" => workload.ServiceAccount,
            "status.hostIP" or "status.hostIPs" or "status.podIP" or "status.podIPs" => "127.0.0.1",
            "metadata.labels" => Lines(workload.PodLabels),
            "metadata.annotations" => Lines(workload.Pod.MappingAt("metadata", "annotations")),
            _ when KeyIn(path, "metadata.labels") is { } label => workload.PodLabels.TextAt(label) ?? "",
            _ when KeyIn(path, "metadata.annotations") is { } annotation => workload.Pod.TextAt("metadata", "annotations", annotation) ?? "",
            _ => "",
        };
    }

    /// <summary>A resource of a container, as the downward API gives it: rounded up to the divisor.</summary>
    public static string ResourceOf(WorkloadContainer container, YamlMapping reference)
    {
        string[] parts = (reference.TextAt("resource") ?? "").Split('.', 2);
        WorkloadContainer of = reference.TextAt("containerName") is { } name ? container.Workload.Containers.FirstOrDefault(c => c.Name == name) ?? container : container;
        string? text = parts is [var kind, var resource] ? of.Root.TextAt("resources", kind, resource) : null;
        decimal divisor = Quantity.TryParse(reference.TextAt("divisor"), out Quantity given) && given.Value > 0 ? given.Value : 1;
        return Quantity.TryParse(text, out Quantity value) ? Math.Ceiling(value.Value / divisor).ToString("0", CultureInfo.InvariantCulture) : "0";
    }

    private static string Lines(YamlMapping map) => string.Join('\n', map.Entries.Where(static e => e.Value is YamlScalar).Select(static e => $"{e.Key}=\"{((YamlScalar)e.Value).Text}\""));

    private static string? KeyIn(string? path, string map) =>
        path is not null && path.StartsWith(map + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal) ? path[(map.Length + 2)..^2] : null;

    private static byte[]? Decode(string base64)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.Trim(), bytes, out int length) ? bytes[..length] : null;
    }

    // One of the Template has that one's parameters, which mean nothing outside of it.
    private ManifestObject? Find(WorkloadContainer container, string kind, string? name) =>
        _workloads?.Find(container.Workload.Object, kind, name) is { } found && ReferenceEquals(found.Template, container.Workload.Object.Template) ? found : null;

    private void TakeWhole(WorkloadContainer container, Dictionary<string, string> variables)
    {
        foreach (YamlMapping source in container.Root.ItemsAt("envFrom").OfType<YamlMapping>())
        {
            foreach (string kind in (string[])["ConfigMap", "Secret"])
            {
                string? name = source.TextAt(kind == "Secret" ? "secretRef" : "configMapRef", "name");
                foreach ((string key, byte[] value) in Files(container, kind, name) ?? [])
                {
                    variables[source.TextAt("prefix") + key] = Encoding.UTF8.GetString(value);
                }
            }
        }
    }

    private string? ValueOf(WorkloadContainer container, ContainerVariable variable, Dictionary<string, string> variables)
    {
        YamlMapping from = variable.Root.MappingAt("valueFrom");
        if (variable.Value is not null || from.Entries.IsEmpty)
        {
            return Fill(container, variable.Value ?? "", variable.Name) is { } text ? VariableReferences.Expand(text, variables) : null;
        }

        if (from["fieldRef"] is YamlMapping field)
        {
            return FieldOf(container, field.TextAt("fieldPath"));
        }

        if (from["resourceFieldRef"] is YamlMapping resource)
        {
            return ResourceOf(container, resource);
        }

        foreach (string kind in (string[])["ConfigMap", "Secret"])
        {
            if (from[kind == "Secret" ? "secretKeyRef" : "configMapKeyRef"] is YamlMapping reference)
            {
                string key = reference.TextAt("key") ?? "";
                bool optional = (reference["optional"] as YamlScalar)?.AsBoolean() == true;
                return OfKey(container, kind, reference.TextAt("name"), key, out bool isThere) is { } value ? value
                    : isThere ? null
                    : Otherwise(variable.Name, key, !optional, kind);
            }
        }

        return null;
    }

    // Is there without a value: a parameter of the Template that nobody gave one, which is then told as missing.
    private string? OfKey(WorkloadContainer container, string kind, string? name, string key, out bool isThere)
    {
        isThere = false;
        if (Find(container, kind, name) is not { } map)
        {
            return null;
        }

        if (kind == "Secret" && map.Root.TextAt("data", key) is { } encoded && Decode(encoded) is { } bytes && map.Root.TextAt("stringData", key) is null)
        {
            isThere = true;
            return Secret(Encoding.UTF8.GetString(bytes));
        }

        if (map.Root.TextAt(kind == "Secret" ? "stringData" : "data", key) is not { } text)
        {
            return null;
        }

        isThere = true;
        string? filled = Fill(container, text, key);
        return filled is not null && kind == "Secret" ? Secret(filled) : filled;
    }

    // The parameters of a Template that only its processing gives a value.
    private string? Fill(WorkloadContainer container, string text, string variable)
    {
        ImmutableArray<ParameterReference> references = container.Workload.Object.Template is null ? [] : ParameterReference.FindAll(text);
        if (references.IsEmpty)
        {
            return text;
        }

        var result = new StringBuilder();
        int next = 0;
        foreach (ParameterReference reference in references)
        {
            if (Parameter(container.Workload.Object.Template!, reference.Name, variable) is not { } value)
            {
                return null;
            }

            result.Append(text, next, reference.Start - next).Append(value);
            next = reference.Start + reference.Length;
        }

        return result.Append(text, next, text.Length - next).ToString();
    }

    private string? Parameter(ManifestObject template, string name, string variable)
    {
        if (_given.TryGetValue(name, out string? given))
        {
            return Demand(name, given, isRequired: true);
        }

        TemplateParameter? parameter = ManifestTemplate.TryRead(template, out ManifestTemplate? read) ? read.Parameters.LastOrDefault(p => p.Name == name) : null;
        if (parameter is null)
        {
            return null;
        }

        return parameter.Value.Length > 0 ? parameter.Value
            : parameter.Generate is not null ? Secret(Parameter(name, () => _generate(parameter.From ?? ""))!)
            : ValueElsewhere(variable == name ? variable : name, name, parameter.Required) ?? (parameter.Required ? null : "");
    }

    private string? Parameter(string name, Func<string> make)
    {
        if (!_parameters.TryGetValue(name, out string? value))
        {
            value = _parameters[name] = make();
        }

        return value;
    }

    private string Demand(string variable, string value, bool isRequired)
    {
        if (isRequired)
        {
            _demanded.Add(variable);
        }

        return value;
    }

    private string Tell(string name, string value)
    {
        (IsSecret(name, value) ? _secrets : _told).Add(value);
        return value;
    }

    private bool IsSecret(string name, string value) => _settings.GetValueOrDefault(name)?.Kind == SettingKind.Secret || SecretValue.MayBe(name, value);

    private string Secret(string value)
    {
        _secrets.Add(value);
        return value;
    }
}
