using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes.OSC2001_HealthIsAnswered;

/// <summary>OSC2001.</summary>
[Rule(
    "OSC2001",
    "A web application answers how it is",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Add builder.Services.AddHealthChecks(); and app.MapHealthChecks(\"/livez\", new() { Predicate = _ => false }); app.MapHealthChecks(\"/readyz\");")]
public sealed class HealthIsAnswered : CodeRule
{
    private static readonly CodeText s_fix = new(
        "Add builder.Services.AddHealthChecks(); and app.MapHealthChecks(\"/livez\", new() { Predicate = _ => false }); app.MapHealthChecks(\"/readyz\");",
        "Add builder.Services.AddHealthChecks() |> ignore, and app.MapHealthChecks(\"/livez\", HealthCheckOptions(Predicate = fun _ -> false)) |> ignore and app.MapHealthChecks(\"/readyz\") |> ignore (HealthCheckOptions is in Microsoft.AspNetCore.Diagnostics.HealthChecks).",
        "Add builder.Services.AddHealthChecks(), and app.MapHealthChecks(\"/livez\", New HealthCheckOptions With {.Predicate = Function(registration) False}) and app.MapHealthChecks(\"/readyz\") (HealthCheckOptions is in Microsoft.AspNetCore.Diagnostics.HealthChecks).");

    private const string Everywhere = "Map it in every environment; whoever should not see it is kept away by a port of its own or the Route.";

    private static readonly CodeText s_grpcFix = new(
        "Add the package Grpc.AspNetCore.HealthChecks, builder.Services.AddGrpcHealthChecks(); and app.MapGrpcHealthChecksService();",
        "Add the package Grpc.AspNetCore.HealthChecks, builder.Services.AddGrpcHealthChecks() |> ignore and app.MapGrpcHealthChecksService() |> ignore",
        "Add the package Grpc.AspNetCore.HealthChecks, builder.Services.AddGrpcHealthChecks() and app.MapGrpcHealthChecksService()");

    // Where a web application starts: the place of the finding.
    private static readonly KnownApi[] s_starts =
    [
        "Microsoft.AspNetCore.Builder.WebApplication::Run*",
        "Microsoft.Extensions.Hosting.GenericHostBuilderExtensions::ConfigureWebHostDefaults",
        "Microsoft.AspNetCore.Hosting.WebHostExtensions::Run*",
        "Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions::Run*",
    ];

    // Libraries that map health endpoints of their own.
    private static readonly KnownApi[] s_others =
    [
        "Steeltoe*::*",
    ];

    // Packages that map health endpoints of their own: whoever calls them may stand in code that was not followed.
    private static readonly string[] s_packages = ["Steeltoe.", "Dapr.Actors.AspNetCore"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (publication.Project?.Application.Kind != ApplicationKind.Web)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is no web application");
            yield break;
        }

        ImmutableArray<HealthEndpoint> endpoints = PublishedHealth.Endpoints(publication, code);
        if (endpoints.Any(static e => e.IsMapped) || publication.Project.Manifests.Probes.Any(static p => p.Path is not null) || code.CallsTo(s_others).Any())
        {
            yield break;
        }

        Location where = code.CallsTo(s_starts).FirstOrDefault(static c => c.InProduction) is { } start ? Location.OfCall(publication, start) : Location.OfImage(publication);
        if (endpoints is [var other, ..])
        {
            Location mapped = Location.OfCode(publication, other.Place, "of the application", "health");
            yield return Finding.Violation(mapped, $"maps {other.Path ?? "health checks"} {other.WhyAbsent}: probes get no answer") with
            {
                Fix = other.Remedy(Everywhere),
                ImageFix = other.ImageRemedy(Everywhere),
            };
        }
        else if (code.IsComplete || NamesNone(code))
        {
            Finding none = Finding.Violation(where, "starts a web application that maps no health endpoint: OpenShift can only try whether the port is open");

            // Kubernetes asks by HTTP/1.1, which gets no answer there.
            yield return CodeListening.SpeaksHttp2Only(code, PublishedSettings.Of(publication)) ? none with { Fix = s_grpcFix.For(publication) } : none with { Fix = s_fix.For(publication) };
        }
        else
        {
            yield return Finding.CouldNotTell(where, "starts a web application of which not all code could be read; no health endpoint was found in the rest");
        }
    }

    // Code that is too much to be followed to its end was read all the same: a path that stands nowhere in it is not mapped. "Started" is a word like any other.
    private static bool NamesNone(CodeFacts code) =>
        code.Unread.IsEmpty && code.Assemblies.All(static a => a.UnreadMethods == 0)
        && !code.Packages.Any(static p => Array.Exists(s_packages, name => p.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
        && !code.Literals.Any(static l => l.Value.Contains("health", StringComparison.OrdinalIgnoreCase) || (HealthPaths.KindOf(l.Value) is { } kind && (kind != HealthKind.Startup || l.Value.Contains('/', StringComparison.Ordinal))));
}
