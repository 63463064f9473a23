using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>How manifests are applied.</summary>
internal sealed record ApplyOptions
{
    /// <summary>Seconds that a rollout may take when nobody says otherwise.</summary>
    public const int DefaultTimeoutSeconds = 300;

    /// <summary>The context of the kubeconfig; <see langword="null"/> for the current one.</summary>
    public string? Context { get; init; }

    /// <summary>The namespace in place of the context's; <see langword="null"/> for that.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether the cluster is only asked what would change.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether fields that others manage are taken over.</summary>
    public bool TakesOver { get; init; }

    /// <summary>How long the rollout may take; zero when nobody waits for it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(DefaultTimeoutSeconds);

    /// <summary>Reads what properties say.</summary>
    /// <exception cref="OpenShiftException">OSC0026: a value is none of those there are.</exception>
    public static ApplyOptions Of(string context, string ns, string dryRun, string force, string timeout) => new()
    {
        Context = Given(context),
        Namespace = Given(ns),
        IsDryRun = Switch("OpenShiftApplyDryRun", dryRun),
        TakesOver = Switch("OpenShiftApplyForce", force),
        Timeout = TimeSpan.FromSeconds(Given(timeout) is not { } text ? DefaultTimeoutSeconds
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= 86_400 ? seconds
            : throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftApplyTimeoutSeconds is '{PrintableText.Line(text)}'", "Set it to a number of seconds, 0 to 86400; 0 waits for nothing.")),
    };

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    private static bool Switch(string name, string text) => text.Trim().ToLowerInvariant() switch
    {
        "" or "false" => false,
        "true" => true,
        _ => throw new OpenShiftException(ToolCodes.InvalidProperty, $"{name} is '{PrintableText.Line(text)}'", "Set it to true or false."),
    };
}
