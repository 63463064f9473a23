using System.Collections.Immutable;
using System.Net;
using OpenShift.NET.Sdk.Clusters;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>
/// Secrets and ConfigMaps without which pods are not started, and which the manifests do not bring: values are asked for and never made up. Values of Secrets that are read for that are hidden in all that
/// is shown afterwards.
/// </summary>
internal static class RequiredEntries
{
    /// <summary>Requires that all of them are in the cluster.</summary>
    /// <returns>Values that nobody is to read.</returns>
    /// <exception cref="OpenShiftException">OSC0069: some are not there, all told at once.</exception>
    public static async Task<SecretValues> RequireAsync(ImmutableArray<AppliedObject> objects, ApiServer server, IApplyConsole console, CancellationToken cancellationToken)
    {
        var secret = new List<string>(objects.Where(static o => o.Manifest is { Kind: "Secret", ApiVersion: "v1" }).SelectMany(OwnValues));
        bool canBeMade = objects.FirstOrDefault(MakesOthers) is not null;
        var missing = new List<string>();
        var remedies = new List<string>();
        foreach (IGrouping<(string Kind, string Name, string Namespace), Need> group in objects.SelectMany(Of).Where(static n => n.Name.Length > 0).GroupBy(static n => (n.Kind, n.Name, n.Namespace)))
        {
            (string kind, string name, string ns) = group.Key;
            bool isRequired = group.Any(static n => n.IsRequired);
            string[] keys = [.. group.Where(static n => n is { IsRequired: true, Key: not null }).Select(static n => n.Key!).Distinct(StringComparer.Ordinal)];
            AppliedObject? own = objects.FirstOrDefault(o => o.Manifest.Kind == kind && o.Manifest.Name == name && o.Namespace == ns);
            string[] open = [.. keys.Where(k => own is null || !(Holds(own, "data", k) || Holds(own, "stringData", k) || Holds(own, "binaryData", k)))];
            if (own is not null && open.Length == 0)
            {
                continue;
            }

            string plural = kind == "Secret" ? "secrets" : "configmaps";
            ApiAnswer answer = await server.GetAsync($"api/v1/namespaces/{Uri.EscapeDataString(ns)}/{plural}/{Uri.EscapeDataString(name)}", cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccess && kind == "Secret")
            {
                secret.AddRange(answer.Body.Members("data").Select(static m => Decoded(m.Value.Text() ?? "")));
            }

            if (!isRequired)
            {
                continue;
            }

            if (answer.IsSuccess)
            {
                string[] absent = [.. open.Where(k => !answer.Body.At("data", k).Exists && !answer.Body.At("binaryData", k).Exists)];
                if (absent.Length > 0)
                {
                    missing.Add($"{kind} '{name}' has no {string.Join(", ", absent)}");
                    remedies.Add(kind == "Secret"
                        ? $"oc set data secret/{name} -n {ns} {string.Join(' ', absent.Select(static k => $"{k}=…"))}"
                        : $"oc set data configmap/{name} -n {ns} {string.Join(' ', absent.Select(static k => $"{k}=…"))}");
                }
            }
            else if (answer.Status == HttpStatusCode.NotFound && canBeMade)
            {
                console.Tell($"{kind} '{name}' is not there yet: pods that want it begin when it is made");
            }
            else if (answer.Status == HttpStatusCode.NotFound)
            {
                missing.Add($"{kind} '{name}' is not there{(open.Length > 0 ? $" (keys: {string.Join(", ", open)})" : "")}");
                remedies.Add($"oc create {(kind == "Secret" ? "secret generic" : "configmap")} {name} -n {ns}{string.Concat(open.Select(static k => $" --from-literal={k}=…"))}");
            }
            else
            {
                console.Detail($"whether {kind} '{name}' is there cannot be told: {answer.Message}");
            }
        }

        return missing.Count == 0
            ? SecretValues.Of(secret)
            : throw ClusterFailure.Of(
                $"Pods could not start in namespace '{server.Access.Namespace}', so nothing was applied: {string.Join("; ", missing)}",
                $"Set what is missing: {string.Join("; ", remedies)}. {(missing.Any(static m => m.StartsWith("Secret", StringComparison.Ordinal)) ? "kubernetes/secrets.env.example says what the secrets are." : "A setting can also have a Default (OpenShiftSetting).")}");
    }

