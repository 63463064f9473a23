using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1601_EnvironmentIsRead;

/// <summary>OSC1601.</summary>
[Rule(
    "OSC1601",
    "The environment is part of the configuration and wins over files",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Add .AddEnvironmentVariables() after the files.")]
public sealed class EnvironmentIsRead : CodeRule
{
    private const string Configuration = "Microsoft.Extensions.Configuration.";

    private static readonly KnownApi[] s_environment = [Configuration + "EnvironmentVariablesExtensions::AddEnvironmentVariables"];

    private static readonly KnownApi[] s_files =
    [
        Configuration + "JsonConfigurationExtensions::AddJsonFile",
        Configuration + "XmlConfigurationExtensions::AddXmlFile",
        Configuration + "IniConfigurationExtensions::AddIniFile",
        Configuration + "YamlConfigurationExtensions::AddYamlFile",
        "NetEscapades.Configuration.Yaml.YamlConfigurationExtensions::AddYamlFile",
    ];

    private static readonly KnownApi[] s_emptyHosts =
    [
        "Microsoft.AspNetCore.Builder.WebApplication::CreateEmptyBuilder",
        "Microsoft.Extensions.Hosting.Host::CreateEmptyApplicationBuilder",
    ];

    private static readonly KnownApi s_noDefaults = "Microsoft.Extensions.Hosting.HostApplicationBuilderSettings::set_DisableDefaults";
    private static readonly KnownApi s_builder = Configuration + "ConfigurationBuilder::.ctor";
    private static readonly KnownApi s_clear = "System.Collections.Generic.ICollection`1::Clear";

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        CodeCall[] environment = [.. code.CallsTo(s_environment).Where(static c => c.InProduction)];
        CodeCall[] hosts = [.. code.CallsTo(EnvironmentHosts.All).Where(static c => c.Reachable)];
        if (environment.Length == 0)
        {
            foreach (CodeCall call in code.CallsTo(s_emptyHosts).Concat(code.CallsTo(s_noDefaults).Where(static c => c.Argument(0).IsTrue())).Where(static c => c.InProduction))
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), "makes a host without the usual configuration, so no environment variable reaches the application") with { Fix = "Add builder.Configuration.AddEnvironmentVariables()." };
            }

            // Where there is a host, another builder serves something else, such as a logger before the host is there.
            foreach (CodeCall call in hosts.Length > 0 ? [] : code.CallsTo(s_builder).Where(static c => c.InProduction))
            {
                if (code.CallsTo(s_files).FirstOrDefault(f => f.InProduction && IsOn(f, call)) is { } file)
                {
                    yield return Finding.Violation(CodeLocations.Of(publication, file), "reads the configuration from a file alone, so no environment variable changes it");
                }
            }
        }

        bool cleared = false;
        foreach (CodeCall call in code.CallsTo(s_clear).Where(static c => c.InProduction && IsSources(c.Subject)))
        {
            cleared = true;
            if (!environment.Any(e => e.In.Key != call.In.Key || e.Order > call.Order))
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), "removes the environment from the configuration, and nothing adds it again") with { Fix = "Add .AddEnvironmentVariables() at the end." };
            }
        }

        foreach (CodeCall file in code.CallsTo(s_files).Where(static c => c.InProduction))
        {
            if (Order(publication, file, environment, ofHost: hosts.Length > 0 && !cleared) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private static Finding? Order(Publication publication, CodeCall file, CodeCall[] environment, bool ofHost)
    {
        // An absolute path is a mounted file, which a deployment chooses just as it chooses variables.
        if (PathOf(publication, file.ArgumentOf("System.String")) is not { Length: > 0 } path || path[0] == '/')
        {
            return null;
        }

        // appsettings.{environment}.json that may be absent, and is.
        if (file.ArgumentOf("System.String") is not ConstantValue && file.Argument(file.ParameterTypes.IndexOf("System.Boolean")).IsTrue() && !ShippedSettings.Visible(publication).Any(f => ImagePath.Name(f.File.Path).Equals(path, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        CodeCall[] after = [.. environment.Where(e => e.In.Key != file.In.Key || e.Order > file.Order)];
        bool isOfHost = ofHost && IsOfHost(file);
        if (after.Length > 0)
        {
            // What has the prefix comes last again, and nothing else of what the host had read.
            return isOfHost && after.All(static e => PrefixOf(e) is not null)
                ? Finding.Violation(CodeLocations.Of(publication, file), $"adds '{path}' after the environment variables of the host, and only those that begin with {PrefixOf(after[0])} come after it, so no other can change what it says") with { AtMost = Severity.Info }
                : null;
        }

        if (environment.Any(e => file.Chain().Contains(e) || (e.Order < file.Order && SameBuilder(e, file))))
        {
            return Finding.Violation(CodeLocations.Of(publication, file), $"adds '{path}' after the environment, so the file wins over environment variables");
        }

        // The host has added the environment already. A file the host reads itself is no other one.
        return isOfHost && environment.Length == 0
            ? Finding.Violation(CodeLocations.Of(publication, file), $"adds '{path}' after the environment variables of the host, so they cannot change what it says") with { AtMost = Severity.Info }
            : null;
    }

    // $"appsettings.{environment.EnvironmentName}.json" is one file in the image.
    private static string? PathOf(Publication publication, CodeValue path) => path switch
    {
        ConstantValue { Value: string text } => text,
        TextValue { Parts: [ConstantValue { Value: string before }, var name, ConstantValue { Value: string after }] } when NamesEnvironment(name) => before + PublishedSettings.EnvironmentOf(publication, null) + after,
        _ => null,
    };

    private static bool NamesEnvironment(CodeValue value) => value switch
    {
        ResultValue { Call.Method: "get_EnvironmentName" } => true,
        ConfigurationValue { FromEnvironment: true } variable => PlatformSettings.NamesEnvironment(variable.Key),
        _ => false,
    };

    private static string? PrefixOf(CodeCall environment) => environment.ArgumentOf("System.String").Text is { Length: > 0 } prefix ? prefix : null;

    private static bool SameBuilder(CodeCall a, CodeCall b) => a.In.Key == b.In.Key && (Equals(a.Subject, b.Subject) || Root(a) is { } root && ReferenceEquals(root, Root(b)));

    private static CodeCall? Root(CodeCall call) => call.Chain().LastOrDefault() is { } last && !ReferenceEquals(last, call) ? last : null;

    private static bool IsOn(CodeCall file, CodeCall builder) =>
        file.Chain().Any(c => c.Subject is ObjectValue { Type: Configuration + "ConfigurationBuilder" } || ReferenceEquals(c, builder)) || file.In.Key == builder.In.Key;

    private static bool IsOfHost(CodeCall file) => file.Chain().Any(static c =>
        (c.Method == "get_Configuration" && c.Type.EndsWith("Builder", StringComparison.Ordinal)) || c.Method is "ConfigureAppConfiguration");

    private static bool IsSources(CodeValue value) => value is ResultValue { Call.Method: "get_Sources" } result && result.Call.Type.StartsWith(Configuration, StringComparison.Ordinal);
}
