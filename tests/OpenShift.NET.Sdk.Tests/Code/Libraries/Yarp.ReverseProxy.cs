using System.Collections.Generic;
using Microsoft.AspNetCore.Routing;
namespace Microsoft.AspNetCore.Builder
{
    public static class DirectForwardingIEndpointRouteBuilderExtensions { public static IEndpointConventionBuilder MapForwarder(this IEndpointRouteBuilder endpoints, string pattern, string destinationPrefix) => null; }
}
namespace Yarp.ReverseProxy.Configuration { public sealed record DestinationConfig { public string Address { get; init; } } }