    // A Service whose certificate the cluster makes, and kinds of operators: a Certificate, an ExternalSecret, a SealedSecret.
    private static bool MakesOthers(AppliedObject applied) =>
        applied.Manifest.Root.MappingAt("metadata", "annotations").Entries.Any(static a => a.Key.EndsWith("/serving-cert-secret-name", StringComparison.Ordinal) || a.Key.EndsWith("/inject-cabundle", StringComparison.Ordinal))
        || (applied.Manifest.ApiVersion.Split('/') is [var group, _] && group.Contains('.', StringComparison.Ordinal) && !group.EndsWith(".k8s.io", StringComparison.Ordinal) && !group.EndsWith(".openshift.io", StringComparison.Ordinal));

    private static IEnumerable<string> OwnValues(AppliedObject own) =>
        own.Manifest.Root.MappingAt("stringData").Entries.Select(static e => e.Value).OfType<YamlScalar>().Select(static v => v.Text)
            .Concat(own.Manifest.Root.MappingAt("data").Entries.Select(static e => e.Value).OfType<YamlScalar>().Select(static v => Decoded(v.Text)));

    private static string Decoded(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private static bool Holds(AppliedObject own, string member, string key) => own.Manifest.Root.At(member, key) is YamlScalar { Kind: not YamlScalarKind.Null };

    private static IEnumerable<Need> Of(AppliedObject applied)
    {
        YamlMapping spec = applied.Pod.MappingAt("spec");
        foreach (YamlMapping container in spec.ItemsAt("initContainers").Concat(spec.ItemsAt("containers")).OfType<YamlMapping>())
        {
            foreach (YamlMapping source in container.ItemsAt("env").OfType<YamlMapping>().Select(static v => v.MappingAt("valueFrom")))
            {
                yield return Need.Of("Secret", source.MappingAt("secretKeyRef"), "name", applied.Namespace, source.TextAt("secretKeyRef", "key"));
                yield return Need.Of("ConfigMap", source.MappingAt("configMapKeyRef"), "name", applied.Namespace, source.TextAt("configMapKeyRef", "key"));
            }

            foreach (YamlMapping source in container.ItemsAt("envFrom").OfType<YamlMapping>())
            {
                yield return Need.Of("Secret", source.MappingAt("secretRef"), "name", applied.Namespace, null);
                yield return Need.Of("ConfigMap", source.MappingAt("configMapRef"), "name", applied.Namespace, null);
            }
        }

        foreach (YamlMapping volume in spec.ItemsAt("volumes").OfType<YamlMapping>())
        {
            yield return Need.Of("Secret", volume.MappingAt("secret"), "secretName", applied.Namespace, null);
            yield return Need.Of("ConfigMap", volume.MappingAt("configMap"), "name", applied.Namespace, null);
            foreach (YamlMapping source in volume.ItemsAt("projected", "sources").OfType<YamlMapping>())
            {
                yield return Need.Of("Secret", source.MappingAt("secret"), "name", applied.Namespace, null);
                yield return Need.Of("ConfigMap", source.MappingAt("configMap"), "name", applied.Namespace, null);
            }
        }
    }

    private sealed record Need(string Kind, string Name, string Namespace, string? Key, bool IsRequired)
    {
        public static Need Of(string kind, YamlMapping reference, string member, string ns, string? key) =>
            new(kind, reference.TextAt(member) ?? "", ns, key, (reference["optional"] as YamlScalar)?.AsBoolean() != true);
    }
}
