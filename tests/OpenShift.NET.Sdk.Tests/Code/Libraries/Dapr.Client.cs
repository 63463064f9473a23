namespace Dapr.Client
{
    public sealed class DaprClientBuilder
    {
        public DaprClientBuilder UseHttpEndpoint(string httpEndpoint) => this;
        public DaprClientBuilder UseGrpcEndpoint(string grpcEndpoint) => this;
    }
}
namespace Microsoft.Extensions.DependencyInjection
{
    public static class DaprServiceCollectionExtensions { public static void AddDaprClient(this IServiceCollection services, System.Action<Dapr.Client.DaprClientBuilder> configure = null) { } }
}
