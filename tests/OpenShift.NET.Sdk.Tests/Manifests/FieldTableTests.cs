using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Fields;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Manifests;

/// <summary>The table of API fields, and how it is made from the published OpenAPI documents.</summary>
[TestClass]
public sealed class FieldTableTests
{
    private static readonly string[] s_kinds =
    [
        "ConfigMap", "Secret", "Service", "ServiceAccount", "Pod", "PersistentVolumeClaim", "Namespace", "LimitRange", "ResourceQuota", "ReplicationController",
        "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy", "Ingress",
        "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "PriorityClass", "StorageClass", "Endpoints", "EndpointSlice", "Lease",
        "Route", "ImageStream", "ImageStreamTag", "Template", "DeploymentConfig", "BuildConfig",
    ];

    [TestMethod]
    public void The_table_is_what_the_published_documents_say()
    {
        if (SchemaFolder() is not { } folder)
        {
            Assert.Inconclusive("The folder shared/schemas with the OpenAPI documents is not beside the repository.");
            return;
        }

        JsonObject[] documents =
        [
            (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kubernetes-swagger.json")))!["definitions"]!,
            (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "openshift-api-openapi.json")))!["definitions"]!,
        ];

        Repository.AssertGenerated(Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk", "Manifests", "Fields", "fields.txt"), Table(documents));
    }

    [TestMethod]
    [DataRow("spec: { template: { spec: { containers: [ { name: a, imgae: b } ] } }, selector: {} }", "spec.template.spec.containers[0].imgae is no field of the API (image)")]
    [DataRow("spec: { template: { spec: { containers: [ { name: a, env: [ { name: X, value: 5 } ] } ] } }, selector: {} }", "spec.template.spec.containers[0].env[0].value is a number where the API takes a text (\")")]
    [DataRow("spec: { template: {}, replicas: two, selector: {} }", "spec.replicas is a text where the API takes a whole number ()")]
    [DataRow("spec: { template: {}, replicas: '${REPLICAS}', selector: {} }", "")]
    [DataRow("spec: { template: {}, replicas: null, selector: {} }", "")]
    [DataRow("spec: { template: { spec: { containers: { name: a } } }, selector: {} }", "spec.template.spec.containers is a mapping where the API takes a list ()")]
    [DataRow("spec: { template: { spec: { containers: [ { image: b, resources: { limits: { memory: 1 GB } } } ] } }, selector: {} }", "spec.template.spec.containers[0].resources.limits.memory is a text where the API takes a quantity such as 250m or 256Mi ()|spec.template.spec.containers[0].name is missing ()")]
    [DataRow("metadata: { labels: { a: yes } }", "metadata.labels.a is the truth value true where the API takes a text (\")")]
    [DataRow("spec: { template: {} }", "spec.selector is missing ()")]
    [DataRow("status: { whatever: 1 }", "status.whatever is no field of the API ()")]
    public void An_object_is_held_against_it(string yaml, string expected)
    {
        YamlMapping root = YamlReader.ReadText(yaml, "f.yaml").Single();
        FieldTable table = FieldTable.Known;

        string actual = string.Join('|', FieldCheck.Check(root, table.TypeOf("apps/v1", "Deployment")!, table).Select(p => $"{p.Path} {p.Seen} ({p.Suggestion})"));

        Assert.AreEqual(expected, actual);
    }

    private static string? SchemaFolder()
    {
        for (DirectoryInfo? folder = new(Repository.Root); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "schemas");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string Table(JsonObject[] documents)
    {
        var kinds = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonObject document in documents)
        {
            foreach ((string type, JsonNode? definition) in document)
            {
                foreach (JsonNode? gvk in definition!["x-kubernetes-group-version-kind"] as JsonArray ?? [])
                {
                    string group = (string)gvk!["group"]!;
                    string version = (string)gvk["version"]!;
                    if (s_kinds.Contains((string)gvk["kind"]!) && definition["properties"]?["metadata"] is not null)
                    {
                        kinds.TryAdd($"{(group.Length == 0 ? "" : group + "/")}{version}/{(string)gvk["kind"]!}", Add(type, document));
                    }
                }
            }
        }

        // Documents without the annotation name the group in the type: com.github.openshift.api.route.v1.Route.
        foreach (string name in documents[1].Select(d => d.Key).Where(k => k.StartsWith("com.github.openshift.api.", StringComparison.Ordinal)))
        {
            string[] parts = name["com.github.openshift.api.".Length..].Split('.');
            if (parts is [var group, var version, var kind] && s_kinds.Contains(kind) && documents[1][name]!["properties"]?["metadata"] is not null)
            {
                kinds.TryAdd($"{group}.openshift.io/{version}/{kind}", Add(name, documents[1]));
            }
        }

        var text = new StringBuilder();
        text.Append("# Field names and types of Kubernetes 1.36 and of OpenShift, from their OpenAPI documents: kubernetes/kubernetes and openshift/api,\n");
        text.Append("# both under the Apache License 2.0 (http://www.apache.org/licenses/LICENSE-2.0). Generated by the tests with UPDATE_GENERATED=1; format: FieldTable.cs.\n");
        foreach ((string kind, string type) in kinds)
        {
            text.Append('=').Append(kind).Append(' ').Append(type).Append('\n');
        }

        foreach ((string type, string fields) in types)
        {
            text.Append(type).Append(fields).Append('\n');
        }

        return text.ToString();

        string Add(string type, JsonObject document)
        {
            string shortName = ShortName(type);
            if (!types.ContainsKey(shortName))
            {
                types[shortName] = "";
                var fields = new StringBuilder();
                var required = (document[type]!["required"] as JsonArray ?? []).Select(r => (string)r!).ToHashSet(StringComparer.Ordinal);
                foreach ((string field, JsonNode? schema) in (document[type]!["properties"] as JsonObject ?? []).OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    // A status is written by controllers; what a file says there is dropped.
                    bool demanded = required.Contains(field) && field is not ("status" or "metadata") && !shortName.EndsWith("Status", StringComparison.Ordinal);
                    string of = TypeOf((JsonObject)schema!, document);
                    fields.Append(' ').Append(field).Append(demanded ? "!" : "").Append(of.Length == 0 ? "" : ":" + of);
                }

                types[shortName] = fields.ToString();
            }

            return shortName;
        }

        string TypeOf(JsonObject schema, JsonObject document)
        {
            string? reference = (string?)schema["$ref"] ?? (string?)(schema["allOf"] as JsonArray)?[0]?["$ref"];
            if (reference is not null)
            {
                string target = reference["#/definitions/".Length..];
                JsonObject definition = (JsonObject)document[target]!;
                return target.EndsWith(".Quantity", StringComparison.Ordinal) ? "q"
                    : target.EndsWith(".IntOrString", StringComparison.Ordinal) ? "p"
                    : definition["properties"] is JsonObject { Count: > 0 } ? Add(target, document)
                    : TypeOf(definition, document);
            }

            return (string?)schema["type"] switch
            {
                "string" when (string?)schema["format"] == "int-or-string" => "p",
                "string" => "",
                "integer" => "i",
                "number" => "n",
                "boolean" => "b",
                "array" => "[" + TypeOf((JsonObject)schema["items"]!, document),
                "object" when schema["additionalProperties"] is JsonObject values => "{" + TypeOf(values, document),
                _ => "a",
            };
        }

        string ShortName(string type)
        {
            string last = type[(type.LastIndexOf('.') + 1)..];
            string candidate = last;
            for (int i = 2; names.TryGetValue(candidate, out string? owner) && owner != type; i++)
            {
                candidate = last + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            names[candidate] = type;
            return candidate;
        }
    }
}
