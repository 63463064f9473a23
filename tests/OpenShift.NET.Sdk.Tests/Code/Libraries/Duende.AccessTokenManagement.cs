namespace Microsoft.Extensions.DependencyInjection
{
    public static class ClientCredentialsTokenManagementServiceCollectionExtensions { public static IServiceCollection AddClientCredentialsTokenManagement(this IServiceCollection services) => services; }
}
