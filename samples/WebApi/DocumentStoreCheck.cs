using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebApi;

public sealed class DocumentStoreCheck(DocumentStore documents) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(documents.IsWritable ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The document folder cannot be written."));
}
