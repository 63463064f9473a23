using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
namespace Microsoft.Extensions.DependencyInjection
{
    public static class ActorsServiceCollectionExtensions { public static void AddActors(this IServiceCollection services, System.Action<object> configure) { } }
}
namespace Microsoft.AspNetCore.Builder
{
    public static class ActorsEndpointRouteBuilderExtensions { public static IEndpointConventionBuilder MapActorsHandlers(this IEndpointRouteBuilder endpoints) => null!; }
}
