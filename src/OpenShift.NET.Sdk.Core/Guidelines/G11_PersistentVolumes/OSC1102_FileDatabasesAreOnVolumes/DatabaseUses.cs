using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Guidelines.Pods;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1102_FileDatabasesAreOnVolumes;

/// <summary>Which databases in files the code opens in a container as it comes: many applications can take another one, and a setting says which.</summary>
internal sealed class DatabaseUses
{
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly HashSet<string> _idle;
    private readonly string _environment;
    private readonly (IReadOnlyList<string> Settings, bool? Makes)[] _calls;

    public DatabaseUses(Publication publication, IReadOnlyDictionary<string, string> settings)
    {
        _settings = publication.Code is { } code ? CodeSettings.WithDemanded(code, settings) : settings;
        _idle = [.. (publication.Code?.Types ?? []).Where(static t => t.IsNeverAskedFor).Select(static t => t.Name)];
        _environment = PublishedSettings.EnvironmentOf(publication, null);
        _calls = [.. (publication.Code?.Calls ?? []).Where(static c => c.InProduction).Select(c => (CodeDatabases.SettingsOf(c)!, Makes(c))).Where(static c => c.Item1 is not null)];
    }

    /// <summary>Whether a call is made with the settings of the image; <see langword="null"/> when that cannot be told. The context that a call is of has to be asked for: one that is only registered opens nothing.</summary>
    public bool? Makes(CodeCall call) => ContextRegistration.Of(call) is { } context && _idle.Contains(context) ? false : call.SettingsIn(_environment).Evaluate(_settings);

    /// <summary>Whether the code opens a database at the place that a setting names.</summary>
    public bool IsNamed(string key) => _calls.Any(c => c.Settings.Contains(key, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the code opens the database of a setting; <see langword="null"/> when nothing is known of that.</summary>
    public bool? OfSetting(string key)
    {
        (IReadOnlyList<string> Settings, bool? Makes)[] named = [.. _calls.Where(c => c.Settings.Contains(key, StringComparer.OrdinalIgnoreCase))];
        return named.Length == 0 ? null : named.Any(static c => c.Makes == true) ? true : Array.TrueForAll(named, static c => c.Makes == false) ? false : null;
    }
}
