using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>What it means that a pod is not admitted: security context constraints, pod security, quotas, limit ranges.</summary>
internal static partial class AdmissionRefusal
{
    private const int MostWishes = 4;

    // What of a security context OpenShift's constraints refuse (openshift/apiserver-library-go, securitycontextconstraints), and what does without.
    private static readonly ImmutableArray<(Regex Pattern, string What, string Remedy)> s_wishes =
    [
        (UserOutOfRange(), "it wants to run as user $1, and the namespace has users $2 to $3", "Leave runAsUser out: OpenShift gives every namespace users of its own, and the image runs as any."),
        (RunAsAny(), "it wants to run as user $1, which the constraint does not allow", "Leave runAsUser out: OpenShift gives every namespace users of its own, and the image runs as any."),
        (GroupNotAllowed(), "it wants group $1 for its volumes (fsGroup or supplementalGroups), which is none of the namespace's", "Leave fsGroup and supplementalGroups out: OpenShift gives the namespace's own, and files of group 0 are readable."),
        (PrivilegedContainer(), "it wants to be privileged", "Leave privileged out."),
        (Escalation(), "it wants to get more privileges than it starts with", "Set allowPrivilegeEscalation to false."),
        (Capability(), "it wants the capability $1", "Drop all capabilities (capabilities: drop: [ALL]), and listen on ports from 1024 on."),
        (DropsNotAll(), "it does not drop the capability $1", "Drop all capabilities (capabilities: drop: [ALL])."),
        (HostPort(), "it wants ports of the node", "Leave hostPort and hostNetwork out; a Service leads to its ports."),
        (HostNetwork(), "it wants the node's network", "Leave hostNetwork out; a Service leads to its ports."),
        (HostNamespaces(), "it wants to see processes of the node", "Leave hostPID and hostIPC out."),
        (VolumeKind(), "it wants a volume of kind $1", "Take a claim, emptyDir, configMap, secret or projected in its place."),
        (Seccomp(), "it wants a seccomp profile that is not allowed", "Set seccompProfile to RuntimeDefault, or leave it out."),
        (SeLinux(), "it wants SELinux labels of its own", "Leave seLinuxOptions out."),
        (Sysctl(), "it wants to set kernel parameters", "Leave sysctls out."),
    ];

    /// <summary>What a message means; <see langword="null"/> when it speaks of none of these.</summary>
    public static Explanation? Explain(string message)
    {
        if (message.Contains("unable to validate against any security context constraint", StringComparison.Ordinal))
        {
            return OfConstraints(message);
        }

        if (Violates().Match(message) is { Success: true } violates)
        {
            return new Explanation(
                $"the namespace's pod security level '{violates.Groups[1].Value}' forbids it: {violates.Groups[2].Value.TrimEnd('.')}",
                "Take out of the pod what the message names; the generated manifests keep to 'restricted'.");
        }

        if (Quota().Match(message) is { Success: true } quota)
        {
            return new Explanation(
                $"the namespace's quota '{quota.Groups[1].Value}' is used up: it has {quota.Groups[4].Value}, {quota.Groups[3].Value} of it in use, and {quota.Groups[2].Value} more is wanted",
                "Ask for less (OpenShiftMemoryRequest, OpenShiftMemoryLimit, OpenShiftCpuRequest, OpenShiftReplicas), free some of it, or ask for a larger quota; a rollout needs room for one pod more.");
        }

        if (MustSpecify().Match(message) is { Success: true } must)
        {
            return new Explanation(
                $"the namespace's quota '{must.Groups[1].Value}' wants every container to say {must.Groups[2].Value}",
                must.Groups[2].Value.Contains("limits.cpu", StringComparison.Ordinal) ? "Set OpenShiftCpuLimit." : "Set the resources it names: OpenShiftMemoryRequest, OpenShiftMemoryLimit, OpenShiftCpuRequest, OpenShiftCpuLimit.");
        }

        return LimitRange().Match(message) is { Success: true } range
            ? new Explanation($"the namespace's limit range refuses it: {range.Value.TrimEnd('.', ']')}", "Set OpenShiftMemoryRequest, OpenShiftMemoryLimit, OpenShiftCpuRequest or OpenShiftCpuLimit to what it allows.")
            : null;
    }

