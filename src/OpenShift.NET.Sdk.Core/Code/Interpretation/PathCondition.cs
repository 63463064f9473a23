namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>In which environments and with which settings a way of the program is taken.</summary>
/// <param name="Environment">The environments.</param>
/// <param name="Settings">The settings.</param>
internal sealed record PathCondition(EnvironmentCondition Environment, SettingCondition Settings)
{
    public static PathCondition Always { get; } = new(EnvironmentCondition.Always, SettingCondition.Always);

    /// <summary>Whether it is never taken.</summary>
    public bool IsNever => Environment.IsNever || Settings.IsNever;

    /// <summary>Whether there is an environment in which both are taken.</summary>
    public bool Meets(PathCondition other) => !Environment.And(other.Environment).IsNever;

    public PathCondition And(EnvironmentCondition environment) => new(Environment.And(environment), Settings);

    public PathCondition And(SettingCondition settings) => Settings.And(settings) is var both && ReferenceEquals(both, Settings) ? this : new(Environment, both);

    public PathCondition Or(PathCondition other)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        EnvironmentCondition environment = Environment.Or(other.Environment);
        SettingCondition settings = Settings.Or(other.Settings);
        return ReferenceEquals(settings, Settings) && environment.Equals(Environment) ? this : new(environment, settings);
    }
}
