using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code.Health;

/// <summary>A health endpoint that the application maps.</summary>
/// <param name="Path">Path from the root, for example <c>/healthz</c>; <see langword="null"/> when it cannot be told.</param>
/// <param name="Kind">What it answers.</param>
/// <param name="Place">Where it is mapped; <see langword="null"/> when the assembly has no symbols.</param>
/// <param name="Environment">In which environments it is mapped.</param>
public sealed record HealthEndpoint(string? Path, HealthKind Kind, SourceLocation? Place, EnvironmentCondition Environment)
{
    /// <summary>Whether a request has to be authorised, which a probe cannot be.</summary>
    public bool RequiresAuthorization { get; init; }

    /// <summary>Whether ASP.NET Core's health checks answer it, rather than a handler of the application.</summary>
    public bool RunsHealthChecks { get; init; }

    /// <summary>Whether only some of the registered health checks are run (a <c>Predicate</c>).</summary>
    public bool HasPredicate { get; init; }

    /// <summary>Whether no health check is run at all (<c>Predicate = _ =&gt; false</c>): it answers as soon as the process does.</summary>
    public bool RunsNoChecks { get; init; }

    /// <summary>The tags that the predicate asks for.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The port it is bound to, when it is one of its own (<c>UseHealthChecks(path, port)</c>, <c>RequireHost("*:8081")</c>).</summary>
    public int? Port { get; init; }

    /// <summary>Whether only requests for a certain host name are answered (<c>RequireHost("health.example.com")</c>), which a probe does not send.</summary>
    public bool RequiresHost { get; init; }

    /// <summary>Whom it asks before it answers.</summary>
    public HealthScope Scope { get; init; }

    /// <summary>Whether its handler is known to call something that is neither the framework's nor its own.</summary>
    internal bool CallsOthers { get; init; }

    /// <summary>Whether it is a gRPC health service without any check behind it, which answers UNKNOWN: to a probe that is a failure.</summary>
    public bool AnswersUnknown { get; init; }

    /// <summary>Whether a probe gets an answer: it is there, and asks neither who is asking nor for whom.</summary>
    public bool IsForProbes => IsMapped && !RequiresAuthorization && !RequiresHost && !AnswersUnknown;

    /// <summary>Whether it is gRPC's health service; it has no path.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>The configuration key the path is read from, when it is.</summary>
    public ConfigurationValue? PathSetting { get; init; }

    /// <summary>With which settings it is mapped in the pod's environment.</summary>
    public SettingCondition Settings { get; init; } = SettingCondition.Always;

    /// <summary>Whether it is there in the pod whose settings were given.</summary>
    public EndpointPresence Presence { get; init; }

    /// <summary>Why it is not there, as a clause behind "maps /healthz": <c>only when Health:Enabled is true, and in the pod it is not set</c>; empty when it is.</summary>
    public string WhyAbsent { get; init; } = "";

    /// <summary>Variables that would switch it on in the pod, by name; none when it is there or no value can be named.</summary>
    public ImmutableArray<KeyValuePair<string, string>> SwitchedOnBy { get; init; } = [];

    /// <summary>Whether it is there in the pod, and a probe can use it.</summary>
    public bool IsMapped => Presence == EndpointPresence.Mapped;

    /// <summary>What makes an absent one answer.</summary>
    /// <param name="everywhere">What is said of one that only other environments have.</param>
    public string Remedy(string everywhere) =>
        Presence == EndpointPresence.OtherEnvironment ? everywhere
        : SwitchedOnBy.IsEmpty ? "Map it whatever the settings are."
        : $"Add {string.Join(" ", SwitchedOnBy.Select(static v => $"<OpenShiftSetting Include=\"{v.Key}\" Default=\"{v.Value}\" />"))}, or map it whatever the settings are.";

    /// <summary>What makes an absent one answer, to who has no project.</summary>
    /// <param name="everywhere">What is said of one that only other environments have.</param>
    public string ImageRemedy(string everywhere) =>
        Presence == EndpointPresence.OtherEnvironment || SwitchedOnBy.IsEmpty ? Remedy(everywhere)
        : $"Set {string.Join(" and ", SwitchedOnBy.Select(static v => $"{v.Key}={v.Value}"))} in the environment of the container, or map it whatever the settings are.";

    /// <summary>The same at a port and a host.</summary>
    internal HealthEndpoint At((int? Port, bool NamesHost) host) => this with { Port = host.Port, RequiresHost = host.NamesHost };

    /// <summary>The same, with what a pod's environment and settings make of it.</summary>
    internal HealthEndpoint In(string environment, SettingCondition condition, IReadOnlyDictionary<string, string> settings)
    {
        if (!Environment.RunsIn(environment))
        {
            return this with { Presence = EndpointPresence.OtherEnvironment, WhyAbsent = $"in {Environment} only, and a container runs in {environment}" };
        }

        bool? mapped = condition.Evaluate(settings);
        return mapped == true
            ? this with { Settings = condition }
            : this with
            {
                Settings = condition,
                Presence = mapped == false ? EndpointPresence.SwitchedOff : EndpointPresence.Undecided,
                WhyAbsent = $"only when {condition}, and in the pod {(mapped == false ? condition.Against(settings) : "that cannot be told" + (condition.Tests.Any(t => t.Comparison != SettingComparison.Unknown && t.Evaluate(settings) is null) ? $" ({condition.Against(settings)})" : ""))}",
                SwitchedOnBy = condition.Variables(settings),
            };
    }
}
