namespace OpenShift.NET.Sdk.Code;

/// <summary>The environment a host runs in (<c>IHostEnvironment.EnvironmentName</c>).</summary>
public static class HostEnvironmentName
{
    /// <summary>What a host calls its environment when nothing says it.</summary>
    public const string Default = "Production";

    /// <summary>Whether a value is read from one of the variables that name the environment: nobody sets them unless somebody says so.</summary>
    internal static bool IsVariable(Values.ConfigurationValue value) => value.FromEnvironment && Projects.PlatformSettings.NamesEnvironment(value.Key);

    /// <summary>The environment with some settings.</summary>
    /// <param name="settings">Settings with the variables as <c>$NAME</c>.</param>
    public static string Of(IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);

        // WebApplicationBuilder lays DOTNET_ over ASPNETCORE_.
        return settings.TryGetValue("$DOTNET_ENVIRONMENT", out string? name) && name.Length > 0 ? name
            : settings.TryGetValue("$ASPNETCORE_ENVIRONMENT", out name) && name.Length > 0 ? name
            : Default;
    }
}
