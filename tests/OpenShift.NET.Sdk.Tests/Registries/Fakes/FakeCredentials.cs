using OpenShift.NET.Sdk.Registries.Credentials;

namespace OpenShift.NET.Sdk.Tests.Registries.Fakes;

internal sealed class FakeCredentials(Credential? credential) : ICredentialSource
{
    public List<string> Asked { get; } = [];

    public static FakeCredentials None => new(null);

    public static FakeCredentials Of(string user, string password) => new(new Credential("'the test'") { Username = user, Password = password });

    public ValueTask<Credential?> FindAsync(string registry, string repository, CancellationToken cancellationToken)
    {
        Asked.Add(registry);
        return ValueTask.FromResult(credential);
    }
}
