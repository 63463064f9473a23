using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>Where code gives a setting its value: the configuration's indexer, a section's value, a host's setting, a variable of its own environment, the entries of <c>AddInMemoryCollection</c>.</summary>
internal static class SettingWrites
{
    private const string Configuration = "Microsoft.Extensions.Configuration.";

    private static readonly KnownApi[] s_indexers =
    [
        Configuration + "IConfiguration::set_Item",
        Configuration + "IConfigurationRoot::set_Item",
        Configuration + "IConfigurationSection::set_Item",
        Configuration + "ConfigurationManager::set_Item",
        Configuration + "IConfigurationManager::set_Item",
        Configuration + "ConfigurationRoot::set_Item",
        Configuration + "ConfigurationSection::set_Item",
    ];

    private static readonly KnownApi[] s_values = [Configuration + "IConfigurationSection::set_Value", Configuration + "ConfigurationSection::set_Value"];

    private static readonly KnownApi[] s_named =
    [
        "Microsoft.AspNetCore.Hosting.*::UseSetting",
        "Microsoft.AspNetCore.Builder.ConfigureWebHostBuilder::UseSetting",
        "System.Environment::SetEnvironmentVariable",
    ];

    private static readonly KnownApi[] s_tables = [Configuration + "MemoryConfigurationBuilderExtensions::AddInMemoryCollection"];

    // Of any table only what is written as settings are, "Jwt:Key", "Jwt__Key", and only in a program that makes settings of tables: others hold names, texts for people, errors by field.
    private static readonly KnownApi[] s_entries =
    [
        "System.Collections.Generic.Dictionary`2::set_Item",
        "System.Collections.Generic.Dictionary`2::Add",
        "System.Collections.Generic.IDictionary`2::set_Item",
        "System.Collections.Generic.IDictionary`2::Add",
        "System.Collections.Generic.KeyValuePair`2::.ctor",
    ];

    /// <summary>Whether settings are made of a table in memory.</summary>
    public static bool MakesSettingsOfTables(CodeFacts code) => code.CallsTo(s_tables.AsSpan()).Any(static c => c.InProduction);

    /// <summary>The setting's key and its value; <see langword="null"/> when a call sets none.</summary>
    /// <param name="call">The call.</param>
    /// <param name="fromTables">Whether the program makes settings of tables (<see cref="MakesSettingsOfTables"/>).</param>
    public static (string Key, CodeValue Value)? Of(CodeCall call, bool fromTables)
    {
        if (Array.Exists(s_values, a => a.Matches(call)))
        {
            return call.Receiver is ConfigurationValue { FromEnvironment: false } section ? (section.Key, call.Argument(0)) : null;
        }

        if (call.Arguments.Length < 2 || call.Arguments[^2].Text is not { Length: > 0 } key)
        {
            return null;
        }

        CodeValue value = call.Arguments[^1];
        return Array.Exists(s_indexers, a => a.Matches(call)) ? (call.Receiver is ConfigurationValue { FromEnvironment: false, Key.Length: > 0 } outer ? outer.Key + ":" + key : key, value)
            : Array.Exists(s_named, a => a.Matches(call)) ? (key, value)
            : fromTables && Array.Exists(s_entries, a => a.Matches(call)) && (key.Contains(':', StringComparison.Ordinal) || key.Contains("__", StringComparison.Ordinal)) && !key.Contains(' ', StringComparison.Ordinal) ? (key, value)
            : null;
    }
}
