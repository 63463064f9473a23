namespace OpenShift.NET.Sdk.Registries;

/// <summary>What registries and credentials read of the process's surroundings.</summary>
public interface IEnvironment
{
    /// <summary>Full path of the user's home folder; empty when there is none.</summary>
    string HomeFolder { get; }

    /// <summary>The value of an environment variable; <see langword="null"/> when it is not set.</summary>
    string? Variable(string name);
}
