using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.Findings;
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

        foreach (LocalState state in LocalState.All())
        {
            CodeCall? use = code.CallsTo(state.Uses.AsSpan()).FirstOrDefault(static c => c.InProduction);
            if (use is null || code.CallsTo(state.Shared.AsSpan()).Any(static c => c.InProduction) || state.Packages.Any(code.HasPackage))
            {
                continue;
            }

            yield return state.Shared.IsEmpty || code.IsComplete
                ? Finding.Violation(CodeLocations.Of(publication, use), $"{state.Seen} ({scaled})") with { Fix = state.Setting is { } setting ? $"{state.Fix.For(publication)[..^1]} (name the setting: <OpenShiftSetting Include=\"ConnectionStrings__{setting}\" Secret=\"true\" Description=\"…\" />)." : state.Fix.For(publication) }
                : Finding.CouldNotTell(CodeLocations.Of(publication, use), $"is used, and not all of the code could be read, so whether its state is shared is not known ({scaled})");
        }

        // The router of OpenShift keeps a browser at its pod by a cookie; an Ingress or a Service alone does not.
        if (!project.Manifests.Route && code.CallsTo(s_blazor).FirstOrDefault(static c => c.InProduction) is { } blazor && !code.CallsTo(s_blazorShared).Any(static c => c.InProduction) && !code.HasPackage("Microsoft.Azure.SignalR"))
        {
            yield return Finding.Violation(CodeLocations.Of(publication, blazor), $"keeps each user's page in the memory of one pod, and without a Route nothing brings the user back to it ({scaled})") with { Fix = "Set <OpenShiftRoute>true</OpenShiftRoute>, whose router keeps a browser at its pod, or sticky sessions in what is in front." };
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

    private static VolumeKind? Backing(ProjectFacts project, string path) => project.Image.WritablePaths
        .Where(w => (path.TrimEnd('/') + "/").StartsWith(w.Path.TrimEnd('/') + "/", StringComparison.Ordinal))
        .OrderByDescending(static w => w.Path.Length)
        .Select(static w => (VolumeKind?)w.Volume)
        .FirstOrDefault();
}
