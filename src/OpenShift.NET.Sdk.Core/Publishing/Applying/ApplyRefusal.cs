using System.Net;
using OpenShift.NET.Sdk.Clusters;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>Why an API server does not take an object, and what to do.</summary>
internal static class ApplyRefusal
{
    private const int MostFields = 6;

    /// <summary>The failure: OSC0069.</summary>
    public static OpenShiftException Of(AppliedObject applied, ApiAnswer answer, ApiServer server, bool isDryRun)
    {
        string what = $"{applied.Manifest.Kind} '{applied.Manifest.Name}' is {(isDryRun ? "refused" : "refused although its dry run was not")}";
        SourceLocation place = applied.Manifest.PlaceOf(applied.Manifest.Root.Mark);
        ApiObject[] causes = [.. answer.Body.Items("details", "causes")];
        ApiObject[] conflicts = [.. causes.Where(static c => c.Text("reason") == "FieldManagerConflict")];
        if (conflicts.Length > 0)
        {
            return Conflict(applied, conflicts, place);
        }

        string message = answer.Message;
        if (answer.Status == HttpStatusCode.UnprocessableEntity && (message.Contains("field is immutable", StringComparison.Ordinal) || message.Contains("updates to statefulset spec", StringComparison.Ordinal) || message.Contains("spec is immutable", StringComparison.Ordinal)))
        {
            return ClusterFailure.Of(
                $"{what}: the one that is there cannot be changed this way ({message})",
                applied.Manifest.Kind == "PersistentVolumeClaim"
                    ? "A claim can only grow; keep its other fields, or name another claim."
                    : $"Delete it, and apply again: oc delete {applied.Title} -n {applied.Namespace}.",
                place);
        }

        if (AdmissionRefusal.Explain(message) is { } refusal)
        {
            return ClusterFailure.Of($"{what}: {refusal.Text}", refusal.Remedy, place);
        }

        return answer.Status switch
        {
            HttpStatusCode.Forbidden when message.Contains(" cannot ", StringComparison.Ordinal) => ClusterFailure.Of(
                $"{what}: {message}",
                $"Ask for the role 'edit' in namespace '{applied.Namespace}' (oc adm policy add-role-to-user edit USER -n {applied.Namespace}), or name another with OpenShiftApplyNamespace; a namespace that is not there is refused like this, too.",
                place),
            HttpStatusCode.NotFound when message.Contains("namespaces", StringComparison.Ordinal) => NoNamespace(server, applied.Namespace),
            _ when message.Contains("unknown field", StringComparison.Ordinal) || message.Contains("field not declared in schema", StringComparison.Ordinal) => ClusterFailure.Of(
                $"{what}: the cluster does not know a field ({message})",
                "Correct it, or, where the cluster is older than the field, take it out in the project's folder openshift (null removes it).",
                place),
            _ => ClusterFailure.Of($"{what}: {message}", "Correct the object as the message says: in the project's folder openshift, or by the property its comment names.", place),
        };
    }

    /// <summary>The namespace is not there.</summary>
    public static OpenShiftException NoNamespace(ApiServer server, string ns) => ClusterFailure.Of(
        $"{server.Access} has no namespace '{ns}'",
        $"Make it with 'oc new-project {ns}', or name another with OpenShiftApplyNamespace (openshift-image apply --namespace).");

    private static OpenShiftException Conflict(AppliedObject applied, ApiObject[] conflicts, SourceLocation place)
    {
        var byManager = conflicts.GroupBy(static c => ManagerOf(c.Text("message") ?? ""), StringComparer.Ordinal).ToArray();
        string fields = string.Join("; ", byManager.Select(static g =>
        {
            string[] names = [.. g.Select(static c => c.Text("field") ?? "?").Distinct(StringComparer.Ordinal)];
            return $"'{g.Key}' manages {string.Join(", ", names.Take(MostFields))}{(names.Length > MostFields ? FormattableString.Invariant($" and {names.Length - MostFields} more") : "")}";
        }));
        bool isOfApply = byManager.All(static g => g.Key is "kubectl-client-side-apply" or "oc" or "kubectl" or "kubectl-create" or "kubectl-edit" or "before-first-apply");
        return ClusterFailure.Of(
            $"{applied.Manifest.Kind} '{applied.Manifest.Name}' has fields that others manage, with other values: {fields}",
            isOfApply
                ? "These are of 'oc apply' or 'oc edit': take them over with OpenShiftApplyForce=true (openshift-image apply --force), once."
                : "Leave them to their manager by taking them out of the manifest (null in the project's folder openshift), or take them over with OpenShiftApplyForce=true (openshift-image apply --force).",
            place);
    }

    // conflict with "kubectl-client-side-apply" using apps/v1
    private static string ManagerOf(string message)
    {
        int first = message.IndexOf('"', StringComparison.Ordinal);
        int last = message.IndexOf('"', first + 1);
        return first >= 0 && last > first ? message[(first + 1)..last] : "somebody else";
    }
}
