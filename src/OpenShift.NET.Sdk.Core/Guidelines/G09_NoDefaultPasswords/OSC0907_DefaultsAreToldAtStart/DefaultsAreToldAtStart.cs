using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0907_DefaultsAreToldAtStart;

/// <summary>OSC0907.</summary>
[Rule(
    "OSC0907",
    "Somebody says at start that a default password is in use",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Have no default; where there has to be one, leave OpenShiftGuard on, or log a line at start that names the setting and says that it is to be changed.")]
public sealed class DefaultsAreToldAtStart : CodeRule
{
    // What the guard itself names.
    private static readonly string[] s_namedByGuard =
        ["Microsoft.Extensions.Hosting.IHost", "Microsoft.AspNetCore.Hosting.IWebHostBuilder", "Microsoft.AspNetCore.Hosting.WebHostBuilderContext", "Microsoft.AspNetCore.Hosting.HostingStartupAttribute"];

    /// <inheritdoc/>
    protected override bool NeedsProject => true;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        // Nothing starts with what nobody reads; that it is shipped is OSC0902.
        HashSet<string> unread = new((publication.Project?.Manifests.Settings ?? []).Where(static s => s.IsUnread).Select(static s => DefaultSecret.KeyOf(s.Name)), StringComparer.OrdinalIgnoreCase);
        DefaultSecret[] defaults = [.. DefaultSecret.Of(publication).Where(s => !unread.Contains(s.Key))];
        if (defaults.Length == 0)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "holds no default password");
            yield break;
        }

        ILookup<string, GuardRecord> guarded = GuardRecord.Read(publication.Config.Config.EnvironmentVariable(GuardRecord.Variable)).Where(static r => r.Kind is GuardRecord.Secret or GuardRecord.Default)
            .ToLookup(static r => DefaultSecret.KeyOf(r.Name), StringComparer.OrdinalIgnoreCase);
        bool hasHost = MayBuildHost(code);
        foreach (DefaultSecret secret in defaults)
        {
            if (guarded[secret.Key].Any(r => r.Kind == GuardRecord.Default || hasHost) || code.Literals.Any(l => l.Reachable && secret.IsWarnedOfIn(l.Value)))
            {
                continue;
            }

            yield return Finding.Violation(secret.Where, "holds a default secret, and nothing says so when the application starts with it: " + (guarded[secret.Key].Any()
                ? "the start-up guard sees settings files by the configuration of a host, and the program builds none"
                : "the start-up guard does not look for it"));
        }
    }

    // Whoever calls a host by any name has one, or gets one from a library.
    private static bool MayBuildHost(CodeFacts code) => code.NamedMethods.Any(static m =>
        (m.Type.StartsWith("Microsoft.Extensions.Hosting.", StringComparison.Ordinal) || m.Type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)) && !s_namedByGuard.Contains(m.Type));
}
