using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Merging;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Tests.Manifests.Merging;

[TestClass]
public sealed class ManifestMergerTests
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: orders
        spec:
          replicas: 1
          strategy:
            type: RollingUpdate
            rollingUpdate:
              maxSurge: 1
          template:
            spec:
              containers:
                - name: orders
                  image: registry.example.com/orders@sha256:1
                  env:
                    - name: A
                      valueFrom:
                        configMapKeyRef:
                          name: orders-settings
                    - name: B
                      value: b
                  ports:
                    - name: http
                      containerPort: 8080
                  livenessProbe:
                    tcpSocket:
                      port: http
                    periodSeconds: 10
                  volumeMounts:
                    - name: tmp
                      mountPath: /tmp
              volumes:
                - name: tmp
                  emptyDir: {}
        """;

    private const string Kustomization = """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources:
          - deployment.yaml
        """;

    private static readonly string Template = $$"""
        apiVersion: template.openshift.io/v1
        kind: Template
        metadata:
          name: orders
        parameters:
          - name: NAME
            value: orders
          - name: REPLICAS
            value: "1"
        objects:
          - apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: ${NAME}
            spec:
              replicas: ${{"{{REPLICAS}}"}}
          - apiVersion: route.openshift.io/v1
            kind: Route
            metadata:
              name: ${NAME}
            spec:
              tls:
                termination: edge
        """;

    [TestMethod]
    public void A_parameter_that_the_users_value_displaced_is_gone()
    {
        ImmutableArray<ManifestFile> merged = ManifestMerger.Merge(
            [new ManifestFile("template.yaml", YamlReader.Read(Encoding.UTF8.GetBytes(Template), "template.yaml"))],
            [new ManifestFile("openshift/a.yaml", YamlReader.Read("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  replicas: 3\n---\napiVersion: template.openshift.io/v1\nkind: Template\nparameters:\n  - name: UNUSED\n"u8.ToArray(), "a.yaml"))],
            "orders");
        Assert.AreEqual("NAME UNUSED", string.Join(' ', merged.Single().Documents[0].ItemsAt("parameters").Cast<YamlMapping>().Select(p => p.TextAt("name"))), "a parameter of the user's own is the user's affair");
    }

    [TestMethod]
    [DataRow("{ name: http, containerPort: 9090 }", "http:9090:TCP")]
    [DataRow("{ name: web, containerPort: 8080 }", "web:8080:TCP")]
    [DataRow("{ name: dns, containerPort: 8080, protocol: UDP }", "http:8080:TCP dns:8080:UDP")]
    [DataRow("{ containerPort: 8080, $patch: delete }", "")]
    [DataRow("{ name: metrics, containerPort: 9100 }", "http:8080:TCP metrics:9100:TCP")]
    public void A_port_is_known_by_its_name_and_by_its_number(string port, string expected)
    {
        YamlMapping merged = MergeContainer($"ports: [{port}]");
        Assert.AreEqual(expected, string.Join(' ', merged.ItemsAt("ports").Cast<YamlMapping>().Select(p => $"{p.TextAt("name")}:{p.TextAt("containerPort")}:{p.TextAt("protocol") ?? "TCP"}")));
    }

    [TestMethod]
    [DataRow("[{ secretRef: { name: extra } }]", "orders-settings/ extra/")]
    [DataRow("[{ configMapRef: { name: orders-settings, optional: true } }]", "orders-settings/true")]
    [DataRow("[{ configMapRef: { name: orders-settings }, $patch: delete }]", "")]
    [DataRow("[{ prefix: X_, configMapRef: { name: orders-settings } }]", "orders-settings/ orders-settings/")]
    public void Sources_of_variables_are_added_to_the_generated_one(string sources, string expected)
    {
        YamlMapping merged = MergeContainer($"envFrom: {sources}");
        Assert.AreEqual(expected, string.Join(' ', merged.ItemsAt("envFrom").Cast<YamlMapping>().Select(s => (YamlMapping)(s["configMapRef"] ?? s["secretRef"])!).Select(s => $"{s.TextAt("name")}/{s.TextAt("optional")}")));
    }

    private static YamlMapping MergeContainer(string field)
    {
        YamlMapping deployment = YamlReader.Read(Encoding.UTF8.GetBytes(Deployment.Replace("          ports:", "          envFrom:\n            - configMapRef:\n                name: orders-settings\n          ports:", StringComparison.Ordinal)), "deployment.yaml").Single();
        YamlMapping written = YamlReader.Read(Encoding.UTF8.GetBytes($"spec: {{ template: {{ spec: {{ containers: [{{ name: orders, {field} }}] }} }} }}"), "mine.yaml").Single();
        return (YamlMapping)StrategicMerge.Merge(deployment, written, null).ItemsAt("spec", "template", "spec", "containers")[0];
    }

    [TestMethod]
    public void What_the_user_writes_wins_field_by_field_and_lists_merge_by_name()
    {
        YamlMapping merged = Merge("""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: orders
              annotations:
                team: blue
            spec:
              strategy:
                type: Recreate
              template:
                spec:
                  containers:
                    - name: orders
                      env:
                        - name: A
                          value: mine
                        - name: B
                          $patch: delete
                        - name: C
                          value: new
                      ports:
                        - containerPort: 8080
                          protocol: TCP
                      livenessProbe:
                        httpGet:
                          path: /alive
                          port: http
                      volumeMounts:
                        - name: cache
                          mountPath: /tmp
                      image: null
                    - name: proxy
                      image: proxy:1
                  volumes:
                    - name: tmp
                      persistentVolumeClaim:
                        claimName: x
            """).Deployment;
        Assert.AreEqual("""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: orders
              annotations:
                team: blue
            spec:
              replicas: 1
              strategy:
                type: Recreate
              template:
                spec:
                  containers:
                    - name: orders
                      env:
                        - name: A
                          value: mine
                        - name: C
                          value: new
                      ports:
                        - name: http
                          containerPort: 8080
                          protocol: TCP
                      livenessProbe:
                        periodSeconds: 10
                        httpGet:
                          path: /alive
                          port: http
                      volumeMounts:
                        - name: cache
                          mountPath: /tmp
                    - name: proxy
                      image: proxy:1
                  volumes:
                    - name: tmp
                      persistentVolumeClaim:
                        claimName: x
            """.ReplaceLineEndings("\n") + "\n", YamlWriter.Write(Uncommented(merged)));
    }

    [TestMethod]
    public void The_Templates_object_is_merged_too_and_keeps_its_parameters()
    {
        ImmutableArray<ManifestFile> files = Merge("""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: orders
              labels:
                tier: back
            spec:
              replicas: 3
            """).Files;
        var template = (YamlMapping)Find(files, "template.yaml").ItemsAt("objects")[0];
        Assert.AreEqual("${NAME}", template.TextAt("metadata", "name"));
        Assert.AreEqual("back", template.TextAt("metadata", "labels", "tier"));
        Assert.AreEqual("3", template.TextAt("spec", "replicas"));
        Assert.AreEqual("3", Find(files, "kubernetes/deployment.yaml").TextAt("spec", "replicas"));
        Assert.HasCount(3, files);
    }

    [TestMethod]
    public void Another_object_becomes_a_file_of_its_own_and_an_object_of_the_Template()
    {
        ImmutableArray<ManifestFile> files = Merge("apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  name: orders\nspec:\n  empty: null\n").Files;
        Assert.AreEqual("ServiceMonitor", Find(files, "kubernetes/servicemonitor-orders.yaml").TextAt("kind"));
        CollectionAssert.AreEqual(new[] { "deployment.yaml", "servicemonitor-orders.yaml" }, Find(files, "kubernetes/kustomization.yaml").ItemsAt("resources").Select(r => ((YamlScalar)r).Text).ToArray());
        Assert.AreEqual("ServiceMonitor", ((YamlMapping)Find(files, "template.yaml").ItemsAt("objects")[^1]).TextAt("kind"));
    }

    [TestMethod]
    public void An_object_that_only_the_Template_has_stays_out_of_the_plain_files()
    {
        ImmutableArray<ManifestFile> files = Merge("apiVersion: route.openshift.io/v1\nkind: Route\nmetadata:\n  name: orders\nspec:\n  tls:\n    termination: reencrypt\n").Files;
        Assert.HasCount(3, files);
        Assert.AreEqual("reencrypt", ((YamlMapping)Find(files, "template.yaml").ItemsAt("objects")[1]).TextAt("spec", "tls", "termination"));
    }

    [TestMethod]
    public void A_Template_of_the_users_adds_parameters_and_objects_to_the_Template_alone()
    {
        ImmutableArray<ManifestFile> files = Merge("""
            apiVersion: template.openshift.io/v1
            kind: Template
            parameters:
              - name: REPLICAS
                value: "2"
              - name: TEAM
                value: blue
            objects:
              - apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: ${NAME}
                  labels:
                    team: ${TEAM}
              - apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: ${NAME}-more
            """).Files;
        YamlMapping template = Find(files, "template.yaml");
        CollectionAssert.AreEqual(new[] { "orders", "2", "blue" }, template.ItemsAt("parameters").Select(p => ((YamlMapping)p).TextAt("value")).ToArray());
        Assert.AreEqual("${TEAM}", ((YamlMapping)template.ItemsAt("objects")[0]).TextAt("metadata", "labels", "team"));
        Assert.HasCount(3, template.ItemsAt("objects"));
        Assert.HasCount(3, files);
    }

    [TestMethod]
    [DataRow("kind: Deployment\nmetadata:\n  name: x\n", 1, "apiVersion")]
    [DataRow("apiVersion: apps/v1\nmetadata:\n  name: x\n", 1, "kind")]
    [DataRow("apiVersion: apps/v1\nkind: Deployment\nmetadata: {}\n", 1, "metadata.name")]
    [DataRow("apiVersion: apps/v1\nkind: Deploymnt\nmetadata:\n  name: x\n", 2, "Deploymnt")]
    [DataRow("# first\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", 2, "kustomization")]
    [DataRow("apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Deployment\n", 5, "v1 knows no kind")]
    public void What_no_cluster_would_take_is_refused_with_its_place(string text, int line, string says)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => Merge(text));
        Assert.AreEqual(ToolCodes.InvalidManifestSource, e.Code);
        Assert.AreEqual(("/src/openshift/mine.yaml", line), (e.Place!.File, e.Place.Line));
        Assert.Contains(says, e.Seen);
    }

    [TestMethod]
    public void Origins_lead_to_what_the_user_wrote_and_to_the_property()
    {
        ManifestFile generated = Of("kubernetes/deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  replicas: 1\n  paused: false\n");
        YamlMapping root = generated.Documents[0];
        YamlEntry spec = root.EntryOf("spec")!;
        YamlMapping commented = (YamlMapping)spec.Value;
        commented = commented with { Entries = commented.Entries.SetItem(0, commented.Entries[0] with { Comment = "OpenShiftReplicas" }) };
        generated = generated with { Documents = [root with { Entries = root.Entries.Replace(spec, spec with { Value = commented }) }] };
        ImmutableArray<ManifestFile> merged = ManifestMerger.Merge([generated], [Mine("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  paused: true\n  template:\n    a: [b]\n")], "orders");
        string origins = NodeOrigins.Write(merged, name => name == "OpenShiftReplicas" ? new SourceLocation("/src/Orders.csproj", 12, 5) : null);

        ManifestFile read = Of("kubernetes/deployment.yaml", YamlWriter.Write(merged[0]));
        YamlMapping marked = NodeOrigins.Apply([read], origins)[0].Documents[0];
        Assert.AreEqual(new YamlMark(12, 5) { File = "/src/Orders.csproj" }, marked.At("spec", "replicas")!.Mark);
        Assert.AreEqual(new YamlMark(6, 11) { File = "/src/openshift/mine.yaml" }, marked.At("spec", "paused")!.Mark);
        Assert.AreEqual(new YamlMark(8, 9) { File = "/src/openshift/mine.yaml" }, ((YamlSequence)marked.At("spec", "template", "a")!).Items[0].Mark);
        Assert.IsNull(marked.Mark.File);
        Assert.IsNull(marked.At("spec")!.Mark.File);
        Assert.AreEqual("/src/openshift/mine.yaml", new ManifestObject(marked, read).PlaceOf(marked.At("spec", "paused")!.Mark).File);
    }

    private static (ImmutableArray<ManifestFile> Files, YamlMapping Deployment) Merge(string written)
    {
        ImmutableArray<ManifestFile> files = ManifestMerger.Merge(
            [Of("kubernetes/deployment.yaml", Deployment), Of("kubernetes/kustomization.yaml", Kustomization), Of("template.yaml", Template)],
            [Mine(written)],
            "orders");
        return (files, Find(files, "kubernetes/deployment.yaml"));
    }

    private static ManifestFile Mine(string text) => Of("openshift/mine.yaml", text) with { FullPath = "/src/openshift/mine.yaml", Documents = YamlReader.ReadText(text, "/src/openshift/mine.yaml") };

    private static ManifestFile Of(string path, string text) => new(path, YamlReader.ReadText(text, path));

    private static YamlMapping Find(ImmutableArray<ManifestFile> files, string path) => files.Single(f => f.Path == path).Documents[0];

    private static YamlMapping Uncommented(YamlMapping mapping) => mapping with { Entries = [.. mapping.Entries.Select(e => e with { Comment = null, Value = Uncommented(e.Value) })] };

    private static YamlNode Uncommented(YamlNode node) => node switch
    {
        YamlMapping mapping => Uncommented(mapping),
        YamlSequence sequence => sequence with { Items = [.. sequence.Items.Select(Uncommented)] },
        _ => node,
    };
}
