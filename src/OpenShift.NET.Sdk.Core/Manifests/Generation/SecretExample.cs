using System.Text;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;

namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>
/// The list of the secrets of the plain files. It is neither YAML nor among kustomize's resources: a Secret with empty values would start the
/// application without a password, and would overwrite the real ones at the next apply.
/// </summary>
internal static class SecretExample
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "secrets.env.example";

    public static ManifestText? Make(WorkloadPlan workload)
    {
        if (!workload.Secrets.Any())
        {
            return null;
        }

        var text = new StringBuilder();
        text.Append("# The secrets of ").Append(workload.Name).Append(". Copy this file to secrets.env outside the repository, fill it in, then:\n");
        text.Append("#   oc create secret generic ").Append(workload.Name).Append("-secrets --from-env-file=secrets.env\n");
        foreach (WorkloadSetting setting in workload.Secrets)
        {
            text.Append('\n');
            foreach (ReadOnlySpan<char> line in (ToBeSet.Meaning(setting.Fact) ?? "").AsSpan().EnumerateLines())
            {
                text.Append(line.IsWhiteSpace() ? "" : $"# {line}\n");
            }

            text.Append(setting.Fact.Generate is not null ? "# Known to this application only: any long random text, for example of openssl rand -hex 32.\n" : setting.IsDemanded ? "# Required.\n" : "# Optional; leave the line out when it is not used.\n");
            text.Append(setting.Name).Append("=\n");
        }

        return new ManifestText($"{ManifestGenerator.KubernetesFolder}/{FileName}", text.ToString());
    }
}
