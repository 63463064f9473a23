using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1801_StateIsShared;

/// <summary>Caches in memory from which the code removes what has changed: in its own pod, and in no other.</summary>
internal static class InvalidatedCaches
{
    private static readonly KnownApi[] s_writes = ["Microsoft.Extensions.Caching.Memory.CacheExtensions::GetOrCreate*", "Microsoft.Extensions.Caching.Memory.CacheExtensions::Set", "Microsoft.Extensions.Caching.Memory.IMemoryCache::CreateEntry"];
    private static readonly KnownApi[] s_removals = ["Microsoft.Extensions.Caching.Memory.IMemoryCache::Remove", "Microsoft.Extensions.Caching.Memory.MemoryCache::Remove"];

    /// <summary>Each type once, at what it puts into the cache.</summary>
    public static IEnumerable<Finding> In(Publication publication, CodeFacts code, string scaled)
    {
        // A method that removes what it is about to put there replaces it.
        CodeCall[] removals = [.. code.CallsTo(s_removals).Where(static c => c.InProduction)];
        foreach (CodeCall write in code.CallsTo(s_writes).Where(c => c.InProduction && removals.Any(r => r.In.Type == c.In.Type && r.In.Name != c.In.Name)).DistinctBy(static c => c.In.Type))
        {
            yield return Finding.Violation(CodeLocations.Of(publication, write), $"fills a cache in the memory of one pod, and what is removed from it on a change stays old in the other pods ({scaled})") with
            {
                AtMost = Severity.Info,
                Fix = "Use HybridCache or IDistributedCache with AddStackExchangeRedisCache, or let the entries expire as soon as what is old does harm.",
            };
        }
    }
}
