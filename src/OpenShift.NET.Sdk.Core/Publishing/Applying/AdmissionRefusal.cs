using static OpenShift.NET.Sdk.Publishing.Applying.MessagePart;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>What it means that a pod is not admitted: security context constraints, pod security, quotas, limit ranges.</summary>
internal static class AdmissionRefusal
{
    private const int MostWishes = 4;
    private const string OwnUser = "Leave runAsUser out: OpenShift gives every namespace users of its own, and the image runs as any.";
    private const string NoHost = "Leave hostPort and hostNetwork out; a Service leads to its ports.";

    /// <summary>What a message means; <see langword="null"/> when it speaks of none of these.</summary>
    public static Explanation? Explain(string message)
    {
        if (Has(message, "unable to validate against any security context constraint"))
        {
            return OfConstraints(message);
        }

        if (TryFind(message, "violates PodSecurity \"", "\": ", out string? level) && TryFind(message, level + "\": ", "", out string? what))
        {
            return new Explanation($"the namespace's pod security level '{level}' forbids it: {what.TrimEnd('.')}", "Take out of the pod what the message names; the generated manifests keep to 'restricted'.");
        }

        if (TryFind(message, "exceeded quota: ", ", requested: ", out string? quota) && TryFind(message, ", requested: ", ", used: ", out string? wanted) && TryFind(message, ", used: ", ", limited: ", out string? used) && TryFind(message, ", limited: ", "", out string? limit))
        {
            // What ends gives its share back.
            return new Explanation(
                $"the namespace's quota '{quota}' is used up: it has {limit}, {used} of it in use, and {wanted} more is wanted",
                "Ask for less (OpenShiftMemoryRequest, OpenShiftMemoryLimit, OpenShiftCpuRequest, OpenShiftReplicas), free some of it, or ask for a larger quota; a rollout needs room for one pod more.")
            { MayPass = true };
        }

        if (TryFind(message, "failed quota: ", ": must specify ", out string? strict) && TryFind(message, ": must specify ", "", out string? fields))
        {
            return new Explanation(
                $"the namespace's quota '{strict}' wants every container to say {fields}",
                Has(fields, "limits.cpu") ? "Set OpenShiftCpuLimit." : "Set the resources it names: OpenShiftMemoryRequest, OpenShiftMemoryLimit, OpenShiftCpuRequest, OpenShiftCpuLimit.");
        }

        int range = (Has(message, "maximum ") || Has(message, "minimum ")) ? message.IndexOf(" usage per ", StringComparison.Ordinal) : message.IndexOf(" max limit to request ratio per ", StringComparison.Ordinal);
        return range < 0
            ? null
            : new Explanation(
                $"the namespace's limit range refuses it: {message[(message.LastIndexOf(": ", range, StringComparison.Ordinal) is >= 0 and var colon ? colon + 2 : 0)..].TrimStart('[').TrimEnd('.', ']')}",
                "Set OpenShiftMemoryRequest, OpenShiftMemoryLimit, OpenShiftCpuRequest or OpenShiftCpuLimit to what it allows.");
    }

    // Each constraint that the account might use says what it refuses; those that it may not use say only that.
    private static Explanation OfConstraints(string message)
    {
        int start = message.IndexOf('[', StringComparison.Ordinal) + 1;
        string[] refusals = [.. message[start..].Split(", provider ").Select(static r => r.Trim(' ', ',', ']'))
            .Select(static r => r.StartsWith("provider ", StringComparison.Ordinal) ? r["provider ".Length..] : r)
            .Where(static r => r.Length > 0 && !Has(r, "not usable by user or serviceaccount"))
            .Select(static r => Has(r, "must be in the ranges: [") ? r + "]" : r)];
        var wishes = new List<Explanation>();
        foreach (Explanation wish in refusals.Select(Wish))
        {
            // One wish is refused by several constraints.
            if (wishes.All(w => w.Text != wish.Text && !(w.Remedy == OwnUser && wish.Remedy == OwnUser)))
            {
                wishes.Add(wish);
            }
        }

        return new Explanation(
            $"no security context constraint that its ServiceAccount may use admits it (restricted-v2 as a rule){(wishes.Count == 0 ? "" : ": " + string.Join("; ", wishes.Take(MostWishes).Select(static w => w.Text)))}",
            wishes.Count == 0 ? "Look at what the pod's security context asks for; the generated manifests need no more than restricted-v2." : string.Join(" ", wishes.Take(MostWishes).Select(static w => w.Remedy).Distinct(StringComparer.Ordinal)));
    }

    // What OpenShift's constraints refuse of a pod (openshift/apiserver-library-go, securitycontextconstraints), and what does without.
    private static Explanation Wish(string refusal) => refusal switch
    {
        _ when TryFind(refusal, "runAsUser: Invalid value: ", ":", out string? user) => new Explanation(
            TryFind(refusal, "must be in the ranges: [", "]", out string? users) ? $"it wants to run as user {user}, and the namespace has users {users.Replace(", ", " to ", StringComparison.Ordinal)}" : $"it wants to run as user {user}",
            OwnUser),
        _ when TryFind(refusal, "}: ", " is not an allowed group", out string? group) => new Explanation(
            $"it wants group {group} for its volumes (fsGroup or supplementalGroups), which is none of the namespace's",
            "Leave fsGroup and supplementalGroups out: OpenShift gives the namespace's own, and files of group 0 are readable."),
        _ when Has(refusal, "Privileged containers are not allowed") => new Explanation("it wants to be privileged", "Leave privileged out."),
        _ when Has(refusal, "Allowing privilege escalation for containers is not allowed") => new Explanation("it wants to get more privileges than it starts with", "Set allowPrivilegeEscalation to false."),
        _ when TryFind(refusal, "capabilities.add: Invalid value: \"", "\"", out string? capability) => new Explanation($"it wants the capability {capability}", "Drop all capabilities (capabilities: drop: [ALL]), and listen on ports from 1024 on."),
        _ when Has(refusal, "capabilities.drop: ") => new Explanation("it does not drop all capabilities", "Drop all capabilities (capabilities: drop: [ALL])."),
        _ when Has(refusal, "Host ports are not allowed") => new Explanation("it wants ports of the node", NoHost),
        _ when Has(refusal, "Host network is not allowed") => new Explanation("it wants the node's network", NoHost),
        _ when Has(refusal, "Host PID is not allowed") || Has(refusal, "Host IPC is not allowed") => new Explanation("it wants to see processes of the node", "Leave hostPID and hostIPC out."),
        _ when Has(refusal, "volumes are not allowed to be used") && TryFind(refusal, "Invalid value: \"", "\"", out string? kind) => new Explanation($"it wants a volume of kind {kind}", "Take a claim, emptyDir, configMap, secret or projected in its place."),
        _ when Has(refusal, "seLinuxOptions") => new Explanation("it wants SELinux labels of its own", "Leave seLinuxOptions out."),
        _ when Has(refusal, "seccomp") => new Explanation("it wants a seccomp profile that is not allowed", "Set seccompProfile to RuntimeDefault, or leave it out."),
        _ when Has(refusal, "sysctl") => new Explanation("it wants to set kernel parameters", "Leave sysctls out."),
        _ => new Explanation(refusal, "Take it out of the pod in the project's folder openshift; the generated manifests need no more than restricted-v2."),
    };
}