    private static Explanation OfConstraints(string message)
    {
        var texts = new List<string>();
        var remedies = new List<string>();
        foreach ((Regex pattern, string what, string remedy) in s_wishes)
        {
            // One wish is refused by several constraints; of a range the account's own is told, which comes first.
            Match match = pattern.Match(message);
            if (match.Success && !(pattern == s_wishes[1].Pattern && texts.Count > 0))
            {
                texts.Add(match.Result(what));
                if (!remedies.Contains(remedy))
                {
                    remedies.Add(remedy);
                }
            }
        }

        // What no pattern knows is told as it stands, without the constraints that the account may not use anyway.
        string[] rest = texts.Count > 0 ? [] : [.. Refusals().Matches(message).Select(static m => m.Value.Trim(' ', ',', ']')).Where(static r => !r.Contains("not usable by user or serviceaccount", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
        texts.AddRange(rest);
        return new Explanation(
            $"no security context constraint that its ServiceAccount may use admits it (restricted-v2 as a rule){(texts.Count == 0 ? "" : ": " + string.Join("; ", texts.Take(MostWishes)))}",
            remedies.Count > 0 ? string.Join(" ", remedies.Take(MostWishes)) : "Take it out of the pod in the project's folder openshift; the generated manifests need no more than restricted-v2. Only where it cannot be without: oc adm policy add-scc-to-user SCC -z SERVICEACCOUNT.");
    }

    [GeneratedRegex(@"runAsUser: Invalid value: (\d+): must be in the ranges: \[(\d+), (\d+)\]")]
    private static partial Regex UserOutOfRange();

    [GeneratedRegex(@"runAsUser: Invalid value: (\d+)")]
    private static partial Regex RunAsAny();

    [GeneratedRegex(@"(\d+) is not an allowed group")]
    private static partial Regex GroupNotAllowed();

    [GeneratedRegex(@"Privileged containers are not allowed", RegexOptions.IgnoreCase)]
    private static partial Regex PrivilegedContainer();

    [GeneratedRegex(@"Allowing privilege escalation for containers is not allowed", RegexOptions.IgnoreCase)]
    private static partial Regex Escalation();

    [GeneratedRegex(@"capabilities\.add: Invalid value: ""(\w+)""")]
    private static partial Regex Capability();

    [GeneratedRegex(@"capabilities\.drop: (?:Invalid value|Required value): ""?(\w+)""?")]
    private static partial Regex DropsNotAll();

    [GeneratedRegex(@"Host ports are not allowed to be used", RegexOptions.IgnoreCase)]
    private static partial Regex HostPort();

    [GeneratedRegex(@"Host network is not allowed to be used", RegexOptions.IgnoreCase)]
    private static partial Regex HostNetwork();

    [GeneratedRegex(@"Host (?:PID|IPC) is not allowed to be used", RegexOptions.IgnoreCase)]
    private static partial Regex HostNamespaces();

    [GeneratedRegex(@"volumes\[\d+\]: Invalid value: ""(\w+)"": \w+ volumes are not allowed to be used")]
    private static partial Regex VolumeKind();

    [GeneratedRegex(@"seccomp[\w.\[\]/-]*: (?:Forbidden|Invalid value)", RegexOptions.IgnoreCase)]
    private static partial Regex Seccomp();

    [GeneratedRegex(@"seLinuxOptions[\w.]*: Invalid value")]
    private static partial Regex SeLinux();

    [GeneratedRegex(@"sysctls?[\w.\[\]]*: (?:Forbidden|Invalid value)", RegexOptions.IgnoreCase)]
    private static partial Regex Sysctl();

    [GeneratedRegex(@"provider ""?[\w-]+""?: .+?(?=, provider |\]$|$)")]
    private static partial Regex Refusals();

    [GeneratedRegex(@"violates PodSecurity ""([^""]+)"": (.+)", RegexOptions.Singleline)]
    private static partial Regex Violates();

    [GeneratedRegex(@"exceeded quota: (\S+), requested: (.+?), used: (.+?), limited: (.+)", RegexOptions.Singleline)]
    private static partial Regex Quota();

    [GeneratedRegex(@"failed quota: (\S+): must specify (.+)", RegexOptions.Singleline)]
    private static partial Regex MustSpecify();

    [GeneratedRegex(@"(?:maximum|minimum) \w+(?: \w+)? usage per (?:Container|Pod|PersistentVolumeClaim) is .+|\w+ max limit to request ratio per .+", RegexOptions.Singleline)]
    private static partial Regex LimitRange();
}
