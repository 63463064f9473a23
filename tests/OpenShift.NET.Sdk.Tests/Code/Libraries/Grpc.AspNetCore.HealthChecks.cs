using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
namespace Microsoft.AspNetCore.Builder
{
    public static class GrpcHealthChecksEndpointRouteBuilderExtensions { public static IEndpointConventionBuilder MapGrpcHealthChecksService(this IEndpointRouteBuilder builder) => null; }
}
namespace Microsoft.Extensions.DependencyInjection
{
    public static class GrpcHealthChecksServiceExtensions { public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services) => null; }
}
