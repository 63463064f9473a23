using System.Collections.Immutable;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Manifests.Generation;

[TestClass]
public sealed class ManifestGeneratorTests
{
    public static IEnumerable<object[]> Inputs => SampleInputs.All.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void Pods_are_what_restricted_v2_admits(string name)
    {
        foreach (IReadOnlyList<JsonObject> objects in (IReadOnlyList<JsonObject>[])[GeneratedObjects.Plain(SampleInputs.All[name]), GeneratedObjects.Processed(SampleInputs.All[name])])
        {
            string pod = GeneratedObjects.PodSpec(objects).ToJsonString();
            foreach (string forbidden in (string[])["runAsUser", "runAsGroup", "fsGroup", "supplementalGroups", "privileged", "hostPath", "hostNetwork", "hostPort", "\"add\"", "seLinuxOptions"])
            {
                Assert.DoesNotContain(forbidden, pod);
            }

            Assert.AreEqual("""{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}}""", GeneratedObjects.PodSpec(objects)["securityContext"]!.ToJsonString());
            Assert.AreEqual("""{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},"readOnlyRootFilesystem":true}""", GeneratedObjects.Container(objects)["securityContext"]!.ToJsonString());
            Assert.IsFalse((bool)GeneratedObjects.PodSpec(objects)["automountServiceAccountToken"]!);
            Assert.Contains("/tmp", ((JsonArray)GeneratedObjects.Container(objects)["volumeMounts"]!).Select(m => (string)m!["mountPath"]!));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void What_objects_refer_to_is_there(string name)
    {
        foreach (IReadOnlyList<JsonObject> objects in (IReadOnlyList<JsonObject>[])[GeneratedObjects.Plain(SampleInputs.All[name]), GeneratedObjects.Processed(SampleInputs.All[name])])
        {
            JsonObject pod = GeneratedObjects.PodSpec(objects);
            JsonObject container = GeneratedObjects.Container(objects);
            string[] ports = [.. (container["ports"] as JsonArray ?? []).Select(p => (string)p!["name"]!)];
            string labels = GeneratedObjects.PodTemplate(objects)["metadata"]!["labels"]!.ToJsonString();
            foreach (JsonObject probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Select(p => container[p]).OfType<JsonObject>())
            {
                if ((probe["httpGet"] ?? probe["tcpSocket"]) is { } asked)
                {
                    Assert.Contains((string)asked["port"]!, ports);
                }
            }

            foreach (JsonObject service in objects.Where(o => (string)o["kind"]! == "Service"))
            {
                CollectionAssert.AreEqual(ports, ((JsonArray)service["spec"]!["ports"]!).Select(p => (string)p!["targetPort"]!).ToArray());
                Assert.IsTrue(((JsonObject)service["spec"]!["selector"]!).All(l => labels.Contains($"\"{l.Key}\":\"{l.Value}\"", StringComparison.Ordinal)));
            }

            foreach (JsonObject route in objects.Where(o => (string)o["kind"]! == "Route"))
            {
                Assert.Contains((string)route["spec"]!["port"]!["targetPort"]!, ports);
                Assert.AreEqual((string)GeneratedObjects.Of(objects, "Service")["metadata"]!["name"]!, (string)route["spec"]!["to"]!["name"]!);
            }

            string[] volumes = [.. ((JsonArray)pod["volumes"]!).Select(v => (string)v!["name"]!)];
            CollectionAssert.AreEquivalent(volumes, ((JsonArray)container["volumeMounts"]!).Select(m => (string)m!["name"]!).ToArray());
            foreach (JsonNode? claim in ((JsonArray)pod["volumes"]!).Select(v => v!["persistentVolumeClaim"]).Where(c => c is not null))
            {
                Assert.Contains((string)claim!["claimName"]!, objects.Where(o => (string)o["kind"]! == "PersistentVolumeClaim").Select(o => (string)o["metadata"]!["name"]!));
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void The_same_input_gives_the_same_bytes(string name)
    {
        string[] once = [.. ManifestGenerator.Generate(SampleInputs.All[name]).Files.Select(YamlWriter.Write)];
        CollectionAssert.AreEqual(once, ManifestGenerator.Generate(SampleInputs.All[name]).Files.Select(YamlWriter.Write).ToArray());
        Assert.IsFalse(once.Any(f => f.Contains('\r', StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("job", "Job")]
    [DataRow("cronjob", "CronJob")]
    [DataRow("declared-job", "Job")]
    [DataRow("cronjob-image-stream", "CronJob")]
    public void What_runs_to_its_end_serves_nobody(string name, string kind)
    {
        ManifestInput input = SampleInputs.All[name];
        foreach (IReadOnlyList<JsonObject> objects in (IReadOnlyList<JsonObject>[])[GeneratedObjects.Plain(input), GeneratedObjects.Processed(input)])
        {
            Assert.AreEqual(kind, (string)GeneratedObjects.Workload(objects)["kind"]!);
            Assert.IsFalse(objects.Any(o => (string)o["kind"]! is "Service" or "Route" or "Ingress" or "HorizontalPodAutoscaler" or "PodDisruptionBudget"));
            Assert.AreEqual("[]", GeneratedObjects.Of(objects, "NetworkPolicy")["spec"]!["ingress"]!.ToJsonString());
            Assert.AreEqual("OnFailure", (string)GeneratedObjects.PodSpec(objects)["restartPolicy"]!);
            JsonObject container = GeneratedObjects.Container(objects);
            Assert.IsFalse(((string[])["ports", "startupProbe", "livenessProbe", "readinessProbe", "lifecycle"]).Any(container.ContainsKey));
        }
    }

    [TestMethod]
    public void What_decides_between_a_Deployment_and_a_Job()
    {
        ManifestInput ends = SampleInputs.Migration;
        Assert.AreEqual("Job", Kind(ends));
        Assert.AreEqual("Deployment", Kind(ends with { Code = ends.Code with { End = ProgramEnd.Unknown } }));
        Assert.AreEqual("Deployment", Kind(ends with { Code = ends.Code with { End = ProgramEnd.RunsOn } }));
        Assert.AreEqual("Deployment", Kind(ends with { HasOwnWorkload = true }), "files of the project's own");
        Assert.AreEqual("Deployment", Kind(ends with { Facts = ends.Facts with { Manifests = ends.Facts.Manifests with { Workload = WorkloadKind.Deployment } } }));
        Assert.AreEqual("Deployment", Kind(ends with { Facts = ends.Facts with { Application = ends.Facts.Application with { Kind = ApplicationKind.Web } } }));
        Assert.AreEqual("Deployment", Kind(ends with { Image = ends.Image with { Config = SampleInputs.Listening("A=b", "9000/tcp") } }), "somebody is to call it");
        Assert.AreEqual("Job", Kind(SampleInputs.Worker with { Code = ends.Code }));
        Assert.Contains("OpenShiftWorkload to Job", string.Concat(ManifestGenerator.Generate(ends with { Code = ProbeFindings.None }).Notes.Select(n => n.Text)));
        Assert.DoesNotContain("console application", string.Concat(ManifestGenerator.Generate(ends with { Code = ends.Code with { End = ProgramEnd.RunsOn } }).Notes.Select(n => n.Text)));

        static string Kind(ManifestInput input) => (string)GeneratedObjects.Workload(GeneratedObjects.Plain(input))["kind"]!;
    }

    [TestMethod]
    public void Selectors_hold_no_version_and_stay_when_the_version_changes()
    {
        ManifestInput input = SampleInputs.WebApi;
        ManifestInput later = input with { Facts = input.Facts with { Identity = input.Facts.Identity with { Version = "2.0.0" } } };
        Assert.AreEqual(Selector(input), Selector(later));
        Assert.DoesNotContain("version", Selector(input));
        Assert.AreEqual("2.0.0", (string)GeneratedObjects.Of(GeneratedObjects.Plain(later), "Deployment")["metadata"]!["labels"]!["app.kubernetes.io/version"]!);

        static string Selector(ManifestInput input) => GeneratedObjects.Of(GeneratedObjects.Plain(input), "Deployment")["spec"]!["selector"]!.ToJsonString();
    }

    [TestMethod]
    public void No_plain_file_is_a_Secret_or_holds_a_place_for_one()
    {
        GeneratedManifests generated = ManifestGenerator.Generate(SampleInputs.Database);
        Assert.IsFalse(GeneratedObjects.Plain(SampleInputs.Database).Any(o => (string)o["kind"]! == "Secret"));
        string example = generated.Texts.Single(t => t.Path == "kubernetes/secrets.env.example").Content;
        Assert.IsTrue(example.Split('\n').Where(l => l.Length > 0 && l[0] != '#').All(l => l.EndsWith('=')), example);
        Assert.DoesNotContain("secrets.env", GeneratedObjects.Kustomization(SampleInputs.Database)["resources"]!.ToJsonString());
    }

    [TestMethod]
    public void A_setting_without_value_is_not_emptied()
    {
        string template = GeneratedObjects.Template(SampleInputs.Database).ToJsonString();
        Assert.DoesNotContain("Orders__Theme", template);
        Assert.Contains("Orders__Theme", ManifestGenerator.Generate(SampleInputs.Database).Texts.Single(t => t.Path == "SETTINGS.md").Content);
        Assert.DoesNotContain("## Given", ManifestGenerator.Generate(SampleInputs.Database).Texts.Single(t => t.Path == "SETTINGS.md").Content);
        Assert.Contains("\n## Given\n\nAsked for by the code, and no setting of the application: what it runs on gives it.\n\n| environment variable | given by |\n|---|---|\n| `DAPR_HTTP_PORT` | Dapr's sidecar |\n\n## Ports\n", ManifestGenerator.Generate(SampleInputs.Database with { Given = [new GivenVariable("DAPR_HTTP_PORT", "Dapr's sidecar")] }).Texts.Single(t => t.Path == "SETTINGS.md").Content);
    }

    [TestMethod]
    public void What_a_pod_knows_of_itself_is_handed_on_to_the_code_that_asks_for_it()
    {
        ManifestInput input = SampleInputs.Database with { Given = [new GivenVariable("DAPR_HTTP_PORT", "Dapr's sidecar"), new GivenVariable("NODE_NAME", "the field"), new GivenVariable("POD_NAME", "the field"), new GivenVariable("POD_IP", "whoever")] };
        var variables = (JsonArray)GeneratedObjects.Container(GeneratedObjects.Plain(input))["env"]!;
        Assert.AreEqual(
            """NODE_NAME {"fieldRef":{"fieldPath":"spec.nodeName"}}; POD_NAME {"fieldRef":{"fieldPath":"metadata.name"}}""",
            string.Join("; ", variables.Where(static v => v!["valueFrom"]?["fieldRef"] is not null).Select(static v => $"{v!["name"]} {v["valueFrom"]!.ToJsonString()}")));
        Assert.DoesNotContain("DAPR_HTTP_PORT", variables.ToJsonString());
        Assert.DoesNotContain("POD_IP", variables.ToJsonString());

        // What somebody sets is not set twice.
        ProjectFacts own = input.Facts with { Manifests = input.Facts.Manifests with { Settings = [new SettingFact { Name = "POD_NAME", Kind = SettingKind.Plain, Default = "orders-0", Source = "OpenShiftSetting" }] } };
        Assert.DoesNotContain("metadata.name", GeneratedObjects.Container(GeneratedObjects.Plain(input with { Facts = own }))["env"]!.ToJsonString());
    }

    [TestMethod]
    public void A_required_setting_must_be_there_before_a_container_starts()
    {
        var variables = (JsonArray)GeneratedObjects.Container(GeneratedObjects.Plain(SampleInputs.Database))["env"]!;
        JsonNode region = variables.Single(v => (string)v!["name"]! == "Orders__Region")!;
        Assert.AreEqual("""{"configMapKeyRef":{"name":"orders-settings","key":"Orders__Region"}}""", region["valueFrom"]!.ToJsonString());
        Assert.IsTrue((bool)variables.Single(v => (string)v!["name"]! == "Mail__Password")!["valueFrom"]!["secretKeyRef"]!["optional"]!);
        Assert.IsNull(variables.Single(v => (string)v!["name"]! == "ConnectionStrings__Orders")!["valueFrom"]!["secretKeyRef"]!["optional"]);
    }

    [TestMethod]
    public void A_changed_default_rolls_out()
    {
        ManifestInput input = SampleInputs.Database;
        ManifestInput changed = input with { Facts = input.Facts with { Manifests = input.Facts.Manifests with { Settings = [.. input.Facts.Manifests.Settings.Select(s => s.Default == "50" ? s with { Default = "100" } : s)] } } };
        Assert.AreNotEqual(Checksum(input), Checksum(changed));

        static string Checksum(ManifestInput input) => (string)GeneratedObjects.Of(GeneratedObjects.Plain(input), "Deployment")["spec"]!["template"]!["metadata"]!["annotations"]!["checksum/settings"]!;
    }

    [TestMethod]
    public void A_setting_may_be_called_as_one_of_our_parameters()
    {
        ManifestInput input = SampleInputs.Web("web", new ManifestFacts { Name = "web", Settings = [new SettingFact { Name = "NAME", Default = "x", Source = "OpenShiftSetting" }, new SettingFact { Name = "A.B", Default = "1", Source = "OpenShiftSetting" }, new SettingFact { Name = "A_B", Default = "2", Source = "OpenShiftSetting" }] });
        JsonObject settings = GeneratedObjects.Of(GeneratedObjects.Processed(input), "ConfigMap");
        Assert.AreEqual("""{"A.B":"1","A_B":"2","NAME":"x"}""", settings["data"]!.ToJsonString());
        Assert.AreEqual("web-settings", (string)settings["metadata"]!["name"]!);
    }

    [TestMethod]
    [DataRow("ReadWriteOnce", "Recreate")]
    [DataRow("ReadWriteOncePod", "Recreate")]
    [DataRow("ReadWriteMany", "RollingUpdate")]
    public void An_exclusive_claim_makes_the_old_pod_go_first(string mode, string strategy)
    {
        ManifestInput input = WithPaths(new WritablePath("/data", VolumeKind.Claim) { AccessMode = mode });
        Assert.AreEqual(strategy, (string)GeneratedObjects.Of(GeneratedObjects.Plain(input), "Deployment")["spec"]!["strategy"]!["type"]!);
        Assert.AreEqual(mode, (string)GeneratedObjects.Of(GeneratedObjects.Plain(input), "PersistentVolumeClaim")["spec"]!["accessModes"]![0]!);
    }

    [TestMethod]
    public void A_folder_of_the_image_itself_makes_the_root_writable_and_is_told()
    {
        ManifestInput input = WithPaths(new WritablePath("/app/data", VolumeKind.None));
        Assert.IsFalse((bool)GeneratedObjects.Container(GeneratedObjects.Plain(input))["securityContext"]!["readOnlyRootFilesystem"]!);
        Assert.Contains("Volume=\"None\"", string.Join('\n', ManifestGenerator.Generate(input).Notes.Select(n => n.Text)));
    }

    [TestMethod]
    public void A_volume_that_only_the_base_image_declares_is_mounted()
    {
        ManifestInput input = SampleInputs.WebApi;
        ManifestInput with = input with { Image = input.Image with { Config = input.Image.Config with { Volumes = new[] { "/data", "/tmp/", "/var/data" }.ToImmutableSortedDictionary(v => v, _ => new EmptyObject(), StringComparer.Ordinal) } } };
        var mounts = (JsonArray)GeneratedObjects.Container(GeneratedObjects.Plain(with))["volumeMounts"]!;
        Assert.AreEqual("data=/data tmp=/tmp data-2=/var/data", string.Join(' ', mounts.Select(m => $"{m!["name"]}={m["mountPath"]}")));
    }

    [TestMethod]
    public void Ports_are_named_by_what_is_spoken_there()
    {
        ExecutionConfig config = SampleInputs.Listening("ASPNETCORE_HTTP_PORTS=8080;8081", "5353/udp", "8080/tcp", "8081/tcp", "8443/tcp", "9090/tcp") with { Env = ["ASPNETCORE_HTTP_PORTS=8080;8081", "ASPNETCORE_HTTPS_PORTS=8443"] };
        IReadOnlyList<JsonObject> objects = GeneratedObjects.Processed(SampleInputs.Input("web", ApplicationKind.Web, new ManifestFacts { Name = "web" }, config));
        var ports = (JsonArray)GeneratedObjects.Of(objects, "Service")["spec"]!["ports"]!;
        Assert.AreEqual("udp-5353:5353 http:80 http-8081:8081 https:443 tcp-9090:9090", string.Join(' ', ports.Select(p => $"{p!["name"]}:{p["port"]}")));
        Assert.AreEqual("""{"termination":"edge","insecureEdgeTerminationPolicy":"Redirect"}""", GeneratedObjects.Of(objects, "Route")["spec"]!["tls"]!.ToJsonString());
    }

    [TestMethod]
    public void A_route_that_cannot_carry_what_is_spoken_is_told()
    {
        Assert.Contains(n => n.Text.Contains("greeter:80", StringComparison.Ordinal) && n.Text.Contains("OpenShiftRoute", StringComparison.Ordinal), ManifestGenerator.Generate(SampleInputs.All["grpc"]).Notes);
        Assert.DoesNotContain(n => n.Text.Contains("OpenShiftRoute", StringComparison.Ordinal), ManifestGenerator.Generate(SampleInputs.WebApi).Notes);
        ManifestInput inside = SampleInputs.All["grpc"];
        inside = inside with { Facts = inside.Facts with { Manifests = inside.Facts.Manifests with { Route = false } } };
        Assert.DoesNotContain(n => n.Text.Contains("OpenShiftRoute", StringComparison.Ordinal), ManifestGenerator.Generate(inside).Notes);
    }

    [TestMethod]
    public void An_application_that_speaks_only_TLS_is_passed_through_and_probed_so()
    {
        IReadOnlyList<JsonObject> objects = GeneratedObjects.Processed(SampleInputs.All["https"]);
        Assert.AreEqual("passthrough", (string)GeneratedObjects.Of(objects, "Route")["spec"]!["tls"]!["termination"]!);
        Assert.AreEqual("""{"path":"/livez","port":"https","scheme":"HTTPS"}""", GeneratedObjects.Container(objects)["livenessProbe"]!["httpGet"]!.ToJsonString());
        Assert.AreEqual("/startupz", (string)GeneratedObjects.Container(objects)["startupProbe"]!["httpGet"]!["path"]!);
    }

    [TestMethod]
    [DataRow("", null)]
    [DataRow("*", null)]
    [DataRow("shop.example.com;*", null)]
    [DataRow("*.example.com;shop.example.com", "shop.example.com")]
    [DataRow("*.example.com", "probe.example.com")]
    public void A_probe_asks_for_a_host_that_is_answered(string allowed, string? host)
    {
        ManifestInput input = SampleInputs.WebApi;
        IReadOnlyList<JsonObject> objects = GeneratedObjects.Plain(input with { Facts = input.Facts with { Manifests = input.Facts.Manifests with { AllowedHosts = [.. allowed.Split(';', StringSplitOptions.RemoveEmptyEntries)] } } });
        JsonNode? headers = GeneratedObjects.Container(objects)["readinessProbe"]!["httpGet"]!["httpHeaders"];
        Assert.AreEqual(host, (string?)headers?[0]!["value"]);
    }

    [TestMethod]
    public void Behind_a_router_that_ends_TLS_the_application_believes_its_headers()
    {
        Assert.AreEqual("""[{"name":"ASPNETCORE_FORWARDEDHEADERS_ENABLED","value":"true"}]""", Variables(SampleInputs.WebApi));
        Assert.IsNull(Variables(SampleInputs.All["https"]));
        Assert.IsNull(Variables(SampleInputs.All["bare"]));
        Assert.IsNull(Variables(SampleInputs.Worker));

        // The image says so itself, one way or the other.
        ManifestInput decided = SampleInputs.WebApi;
        Assert.IsNull(Variables(decided with { Image = decided.Image with { Config = decided.Image.Config with { Env = [.. decided.Image.Config.Env!.Value, "ASPNETCORE_FORWARDEDHEADERS_ENABLED=false"] } } }));

        static string? Variables(ManifestInput input) => GeneratedObjects.Container(GeneratedObjects.Plain(input))["env"]?.ToJsonString();
    }

    [TestMethod]
    public void One_pod_has_no_budget_and_several_have_one_that_never_holds_a_node_up()
    {
        Assert.IsFalse(GeneratedObjects.Plain(SampleInputs.Database).Any(o => (string)o["kind"]! == "PodDisruptionBudget"));
        JsonObject budget = GeneratedObjects.Of(GeneratedObjects.Plain(SampleInputs.WebApi), "PodDisruptionBudget");
        Assert.AreEqual(1, (int)budget["spec"]!["maxUnavailable"]!);
        Assert.IsNull(budget["spec"]!["minAvailable"]);
        Assert.HasCount(2, (JsonArray)GeneratedObjects.PodSpec(GeneratedObjects.Plain(SampleInputs.WebApi))["topologySpreadConstraints"]!);
    }

    [TestMethod]
    public void The_autoscaler_alone_says_how_many_pods_there_are()
    {
        IReadOnlyList<JsonObject> objects = GeneratedObjects.Processed(SampleInputs.All["autoscaled"]);
        Assert.IsNull(GeneratedObjects.Of(objects, "Deployment")["spec"]!["replicas"]);
        Assert.AreEqual(2, (int)GeneratedObjects.Of(objects, "HorizontalPodAutoscaler")["spec"]!["minReplicas"]!);
        Assert.AreEqual(6, (int)GeneratedObjects.Of(objects, "HorizontalPodAutoscaler")["spec"]!["maxReplicas"]!);
    }

    [TestMethod]
    public void The_deployment_follows_its_image_stream()
    {
        IReadOnlyList<JsonObject> objects = GeneratedObjects.Processed(SampleInputs.All["image-stream"]);
        string trigger = (string)GeneratedObjects.Of(objects, "Deployment")["metadata"]!["annotations"]!["image.openshift.io/triggers"]!;
        Assert.AreEqual("web:deployed", (string)JsonNode.Parse(trigger)![0]!["from"]!["name"]!);
        Assert.AreEqual("spec.template.spec.containers[?(@.name==\"web\")].image", (string)JsonNode.Parse(trigger)![0]!["fieldPath"]!);
        JsonNode tag = GeneratedObjects.Of(objects, "ImageStream")["spec"]!["tags"]![0]!;
        Assert.AreEqual(SampleInputs.Reference, (string)tag["from"]!["name"]!);
        Assert.AreEqual("PreserveOriginal", (string)tag["importPolicy"]!["importMode"]!, "an index stays one");
    }

    [TestMethod]
    public void What_the_image_says_it_needs_at_least_is_requested()
    {
        ManifestInput input = SampleInputs.WebApi;
        IReadOnlyList<JsonObject> objects = GeneratedObjects.Plain(input with { Facts = input.Facts with { Metadata = new MetadataFacts { MinMemory = "1Gi", MinCpu = "50m" } } });
        Assert.AreEqual("""{"requests":{"cpu":"100m","memory":"1Gi"},"limits":{"memory":"1Gi"}}""", GeneratedObjects.Container(objects)["resources"]!.ToJsonString());
    }

    [TestMethod]
    public void Nothing_is_written_that_was_not_asked_for()
    {
        string[] bare = [.. GeneratedObjects.Processed(SampleInputs.All["bare"]).Select(o => (string)o["kind"]!)];
        CollectionAssert.AreEqual(new[] { "Deployment", "Service" }, bare);
        Assert.AreEqual("shared", (string)GeneratedObjects.PodSpec(GeneratedObjects.Plain(SampleInputs.All["bare"]))["serviceAccountName"]!);
        GeneratedManifests none = ManifestGenerator.Generate(SampleInputs.Web("web", new ManifestFacts { Template = false, Kubernetes = false }));
        Assert.IsEmpty(none.Files);
        Assert.IsEmpty(none.Texts);
        Assert.IsEmpty(none.Notes);
    }

    [TestMethod]
    [DataRow("registry.example.com:5000/shop/web@sha256:5f3c1d8a9e7b60f2c4d51a8b3e9f07c6d2a4b8e1f5c3079d6a2e8b4c1f7d5093", """[{"name":"registry.example.com:5000/shop/web","digest":"sha256:5f3c1d8a9e7b60f2c4d51a8b3e9f07c6d2a4b8e1f5c3079d6a2e8b4c1f7d5093"}]""")]
    [DataRow("quay.io/shop/web:1.4", """[{"name":"quay.io/shop/web","newTag":"1.4"}]""")]
    public void An_image_of_the_projects_choice_is_what_kustomize_names(string image, string expected) =>
        Assert.AreEqual(expected, GeneratedObjects.Kustomization(SampleInputs.Web("web", new ManifestFacts { Name = "web", Image = image }))["images"]!.ToJsonString());

    [TestMethod]
    [DataRow("", "Shop.Web_Api", "shop-web-api")]
    [DataRow("orders", "x", "orders")]
    [DataRow("a-name-of-sixty-three-letters-is-the-longest-that-a-service-has", "x", "a-name-of-sixty-three-letters-is-the-longest-that-a-service-has")]
    [DataRow("", "1234", "app")]
    [DataRow("", "9Lives", "lives")]
    public void Objects_are_called_as_asked_or_as_the_project(string name, string project, string expected)
    {
        ManifestInput input = SampleInputs.Web(project, new ManifestFacts { Name = name });
        Assert.AreEqual(expected, (string)GeneratedObjects.Of(GeneratedObjects.Plain(input), "Deployment")["metadata"]!["name"]!);
    }

    [TestMethod]
    public void A_page_cell_cannot_break_its_table()
    {
        ManifestInput input = SampleInputs.Web("web", new ManifestFacts { Name = "web", Settings = [new SettingFact { Name = "A", Default = "x|y\nz`", Description = "a|b\r\nc", Source = "OpenShiftSetting" }] });
        string page = ManifestGenerator.Generate(input).Texts.Single().Content;
        Assert.Contains("| `A` | ConfigMap `web-settings` | x\\|y z` | no | a\\|b c | OpenShiftSetting |\n", page);
    }

    [TestMethod]
    public void Generating_needs_no_YAML_library()
    {
        string folder = Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Core", "Manifests");
        string[] files = [.. new[] { "Generation", "Probes" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(folder, f), "*.cs", SearchOption.AllDirectories)), .. new[] { "YamlWriter", "ScalarText", "MappingBuilder" }.Select(f => Path.Combine(folder, "Yaml", f + ".cs"))];
        Assert.IsGreaterThan(25, files.Length);
        Assert.IsFalse(files.Any(f => File.ReadAllText(f).Contains("using YamlDotNet", StringComparison.Ordinal)));
    }

    private static ManifestInput WithPaths(params WritablePath[] paths)
    {
        ManifestInput input = SampleInputs.WebApi;
        return input with { Facts = input.Facts with { Image = input.Facts.Image with { WritablePaths = [.. paths] } } };
    }
}
