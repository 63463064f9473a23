using System.Net;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Clusters;

/// <summary>Which kinds of objects an API server has (discovery); each version of a group is asked for once.</summary>
/// <param name="server">The server.</param>
internal sealed class ApiResources(ApiServer server)
{
    private readonly Dictionary<string, Dictionary<string, ApiResource>> _known = new(StringComparer.Ordinal);

    /// <summary>Where the kinds of a version are: <c>api/v1</c>, <c>apis/apps/v1</c>.</summary>
    public static string PathOf(string apiVersion) => (apiVersion.Contains('/', StringComparison.Ordinal) ? "apis/" : "api/") + string.Join('/', apiVersion.Split('/').Select(Uri.EscapeDataString));

    /// <summary>A kind; <see langword="null"/> when the server has none of that name.</summary>
    /// <exception cref="OpenShiftException">OSC0069: as <see cref="ApiServer"/> says, or it does not tell.</exception>
    public async Task<ApiResource?> FindAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(apiVersion, out Dictionary<string, ApiResource>? kinds))
        {
            ApiAnswer answer = await server.GetAsync(PathOf(apiVersion), cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
            {
                throw ClusterFailure.Of($"{server.Access} does not tell which kinds of objects {apiVersion} has: {answer.Message}", "Check the address in the kubeconfig, and what the user may do.");
            }

            kinds = new Dictionary<string, ApiResource>(StringComparer.Ordinal);
            foreach (ApiObject resource in answer.Body.Items("resources"))
            {
                // deployments/scale is a part of another one.
                if (resource.Text("name") is { } name && !name.Contains('/', StringComparison.Ordinal) && resource.Text("kind") is { } found)
                {
                    kinds.TryAdd(found, new ApiResource(name, resource.IsTrue("namespaced")));
                }
            }

            _known[apiVersion] = kinds;
        }

        return kinds.GetValueOrDefault(kind);
    }
}
