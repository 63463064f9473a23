using System.Globalization;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>
/// What the guard compiled into an application looks for at start: the value of the image's variable <c>OPENSHIFT_GUARD</c>, a list of <see cref="GuardRecord"/>s. Beside them <c>limits</c> (the least memory in bytes and
/// processors in thousandths the application says it needs, and the memory limit of its manifests in bytes: a warning when the container has less or no memory limit); <c>workload|deployment/NAME</c> (<c>cronjob/NAME</c>) names what <c>oc set env</c> changes;
/// <c>host|none</c> says that the program builds no host, nor a configuration from anything but the environment, so that declared settings are looked for there before it begins, whatever libraries it was compiled against.
/// </summary>
internal static class StartupGuard
{
    /// <summary>The list; <see langword="null"/> when there is nothing to guard, or no guard.</summary>
    /// <param name="facts">What the project says.</param>
    /// <param name="code">The code.</param>
    /// <param name="settings">The settings the image starts with, by full key.</param>
    /// <param name="severalHosts">Whether the program builds more than one host: which of them has a setting, nobody can tell, so that none ends the application.</param>
    /// <param name="hasPorts">Whether the image exposes ports.</param>
    /// <param name="own">The workloads of the user's own manifests.</param>
    public static string? ListOf(ProjectFacts facts, CodeFacts code, IReadOnlyDictionary<string, string> settings, bool severalHosts, bool hasPorts, OwnWorkloads own)
    {
        if (!facts.Guard.IsCompiledIn)
        {
            return null;
        }

        var records = new List<GuardRecord>();
        var inEnvironment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        HashSet<string> open = [.. facts.Manifests.Settings.Where(static s => s.Default is not null).Select(static s => s.Name)];
        foreach ((string name, string value) in settings.Where(s => s.Key.StartsWith('$') && !open.Contains(s.Key[1..]) && SecretValue.Judge(s.Key[1..], s.Value) is not null))
        {
            inEnvironment.Add(name[1..], value);
        }

        foreach (SettingFact setting in SettingsOfCode.Into(facts, code, settings).Manifests.Settings)
        {
            // What the Template generates is there in no container that was started by hand.
            if (setting.Required || setting.Generate is not null)
            {
                records.Add(new GuardRecord(setting is { IsDeclared: true, Required: true, SaysRequired: true } && !severalHosts ? GuardRecord.Declared : "found", setting.Name, setting.Type ?? "", setting.Description ?? ""));
            }
            else if (setting is { IsDeclared: true, Type: not null } && !severalHosts)
            {
                records.Add(new GuardRecord(GuardRecord.Typed, setting.Name, setting.Type, setting.Description ?? ""));
            }

            if (inEnvironment.Remove(setting.Name, out string? value))
            {
                records.Add(new GuardRecord(GuardRecord.Default, setting.Name, GuardRecord.Mark(value), setting.Description ?? ""));
            }
            else if (setting is { Kind: SettingKind.Secret, IsUnread: false } && settings.GetValueOrDefault(setting.Name.Replace("__", ":", StringComparison.Ordinal)) is { Length: > 0 })
            {
                records.Add(new GuardRecord(GuardRecord.Secret, setting.Name, "", setting.Description ?? ""));
            }
        }

        // Of those that nobody names as a setting.
        records.AddRange(inEnvironment.Select(static v => new GuardRecord(GuardRecord.Default, v.Key, GuardRecord.Mark(v.Value))));
        records.AddRange(facts.Guard.Paths.Select(static p => new GuardRecord(p.IsFile ? "file" : "folder", p.Path, "", p.Description ?? "")));
        records.AddRange(facts.Guard.Templates.Select(static t => new GuardRecord("template", t.Path, t.Target)));
        string least = Units(facts.Metadata.MinMemory, 1);
        string leastCpu = Units(facts.Metadata.MinCpu, 1000);
        if (records.Count == 0 && least.Length == 0 && leastCpu.Length == 0)
        {
            return null;
        }

        string list = string.Join(';', [.. records.Select(static r => r.ToString()), string.Join('|', "limits", least, leastCpu, Units(facts.Manifests.MemoryLimit, 1))]);
        list = records.Any(static r => r.Kind is GuardRecord.Declared or GuardRecord.Typed) && CodeHosts.BuildsNone(code, facts.Application) && !ConfigurationSources.MayBeOthers(code) ? "host|none;" + list : list;
        return facts.Manifests.Name.Length > 0 && ResourceOf(facts, code, hasPorts, own) is { } resource ? $"workload|{resource}/{facts.Manifests.Name};{list}" : list;
    }

    // Null for a Job: its pods cannot be changed any more. What the user's own files have under the application's name is what runs; beside others of theirs a Deployment is generated.
    private static string? ResourceOf(ProjectFacts facts, CodeFacts code, bool hasPorts, OwnWorkloads own) =>
        own.Kind is { } kind ? Manifests.Workloads.Workload.CanBeChanged(kind) ? kind.ToLowerInvariant() : null
        : WorkloadChoice.Of(facts, own.Any ? ProgramEnd.Unknown : ProgramLifetime.Of(code, WorkloadChoice.HasArguments(facts)), hasPorts) switch
        {
            WorkloadKind.Deployment => "deployment",
            WorkloadKind.CronJob => "cronjob",
            _ => null,
        };

    // Whole ones, rounded up; empty for what is not said.
    private static string Units(string? quantity, int perUnit) =>
        Quantity.TryParse(quantity, out Quantity parsed) && parsed.Value * perUnit is > 0 and <= long.MaxValue and var units ? ((long)Math.Ceiling(units)).ToString(CultureInfo.InvariantCulture) : "";
}
