using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Clusters.Fakes;

/// <summary>What of an API server the apply path asks: discovery, server-side apply, single objects, lists by selector, logs. A merge here is a plain merge of mappings.</summary>
internal sealed class FakeCluster(X509Certificate2? certificate = null) : FakeServer(certificate)
{
    /// <summary>Token of the only user; <see langword="null"/> for whoever asks.</summary>
    public string? Token { get; init; } = "t0ken-of-the-test";

    /// <summary>Whether it is OpenShift, which has Routes.</summary>
    public bool HasRoutes { get; init; } = true;

    /// <summary>Namespaces.</summary>
    public HashSet<string> Namespaces { get; } = ["shop"];

    /// <summary>Objects by path.</summary>
    public ConcurrentDictionary<string, JsonNode> Objects { get; } = new();

    /// <summary>What controllers say of an object, by path, at each look: <c>status</c> and what else they write.</summary>
    public ConcurrentDictionary<string, Func<int, string>> Controllers { get; } = new();

    /// <summary>Items of lists, by path; all of them are given, whichever are asked for.</summary>
    public ConcurrentDictionary<string, string> Lists { get; } = new();

    /// <summary>Events by the <c>uid</c> they are of.</summary>
    public ConcurrentDictionary<string, string> Events { get; } = new();

    /// <summary>Logs by <c>POD/CONTAINER</c>, <c>…/previous</c> for the one before.</summary>
    public ConcurrentDictionary<string, string> Logs { get; } = new();

    /// <summary>Answers to what is applied, by path.</summary>
    public ConcurrentDictionary<string, FakeResponse> Refusals { get; } = new();

    /// <summary>Paths of what was applied and kept, in order.</summary>
    public ConcurrentQueue<string> Applied { get; } = new();

    private readonly ConcurrentDictionary<string, int> _looks = new();

    /// <summary>A kubeconfig that leads here.</summary>
    public string Kubeconfig(string? token = null, string extra = "") => $"""
        apiVersion: v1
        kind: Config
        current-context: shop/test/developer
        clusters:
          - name: test
            cluster:
              server: http://{Authority}
        contexts:
          - name: shop/test/developer
            context: {"{"} cluster: test, user: developer, namespace: shop {"}"}
        users:
          - name: developer
            user: {"{"} token: {token ?? Token} {"}"}
        {extra}
        """;

    /// <summary>An answer of Kubernetes that refuses.</summary>
    public static FakeResponse Status(int code, string reason, string message, string details = "{}") =>
        FakeResponse.Json(code, $$$$$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":{{{{{JsonSerializer.Serialize(message)}}}}},"reason":"{{{{{reason}}}}}","details":{{{{{details}}}}},"code":{{{{{code}}}}}}""");

    protected override FakeResponse Answer(FakeRequest request)
    {
        if (Token is not null && request.Authorization != "Bearer " + Token)
        {
            return Status(401, "Unauthorized", "Unauthorized");
        }

        string path = request.Path.TrimStart('/');
        return request.Method switch
        {
            "PATCH" => Apply(request, path),
            "GET" => Get(request, path),
            _ => Status(405, "MethodNotAllowed", "the server does not allow this method"),
        };
    }

    private FakeResponse Apply(FakeRequest request, string path)
    {
        if (request.Headers.GetValueOrDefault("Content-Type") != "application/apply-patch+yaml" || request.Query["fieldManager"] != "OpenShift.NET.Sdk" || request.Query["fieldValidation"] != "Strict")
        {
            return Status(415, "UnsupportedMediaType", "not a server-side apply");
        }

        bool isForced = request.Query["force"] == "true";
        if (Refusals.TryGetValue(path, out FakeResponse? refusal) && !(isForced && refusal.Status == 409))
        {
            return refusal;
        }

        JsonNode sent = JsonNode.Parse(request.Body)!;
        bool isNew = !Objects.TryGetValue(path, out JsonNode? live);
        JsonNode merged = live?.DeepClone() ?? new JsonObject();
        Merge(merged.AsObject(), sent.AsObject());
        JsonObject metadata = merged["metadata"]!.AsObject();
        metadata["uid"] ??= "uid-" + path.Split('/')[^1];
        metadata["generation"] = 1;
        metadata["managedFields"] = new JsonArray(new JsonObject { ["manager"] = "OpenShift.NET.Sdk", ["time"] = Guid.NewGuid().ToString() });
        if (request.Query["dryRun"] != "All")
        {
            Objects[path] = merged;
            Applied.Enqueue(path);
        }

        if (!isNew && Controllers.TryGetValue(path, out Func<int, string>? controller))
        {
            merged = merged.DeepClone();
            Merge(merged.AsObject(), JsonNode.Parse(controller(_looks.GetValueOrDefault(path)))!.AsObject());
        }

        return FakeResponse.Json(isNew ? 201 : 200, merged.ToJsonString());
    }

