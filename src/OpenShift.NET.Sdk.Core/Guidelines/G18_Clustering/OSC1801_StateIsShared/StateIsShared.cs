using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1801_StateIsShared;

/// <summary>OSC1801.</summary>
[Rule(
    "OSC1801",
    "Several pods share their state",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Keep it where all pods reach it, or run one pod: <OpenShiftNonScalable>true</OpenShiftNonScalable>.")]
public sealed class StateIsShared : CodeRule
{
    private const string Services = "Microsoft.Extensions.DependencyInjection.";

    private static readonly KnownApi[] s_blazor =
    [
        Services + "ServerRazorComponentsBuilderExtensions::AddInteractiveServerComponents",
        Services + "ComponentServiceCollectionExtensions::AddServerSideBlazor",
    ];

    private static readonly KnownApi[] s_blazorShared = [Services + "AzureSignalRDependencyInjectionExtensions::*"];
    // Where circuits are served, and what keeps their state outside the pod.
    private static readonly KnownApi[] s_circuits =
    [
        "Microsoft.AspNetCore.Builder.ServerRazorComponentsEndpointConventionBuilderExtensions::AddInteractiveServerRenderMode",
        "Microsoft.AspNetCore.Builder.ComponentEndpointRouteBuilderExtensions::MapBlazorHub",
    ];

    private static readonly KnownApi[] s_circuitsKept = [Services + "HybridCacheServiceExtensions::AddHybridCache"];
    private static readonly KnownApi s_keysInFiles = "Microsoft.AspNetCore.DataProtection.DataProtectionBuilderExtensions::PersistKeysToFileSystem";

    /// <inheritdoc/>
    protected override bool NeedsProject => true;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (publication.Project is not { } project || ScaledOut.Reason(publication) is not { } scaled)
        {
            yield break;
        }

        IReadOnlyDictionary<string, string> settings = PublishedSettings.InServingPod(publication, code);
        string environment = PublishedSettings.EnvironmentOf(publication, null);
        foreach (LocalState state in LocalState.All())
        {
            // What the settings of the image switch off does not happen, unless somebody sets others.
            CodeCall? use = code.CallsTo(state.Uses.AsSpan()).FirstOrDefault(c => c.InProduction && (Runs(c) ?? true));
            CodeCall[] shared = [.. code.CallsTo(state.Shared.AsSpan()).Where(static c => c.InProduction)];
            if (use is null || Array.Exists(shared, c => Runs(c) ?? true) || (shared.Length == 0 && state.Packages.Any(code.HasPackage)))
            {
                continue;
            }

            if (!state.Served.IsEmpty && code.NeverCalls(state.Served.AsSpan()))
            {
                continue;
            }

            // One of two ways that something unknown here chooses between; what the settings of the pod choose is known.
            if (state.IsDatabase && !IsChosen(use) && DatabaseChoices.HasAnother(code, use))
            {
                continue;
            }

            string fix = state.Setting is { } setting ? $"{state.Fix.For(publication)[..^1]} (name the setting: <OpenShiftSetting Include=\"ConnectionStrings__{setting}\" Secret=\"true\" Description=\"…\" />)." : state.Fix.For(publication);
            if (shared.Length > 0)
            {
                string key = shared[0].SettingsIn(environment).Tests.First().Setting.Key;
                yield return Finding.Violation(CodeLocations.Of(publication, use), $"{state.Seen}, as long as {key} is not set ({scaled})") with
                {
                    AtMost = Severity.Info,
                    Fix = $"Name the setting that shares it, so that whoever deploys is asked for it: <OpenShiftSetting Include=\"{key.Replace(":", "__", StringComparison.Ordinal)}\" Secret=\"true\" Description=\"…\" />.",
                };
                continue;
            }

            // A package that is not there shares nothing either.
            yield return state.Shared.IsEmpty || code.NeverCalls(state.Shared.AsSpan()) || (!state.Packages.IsEmpty && !code.Packages.IsEmpty)
                ? Finding.Violation(CodeLocations.Of(publication, use), $"{state.Seen} ({scaled})") with { Fix = fix, AtMost = state.LosesNothing ? Severity.Info : null }
                : Finding.CouldNotTell(CodeLocations.Of(publication, use), $"is used, and not all of the code could be read, so whether its state is shared is not known ({scaled})");

            bool IsChosen(CodeCall call) => call.SettingsIn(environment) is { IsAlways: false } condition && condition.Evaluate(settings) == true;

            bool? Runs(CodeCall call) => call.SettingsIn(environment) is { IsAlways: false } condition && condition.Evaluate(settings) is { } answer
                ? answer || condition.Tests.Any(t => IsAsked(project, t.Setting.Key)) ? null : false
                : null;
        }

        foreach (Finding finding in OwnState.In(publication, code, scaled).Concat(RememberedInCaches.In(publication, code, scaled)).Concat(InvalidatedCaches.In(publication, code, scaled)).Concat(SnowflakeNumbers.In(publication, code, scaled)))
        {
            yield return finding;
        }

        // The router of OpenShift keeps a browser at its pod by a cookie; an Ingress or a Service alone does not.
        bool sharesCircuits = code.CallsTo(s_blazorShared).Any(static c => c.InProduction) || code.HasPackage("Microsoft.Azure.SignalR");
        if (project.Manifests.Route && !sharesCircuits && code.CallsTo(s_circuits).FirstOrDefault(static c => c.InProduction) is { } circuits && !code.CallsTo(s_circuitsKept).Any(static c => c.InProduction))
        {
            yield return Finding.Violation(CodeLocations.Of(publication, circuits), $"keeps each user's page in the memory of one pod: the Route brings the browser back to it, but when that pod goes, at a rollout or when pods become fewer, the page is lost ({scaled})") with
            {
                AtMost = Severity.Info,
                Fix = "Keep what must outlive a pod where all pods reach it, with [PersistentState] and AddHybridCache() over Redis, or run one pod: <OpenShiftNonScalable>true</OpenShiftNonScalable>.",
            };
        }

        if (!project.Manifests.Route && !sharesCircuits && code.CallsTo(s_blazor).FirstOrDefault(static c => c.InProduction) is { } blazor)
        {
            yield return Finding.Violation(CodeLocations.Of(publication, blazor), $"keeps each user's page in the memory of one pod, and without a Route nothing brings the user back to it ({scaled})") with { Fix = "Set <OpenShiftRoute>true</OpenShiftRoute>, whose router keeps a browser at its pod, or sticky sessions in what is in front." };
        }

        foreach (CodeCall key in SigningKeys.MadeAnew(code))
        {
            yield return Finding.Violation(CodeLocations.Of(publication, key), $"is made anew in each pod: a token that one pod signed is void in another, and after a restart ({scaled})") with
            {
                Fix = "Read the key from the configuration, and set it from a Secret: <OpenShiftSetting Include=\"Jwt__Key\" Secret=\"true\" Description=\"…\" />.",
            };
        }

        foreach (CodeCall keys in code.CallsTo(s_keysInFiles).Where(static c => c.InProduction))
        {
            if (keys.Argument(1).Beginning() is ['/', ..] path && Backing(project, path) is { } backing and not VolumeKind.Claim)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, keys), $"keeps the keys of data protection in '{path}', which each pod has for itself: cookies of one pod are void in another ({scaled})") with
                {
                    Fix = $"Set Volume=\"Claim\" on the OpenShiftWritablePath of '{path}' (its access mode has to be ReadWriteMany), or use PersistKeysToStackExchangeRedis.",
                };
            }
        }
    }

    // Whoever deploys is asked for it.
    private static bool IsAsked(ProjectFacts project, string key) =>
        project.Manifests.Settings.Any(s => s.Name.Replace("__", ":", StringComparison.Ordinal).Equals(key.Replace("__", ":", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    private static VolumeKind? Backing(ProjectFacts project, string path) => project.Image.WritablePaths
        .Where(w => (path.TrimEnd('/') + "/").StartsWith(w.Path.TrimEnd('/') + "/", StringComparison.Ordinal))
        .OrderByDescending(static w => w.Path.Length)
        .Select(static w => (VolumeKind?)w.Volume)
        .FirstOrDefault();
}
