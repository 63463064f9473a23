namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>A value that the program reads when it runs: a configuration key, a section, or an environment variable.</summary>
/// <param name="Key">The full key, for example <c>Health:Path</c> or <c>ConnectionStrings:Main</c>, or the name of the environment variable.</param>
/// <param name="Default">What is taken when it is not set (<c>GetValue(key, default)</c>, <c>?? default</c>); <see langword="null"/> when nothing is named.</param>
/// <param name="FromEnvironment">Whether <c>Environment.GetEnvironmentVariable</c> reads it rather than the configuration.</param>
public sealed record ConfigurationValue(string Key, CodeValue? Default = null, bool FromEnvironment = false) : CodeValue
{
    /// <summary>Full name of the type the program reads it as, <c>Nullable</c> left out; <see langword="null"/> for a text or a section.</summary>
    public string? Type { get; init; }

    /// <summary>The name under which settings hold its value: the key, <c>$NAME</c> for an environment variable.</summary>
    internal string NameInSettings => FromEnvironment ? "$" + Key : Key;

    /// <summary>Name of the environment variable that sets it: <c>Health__Path</c>.</summary>
    internal string Variable => FromEnvironment ? Key : Key.Replace(":", "__", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => (FromEnvironment ? "$" : "@") + Key + (Default is null ? "" : "??" + Default);
}
