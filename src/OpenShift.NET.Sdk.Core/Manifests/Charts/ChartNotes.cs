using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary><c>templates/NOTES.txt</c>: what Helm says after an installation: how to watch it, its address, the secrets it waits for.</summary>
internal static class ChartNotes
{
    /// <summary>How a release is tested.</summary>
    public const string Test = $"\nTest it: helm test {{{{ .Release.Name }}}} {Namespace}\n";

    private const string Namespace = "--namespace {{ .Release.Namespace }}";

    public static string Make(WorkloadPlan workload, ChartOptions options)
    {
        string name = $"{{{{ include \"{workload.Name}.fullname\" . }}}}";
        List<string> notes =
        [
            workload.Kind switch
            {
                WorkloadKind.Job => $"{name} has run. Its log: kubectl logs job/{name} {Namespace}\n",
                WorkloadKind.CronJob => $"{name} runs at {{{{ .Values.schedule }}}}. Once now: kubectl create job {name}-now --from=cronjob/{name} {Namespace}\n",
                _ => $"{name} is being deployed. Watch it: kubectl rollout status deployment/{name} {Namespace}\n",
            },
        ];
        if (options.HasRoute || options.HasIngress)
        {
            string route = options.HasRoute ? $"{{{{- else if .Values.route.enabled }}}}\nIts address: kubectl get route {name} {Namespace} --output jsonpath='https://{{.spec.host}}/'\n" : "";
            notes.Add($"{{{{- if .Values.host }}}}\nIts address: https://{{{{ .Values.host }}}}/\n{route}{{{{- else }}}}\nIts address: kubectl get ingress {name} {Namespace}\n{{{{- end }}}}\n");
        }

        if (options.HasSecrets)
        {
            string secret = $"{{{{ include \"{workload.Name}.secretName\" . }}}}";
            notes.Add($"\nThe pods need the Secret {secret}, which this chart does not make:\n");
            notes.AddRange(workload.Secrets.Where(static s => !s.IsLeftOut).Select(static s => $"  {ChartText.Escape(s.Name)}  ({(s.Fact.Generate is not null ? "required; any long random text of your own" : s.IsDemanded ? "required" : "optional")})\n"));
            notes.Add($"Where it is not there yet, write them as NAME=VALUE into a file outside of the repository, then:\n  kubectl create secret generic {secret} --from-env-file=FILE {Namespace}\n");
        }

        if (options.HasTest)
        {
            notes.Add(Test);
        }

        return string.Concat(notes);
    }
}
