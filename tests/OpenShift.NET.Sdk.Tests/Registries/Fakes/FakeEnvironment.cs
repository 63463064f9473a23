using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Tests.Registries.Fakes;

internal sealed class FakeEnvironment : IEnvironment
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string HomeFolder { get; init; } = "";

    public string? Variable(string name) => Variables.GetValueOrDefault(name);
}
