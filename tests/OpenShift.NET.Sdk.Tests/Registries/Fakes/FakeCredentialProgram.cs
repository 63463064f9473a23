using OpenShift.NET.Sdk.Registries.Credentials;

namespace OpenShift.NET.Sdk.Tests.Registries.Fakes;

internal sealed class FakeCredentialProgram(Func<string, string, CredentialAnswer?> answer) : ICredentialProgram
{
    public List<string> Asked { get; } = [];

    public ValueTask<CredentialAnswer?> GetAsync(string name, string server, string namedBy, CancellationToken cancellationToken)
    {
        Asked.Add($"{name} {server}");
        return ValueTask.FromResult(answer(name, server));
    }
}
