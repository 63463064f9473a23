using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1603_ConfigurationIsDocumented;

/// <summary>OSC1603.</summary>
[Rule(
    "OSC1603",
    "Every setting the code reads is named in the project",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Add an OpenShiftSetting item.")]
public sealed class ConfigurationIsDocumented : CodeRule
{
    private const string Configuration = "Microsoft.Extensions.Configuration.";

    // Reads of one value with a constant key. A section alone is no setting; what is read in it is.
    private static readonly KnownApi[] s_reads =
    [
        Configuration + "IConfiguration::get_Item",
        Configuration + "ConfigurationManager::get_Item",
        Configuration + "ConfigurationBinder::GetValue",
        Configuration + "ConfigurationExtensions::GetConnectionString",
        "System.Environment::GetEnvironmentVariable",
    ];

    // Set by the runtime, the platform or a base image, or documented by the framework.
    private static readonly string[] s_known =
    [
        "ASPNETCORE_", "DOTNET_", "COMPlus_", "COMPLUS_", "KUBERNETES_", "OPENSHIFT_", "OTEL_", "POD_", "NODE_NAME", "NAMESPACE", "HOSTNAME", "HOME", "PATH", "TMPDIR", "TEMP", "TMP", "TZ", "LANG", "LC_", "USER", "PORT",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_", "XDG_", "APP_UID", "CI", "WEBSITE_", "APPLICATIONINSIGHTS_", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "COMPUTERNAME", "PROCESSOR_", "SYSTEMROOT", "WINDIR",
        "Logging", "AllowedHosts", "Kestrel", "Urls", "http_ports", "https_ports", "Environment", "ContentRoot", "ApplicationName", "Serilog", "NLog",
    ];

    /// <inheritdoc/>
    protected override bool NeedsProject => true;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (publication.Project is not { } project)
        {
            yield break;
        }

        HashSet<string>? documented = null;
        HashSet<string>? settings = null;
        var reported = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (CodeCall call in code.CallsTo(s_reads).Where(static c => c.InProduction))
        {
            if (Key(call) is not { } read || IsKnown(read.Key) || !reported.Add(read.Key))
            {
                continue;
            }

            documented ??= Documented(publication, project);
            if (documented.Contains(read.Key))
            {
                continue;
            }

            // What is read in the entries of a list has no name of its own.
            string variable = read.Key.Replace(":", "__", StringComparison.Ordinal);
            settings ??= CodeSettings.Find(code, ImmutableDictionary<string, string>.Empty).Select(static s => s.Variable).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (!settings.Contains(variable))
            {
                continue;
            }

            string otherwise = Otherwise(code, read);
            yield return Finding.Violation(new Location($"Setting {read.Key}", "setting:" + variable, call.Place), $"is read in {call.In}, and neither the project nor appsettings.json names it") with
            {
                Fix = $"Add <OpenShiftSetting Include=\"{variable}\"{otherwise} Description=\"…\" />.",
            };
        }
    }

    // What the code takes when nothing is set, as a text that it can convert to the type it reads.
    private static string Otherwise(CodeFacts code, ConfigurationValue read)
    {
        SettingRead? typed = code.SettingReads.FirstOrDefault(r => r.Reachable && r.Setting.FromEnvironment == read.FromEnvironment && r.Setting.Key.Equals(read.FromEnvironment ? read.Key.Replace(":", "__", StringComparison.Ordinal) : read.Key, StringComparison.OrdinalIgnoreCase));
        CodeValue? given = typed?.Setting.Default ?? read.Default;
        if (given is ConstantValue { Value: not null } constant)
        {
            string? text = typed is null ? constant.ToString().Trim('"') : typed.Type.TextOf(constant);
            return text is null ? "" : $" Default=\"{System.Security.SecurityElement.Escape(text)}\"";
        }

        return typed is { Type: { IsParsed: true }, Setting.Default: null } || given is null && typed is null ? " Required=\"true\"" : typed?.Type.ZeroText is { } zero && typed.Setting.Default is null ? $" Default=\"{zero}\"" : "";
    }

    private static ConfigurationValue? Key(CodeCall call)
    {
        CodeValue last = call.ArgumentOf("System.String");
        if (last.Text is not { Length: > 0 } name)
        {
            return null;
        }

        if (call.Type == "System.Environment")
        {
            return new ConfigurationValue(name.Replace("__", ":", StringComparison.Ordinal), CodeValue.Unknown, true);
        }

        string key = call.Method == "GetConnectionString" ? "ConnectionStrings:" + name : name;
        CodeValue? otherwise = call.Method == "GetValue" && call.Arguments.Length > 2 ? call.Arguments[^1] : CodeValue.Unknown;
        return call.Subject switch
        {
            ConfigurationValue { FromEnvironment: false } section => new ConfigurationValue(section.Key + ":" + key, otherwise),

            // A section whose name is not known, handed over by a caller.
            ParameterValue { Type: Configuration + "IConfigurationSection" } => null,
            _ => new ConfigurationValue(key, otherwise),
        };
    }

    private static bool IsKnown(string key) => s_known.Any(k => k.EndsWith('_') ? key.StartsWith(k, StringComparison.OrdinalIgnoreCase) : key.Equals(k, StringComparison.OrdinalIgnoreCase) || key.StartsWith(k + ":", StringComparison.OrdinalIgnoreCase));

    private static HashSet<string> Documented(Publication publication, ProjectFacts project)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in project.Manifests.Settings.Select(static s => s.Name).Concat(project.Image.Environment.Select(static e => e.Name)).Concat((publication.Config.Config.Env ?? []).Select(static e => e.Split('=')[0])))
        {
            string key = name.Replace("__", ":", StringComparison.Ordinal);
            names.Add(key);
            names.Add(key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase) || key.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase) ? key[(key.IndexOf('_', StringComparison.Ordinal) + 1)..] : key);
        }

        foreach ((_, ConfigFile content) in ShippedSettings.Visible(publication))
        {
            names.UnionWith(content.Entries.Select(static e => e.Key));
        }

        foreach (Manifests.Workloads.WorkloadContainer container in PublishedContainers.Of(publication))
        {
            names.UnionWith(container.Variables.Select(static v => v.Name.Replace("__", ":", StringComparison.Ordinal)));
        }

        foreach (Manifests.ManifestObject map in publication.Workloads?.OfKind("ConfigMap", "Secret") ?? [])
        {
            names.UnionWith(map.Root.MappingAt("data").Entries.Concat(map.Root.MappingAt("stringData").Entries).Select(static e => e.Key.Replace("__", ":", StringComparison.Ordinal)));
        }

        return names;
    }
}
