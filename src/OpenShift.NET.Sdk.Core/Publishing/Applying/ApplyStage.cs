using System.Collections.Immutable;
using System.Net;
using OpenShift.NET.Sdk.Clusters;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>Applies manifests to the cluster of a kubeconfig. Every object is tried first, so that nothing is applied when one of them is refused.</summary>
/// <param name="environment">Environment variables and home folder.</param>
/// <param name="console">Who looks on.</param>
internal sealed class ApplyStage(IEnvironment environment, IApplyConsole console)
{
    /// <summary>Under which name fields are managed.</summary>
    public const string FieldManager = "OpenShift.NET.Sdk";

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Asks whether there is a cluster to apply to, before anything is built.</summary>
    /// <exception cref="OpenShiftException">OSC0069: there is no kubeconfig, the server does not answer, its credentials have expired, or there is no such namespace.</exception>
    public async Task AskAsync(ApplyOptions options, CancellationToken cancellationToken)
    {
        using ApiServer server = await OpenAsync(options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies a folder of manifests.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it; what was applied stays.</param>
    /// <exception cref="OpenShiftException">OSC0069: as <see cref="AskAsync"/>, or the server refuses an object; OSC005n: a manifest.</exception>
    public async Task<ApplyResult> RunAsync(string folder, ApplyOptions options, CancellationToken cancellationToken)
    {
        AppliedManifests manifests = await AppliedManifests.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        using ApiServer server = await OpenAsync(options, cancellationToken).ConfigureAwait(false);
        var resources = new ApiResources(server);
        bool hasRoutes = !manifests.Routes.IsEmpty && await resources.FindAsync("route.openshift.io/v1", "Route", cancellationToken).ConfigureAwait(false) is not null;
        var placed = ImmutableArray.CreateBuilder<AppliedObject>();
        foreach (ManifestObject manifest in manifests.Objects(hasRoutes))
        {
            placed.Add(await AppliedObject.PlaceAsync(manifest, resources, server, options.Namespace is not null, cancellationToken).ConfigureAwait(false));
        }

        ImmutableArray<AppliedObject> objects = placed.ToImmutable();
        TellImages(objects);
        SecretValues secrets = await RequiredEntries.RequireAsync(objects, server, console, cancellationToken).ConfigureAwait(false);
        int changes = await TryAsync(objects, server, options, secrets, cancellationToken).ConfigureAwait(false);
        string where = $"namespace {server.Access.Namespace} of {server.Access.Server.GetLeftPart(UriPartial.Path).TrimEnd('/')}";
        if (options.IsDryRun)
        {
            return new ApplyResult(FormattableString.Invariant($"{where}: dry run, {changes} of {objects.Length} objects would change, nothing was"), null);
        }

        int applied = 0;
        try
        {
            foreach (AppliedObject one in objects)
            {
                ApiAnswer answer = await server.ApplyAsync(PathOf(one, options, isDryRun: false), one.Body(), cancellationToken).ConfigureAwait(false);
                if (!answer.IsSuccess)
                {
                    throw ApplyRefusal.Of(one, answer, server, isDryRun: false);
                }

                applied++;
                TellWarnings(one, answer);
            }

            console.Tell(FormattableString.Invariant($"applied {objects.Length} objects"));
            (ImmutableArray<string> states, OpenShiftException? failure) = options.Timeout > TimeSpan.Zero
                ? await new RolloutWait(server, console, secrets, Time).WaitAsync(objects.Where(Rollout.IsOf), options.Timeout, cancellationToken).ConfigureAwait(false)
                : ([], null);
            string address = failure is null ? await AddressAsync(objects, server, cancellationToken).ConfigureAwait(false) : "";
            return new ApplyResult($"{where}: {(states.IsEmpty ? FormattableString.Invariant($"{objects.Length} objects") : string.Join(", ", states))}{address}", failure);
        }
        catch (Exception e) when (applied > 0 && e is OpenShiftException or OperationCanceledException)
        {
            console.Tell(FormattableString.Invariant($"{applied} of {objects.Length} objects were applied and stay{(applied == objects.Length ? "; the cluster goes on with them" : "")}"));
            throw;
        }
    }

    private async Task<ApiServer> OpenAsync(ApplyOptions options, CancellationToken cancellationToken)
    {
        ClusterAccess access = await KubeconfigReader.ReadAsync(environment, options.Context, options.Namespace, cancellationToken).ConfigureAwait(false);
        ApiServer server = await ApiServer.OpenAsync(access, environment, Time, cancellationToken).ConfigureAwait(false);
        try
        {
            // Who may not look at the namespace itself may still have a role in it; who is not known at all is told here.
            ApiAnswer answer = await server.GetAsync("api/v1/namespaces/" + Uri.EscapeDataString(access.Namespace), cancellationToken).ConfigureAwait(false);
            if (answer.Status == HttpStatusCode.NotFound)
            {
                throw answer.Body.Text("kind") == "Status"
                    ? ApplyRefusal.NoNamespace(server, access.Namespace)
                    : ClusterFailure.Of($"{access} is no API server", "Check the address in the kubeconfig.");
            }

            if (answer.Status == HttpStatusCode.Forbidden && answer.Message.Contains("system:anonymous", StringComparison.Ordinal))
            {
                throw server.NotKnown();
            }

            if ((int)answer.Status >= 500)
            {
                throw ClusterFailure.Of($"{access} answers that it cannot: {answer.Message}", "Try again when it works; 'oc get --raw /readyz' asks the same server.");
            }

            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private static string PathOf(AppliedObject applied, ApplyOptions options, bool isDryRun) =>
        $"{applied.Path}?fieldManager={FieldManager}&fieldValidation=Strict&force={(options.TakesOver ? "true" : "false")}{(isDryRun ? "&dryRun=All" : "")}";

    // All that is refused is told at once; the first of it is the failure.
    private async Task<int> TryAsync(ImmutableArray<AppliedObject> objects, ApiServer server, ApplyOptions options, SecretValues secrets, CancellationToken cancellationToken)
    {
        int changes = 0;
        var refusals = new List<OpenShiftException>();
        foreach (AppliedObject applied in objects)
        {
            ApiAnswer live = await server.GetAsync(applied.Path, cancellationToken).ConfigureAwait(false);
            ApiAnswer answer = await server.ApplyAsync(PathOf(applied, options, isDryRun: true), applied.Body(), cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess)
            {
                if (answer.Status == HttpStatusCode.BadRequest && answer.Message.Contains("does not support dry run", StringComparison.Ordinal))
                {
                    console.Tell($"{applied.Title} cannot be tried: {answer.Message}");
                    continue;
                }

                refusals.Add(ApplyRefusal.Of(applied, answer, server, isDryRun: true));
                continue;
            }

            Show(applied, live, answer, options, secrets, ref changes);
            if (options.IsDryRun)
            {
                TellWarnings(applied, answer);
            }
        }

        foreach (OpenShiftException refusal in refusals.Skip(1))
        {
            console.Tell(refusal.Message);
        }

        return refusals is [var first, ..] ? throw first : changes;
    }

    private void Show(AppliedObject applied, ApiAnswer live, ApiAnswer answer, ApplyOptions options, SecretValues secrets, ref int changes)
    {
        Action<string> tell = options.IsDryRun ? console.Tell : console.Detail;
        if (live.Status == HttpStatusCode.NotFound)
        {
            changes++;
            tell($"{applied.Title} is new");
            return;
        }

        if (!live.IsSuccess)
        {
            tell($"{applied.Title} may not be read, so what changes cannot be told: {live.Message}");
            return;
        }

        ImmutableArray<string> lines = ObjectDifference.Of(live.Body, answer.Body, secrets.Hide);
        if (lines.IsEmpty)
        {
            tell($"{applied.Title} does not change");
            return;
        }

        changes++;
        tell($"{applied.Title} changes");
        foreach (string line in lines)
        {
            if (options.IsDryRun)
            {
                console.Write("  " + line);
            }
            else
            {
                console.Detail("  " + line);
            }
        }
    }

    private void TellWarnings(AppliedObject applied, ApiAnswer answer)
    {
        foreach (string warning in answer.Warnings)
        {
            console.Tell($"{applied.Title}: the cluster warns: {warning.TrimEnd('.')}");
        }
    }

    private void TellImages(ImmutableArray<AppliedObject> objects)
    {
        foreach (AppliedObject applied in objects)
        {
            foreach (YamlMapping container in applied.Pod.ItemsAt("spec", "containers").OfType<YamlMapping>())
            {
                if (container.TextAt("image") is { } image && !image.Contains("@sha256:", StringComparison.Ordinal))
                {
                    console.Tell($"{applied.Title} names image {image} without a digest: what runs is what that name leads to when a pod starts");
                }
            }
        }
    }

    private static async Task<string> AddressAsync(ImmutableArray<AppliedObject> objects, ApiServer server, CancellationToken cancellationToken)
    {
        foreach (AppliedObject route in objects.Where(static o => o.Manifest.Kind is "Route" or "Ingress"))
        {
            ApiAnswer answer = await server.GetAsync(route.Path, cancellationToken).ConfigureAwait(false);
            string? host = answer.Body.Items("status", "ingress").Select(static i => i.Text("host")).FirstOrDefault(static h => h is { Length: > 0 })
                ?? answer.Body.Text("spec", "host")
                ?? answer.Body.Items("spec", "rules").Select(static r => r.Text("host")).FirstOrDefault(static h => h is { Length: > 0 });
            if (host is not null)
            {
                return $", {(answer.Body.At("spec", "tls").Exists ? "https" : "http")}://{host}";
            }
        }

        return "";
    }
}