    private FakeResponse Get(FakeRequest request, string path)
    {
        string[] parts = path.Split('/');
        if (Discovery(path) is { } resources)
        {
            return FakeResponse.Json(200, $$$$$"""{"kind":"APIResourceList","resources":[{{{{{resources}}}}}]}""");
        }

        if (parts is ["api", "v1", "namespaces", var ns])
        {
            return Namespaces.Contains(ns) ? FakeResponse.Json(200, $$$$$"""{"kind":"Namespace","metadata":{"name":"{{{{{ns}}}}}"}}""") : Status(404, "NotFound", $"namespaces \"{ns}\" not found");
        }

        if (parts is [.., "pods", var pod, "log"])
        {
            string key = $"{pod}/{request.Query["container"]}{(request.Query["previous"] == "true" ? "/previous" : "")}";
            return Logs.TryGetValue(key, out string? log) ? new FakeResponse(200, Encoding.UTF8.GetBytes(log)).With("Content-Type", "text/plain") : Status(400, "BadRequest", $"previous terminated container in pod \"{pod}\" not found");
        }

        if (parts is [.., "events"])
        {
            string uid = HttpUtility.UrlDecode(request.Query["fieldSelector"] ?? "").Replace("involvedObject.uid=", "", StringComparison.Ordinal);
            return FakeResponse.Json(200, $$$$$"""{"kind":"EventList","items":[{{{{{Events.GetValueOrDefault(uid, "")}}}}}]}""");
        }

        if (Lists.TryGetValue(path, out string? items))
        {
            return FakeResponse.Json(200, $$$$$"""{"kind":"List","items":[{{{{{items}}}}}]}""");
        }

        if (!Objects.TryGetValue(path, out JsonNode? live))
        {
            return parts[^1] is "pods" or "replicasets" ? FakeResponse.Json(200, """{"kind":"List","items":[]}""") : Status(404, "NotFound", $"\"{parts[^1]}\" not found");
        }

        if (Controllers.TryGetValue(path, out Func<int, string>? controller))
        {
            live = live.DeepClone();
            Merge(live.AsObject(), JsonNode.Parse(controller(_looks.AddOrUpdate(path, 0, static (_, n) => n + 1)))!.AsObject());
        }

        return FakeResponse.Json(200, live.ToJsonString());
    }

    private string? Discovery(string path) => path switch
    {
        "api/v1" => Kinds("configmaps/ConfigMap", "secrets/Secret", "services/Service", "serviceaccounts/ServiceAccount", "persistentvolumeclaims/PersistentVolumeClaim", "pods/Pod") + """,{"name":"pods/log","kind":"Pod","namespaced":true},{"name":"namespaces","kind":"Namespace","namespaced":false}""",
        "apis/apps/v1" => Kinds("deployments/Deployment", "statefulsets/StatefulSet") + """,{"name":"deployments/scale","kind":"Scale","namespaced":true}""",
        "apis/batch/v1" => Kinds("jobs/Job", "cronjobs/CronJob"),
        "apis/networking.k8s.io/v1" => Kinds("ingresses/Ingress", "networkpolicies/NetworkPolicy"),
        "apis/policy/v1" => Kinds("poddisruptionbudgets/PodDisruptionBudget"),
        "apis/autoscaling/v2" => Kinds("horizontalpodautoscalers/HorizontalPodAutoscaler"),
        "apis/route.openshift.io/v1" when HasRoutes => Kinds("routes/Route"),
        _ => null,
    };

    private static string Kinds(params string[] kinds) => string.Join(',', kinds.Select(static k => $$$$$"""{"name":"{{{{{k.Split('/')[0]}}}}}","kind":"{{{{{k.Split('/')[1]}}}}}","namespaced":true}"""));

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach ((string key, JsonNode? value) in from)
        {
            if (value is JsonObject mapping && into[key] is JsonObject own)
            {
                Merge(own, mapping);
            }
            else
            {
                into[key] = value?.DeepClone();
            }
        }
    }
}
