using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Credentials;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Credentials;

[TestClass]
public sealed class EnvironmentCredentialsTests
{
    [TestMethod]
    [DataRow(RegistryDirection.Pull, "PULL GENERIC OLD", "PULL")]
    [DataRow(RegistryDirection.Push, "PUSH GENERIC OLD", "PUSH")]
    [DataRow(RegistryDirection.Push, "PULL GENERIC OLD", "GENERIC")]
    [DataRow(RegistryDirection.Pull, "PUSH OLD", "OLD")]
    [DataRow(RegistryDirection.Pull, "PUSH", null)]
    [DataRow(RegistryDirection.Push, "PULL", null)]
    public async Task The_most_specific_pair_of_variables_counts(RegistryDirection direction, string set, string? expected)
    {
        var environment = new FakeEnvironment();
        foreach (string name in set.Split(' '))
        {
            string prefix = name switch { "OLD" => "SDK_CONTAINER_REGISTRY", "GENERIC" => "DOTNET_CONTAINER_REGISTRY", _ => $"DOTNET_CONTAINER_{name}_REGISTRY" };
            environment.Variables[prefix + "_UNAME"] = name;
            environment.Variables[prefix + "_PWORD"] = "p" + name;
        }

        Credential? found = await new EnvironmentCredentials(environment, direction, "r", CredentialVariables.All).FindAsync("r", "x", CancellationToken.None);
        Assert.AreEqual(expected, found?.Username);
        Assert.AreEqual(expected is null ? null : "p" + expected, found?.Password);
    }

    [TestMethod]
    public async Task Half_a_pair_counts_for_nothing()
    {
        var environment = new FakeEnvironment { Variables = { ["DOTNET_CONTAINER_REGISTRY_UNAME"] = "me", ["DOTNET_CONTAINER_REGISTRY_PWORD"] = "" } };
        Assert.IsNull(await new EnvironmentCredentials(environment, RegistryDirection.Push, "r", CredentialVariables.All).FindAsync("r", "x", CancellationToken.None));
    }

    [TestMethod]
    public async Task The_user_name_can_say_that_it_is_an_identity_token()
    {
        var environment = new FakeEnvironment { Variables = { ["DOTNET_CONTAINER_REGISTRY_UNAME"] = "<token>", ["DOTNET_CONTAINER_REGISTRY_PWORD"] = "t0ken" } };
        Credential found = (await new EnvironmentCredentials(environment, RegistryDirection.Push, "r", CredentialVariables.All).FindAsync("r", "x", CancellationToken.None))!;
        Assert.AreEqual("t0ken", found.IdentityToken);
        Assert.DoesNotContain("t0ken", found.ToString());
    }
}
