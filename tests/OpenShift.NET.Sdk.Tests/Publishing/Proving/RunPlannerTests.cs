using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;
using OpenShift.NET.Sdk.Runs;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Manifests.Generation;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving;

/// <summary>How a run follows manifests.</summary>
[TestClass]
public sealed class RunPlannerTests
{
    public static IEnumerable<object[]> Applications => SampleInputs.Goldens.Keys.Select(static n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Applications))]
    public void The_plan_of_generated_manifests_is_as_agreed(string name)
    {
        ManifestInput input = SampleInputs.Goldens[name];
        ImmutableArray<ManifestFile> files = ManifestGenerator.Generate(input).Files;
        Publication publication = PublicationOf(input, files);
        string folder = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Publishing", "Proving", "Goldens");
        Directory.CreateDirectory(folder);
        Repository.AssertGenerated(Path.Combine(folder, name + ".txt"), Describe(Plan(publication, environment: static n => n == "ConnectionStrings__Orders" ? "Host=db" : null)));

        // A Template alone says the same.
        publication = PublicationOf(input, [.. files.Where(static f => f.Path == "template.yaml")]);
        Repository.AssertGenerated(Path.Combine(folder, name + ".txt"), Describe(Plan(publication, environment: static n => n == "ConnectionStrings__Orders" ? "Host=db" : null)));
    }

    [TestMethod]
    public void Without_manifests_the_image_runs_as_it_comes()
    {
        Publication like = RuleCase.Parse("").Build();
        var publication = new Publication { Manifest = like.Manifest, Config = like.Config with { Config = like.Config.Config with { Volumes = ImmutableSortedDictionary<string, EmptyObject>.Empty.Add("/data/", new EmptyObject()), Cmd = ["--urls", "x"] } }, Files = like.Files };
        RunPlan plan = Plan(publication);
        Assert.IsNull(plan.Workload);
        Assert.AreEqual("dotnet /app/WebApi.dll --urls x", string.Join(' ', plan.Container.Command));
        Assert.AreEqual("/data /tmp", string.Join(' ', plan.WritablePaths));
        Assert.AreEqual(RunPlanner.UsualMemory, plan.Container.MemoryLimit);
        Assert.IsNull(plan.MemoryLimit);
        Assert.IsTrue(plan.Container.ReadOnlyRoot);
        Assert.AreEqual("8080", string.Join(' ', plan.DeclaredPorts));
        Assert.AreEqual("application /app/ 8080", $"{plan.Container.Name} {plan.Container.WorkingDirectory} {plan.Container.Environment["ASPNETCORE_HTTP_PORTS"]}");
    }

    [TestMethod]
    public void Everything_a_container_says_is_followed()
    {
        RunPlan plan = Plan(With("""
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: settings }
            data: { COLOR: blue, nested.json: "{}" }
            ---
            apiVersion: v1
            kind: Secret
            metadata: { name: secrets }
            data: { password: czNjcmV0IQ== }
            stringData: { TOKEN: t0ken-value }
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: shop }
            spec:
              replicas: 3
              template:
                metadata:
                  labels: { tier: web }
                spec:
                  terminationGracePeriodSeconds: 12
                  serviceAccountName: robot
                  initContainers:
                    - { name: migrate, image: registry.contoso.example/shop/web-api:1, command: [/app/migrate] }
                  containers:
                    - name: web
                      image: registry.contoso.example/shop/web-api:1
                      workingDir: /srv
                      command: [/app/start, $(COLOR), $$(COLOR), $(NOBODY)]
                      args: [--pod, $(POD)]
                      envFrom:
                        - { prefix: C_, configMapRef: { name: settings } }
                        - { secretRef: { name: secrets } }
                      env:
                        - { name: COLOR, value: "dark $(C_COLOR)" }
                        - { name: POD, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
                        - { name: TIER, valueFrom: { fieldRef: { fieldPath: "metadata.labels['tier']" } } }
                        - { name: ACCOUNT, valueFrom: { fieldRef: { fieldPath: spec.serviceAccountName } } }
                        - { name: MIB, valueFrom: { resourceFieldRef: { resource: limits.memory, divisor: 1Mi } } }
                        - { name: PASSWORD, valueFrom: { secretKeyRef: { name: secrets, key: password } } }
                        - { name: GONE, valueFrom: { secretKeyRef: { name: secrets, key: gone, optional: true } } }
                        - { name: WANTED, valueFrom: { secretKeyRef: { name: secrets, key: wanted } } }
                      ports:
                        - { name: web, containerPort: 9000 }
                        - { name: dns, containerPort: 53, protocol: UDP }
                      resources: { limits: { memory: 300Mi } }
                      readinessProbe: { httpGet: { path: ready, port: web, scheme: HTTPS, host: shop.example.com, httpHeaders: [{ name: X-A, value: b }] }, timeoutSeconds: 4, initialDelaySeconds: 60 }
                      livenessProbe: { grpc: { port: 9000, service: live } }
                      startupProbe: { exec: { command: [/app/started] } }
                      lifecycle: { preStop: { exec: { command: [/app/drain] } } }
                      volumeMounts:
                        - { name: data, mountPath: /data }
                        - { name: cache, mountPath: /cache, readOnly: true }
                        - { name: both, mountPath: /etc/both }
                        - { name: both, mountPath: /app/one.json, subPath: a/nested.json }
                        - { name: claim, mountPath: /claim, subPath: inner/part }
                        - { name: pod, mountPath: /etc/pod }
                  volumes:
                    - { name: cache, emptyDir: {} }
                    - { name: claim, persistentVolumeClaim: { claimName: shared } }
                    - { name: pod, downwardAPI: { items: [{ path: labels, fieldRef: { fieldPath: metadata.labels } }] } }
                    - name: both
                      projected:
                        sources:
                          - configMap: { name: settings, items: [{ key: nested.json, path: a/nested.json }, { key: COLOR, path: ../out }] }
                          - secret: { name: secrets }
              volumeClaimTemplates:
                - metadata: { name: data }
            """));
        Assert.AreEqual("StatefulSet/shop 3 12", $"{plan.Workload} {plan.MostPods} {plan.GracePeriod.TotalSeconds}");
        CollectionAssert.AreEqual(new[] { "/app/start", "dark blue", "$(COLOR)", "$(NOBODY)", "--pod", "shop-0" }, plan.Container.Command);
        ImmutableDictionary<string, string> environment = plan.Container.Environment;
        Assert.AreEqual("blue dark blue shop-0 web robot 300 s3cret! t0ken-value", string.Join(' ', ((string[])["C_COLOR", "COLOR", "POD", "TIER", "ACCOUNT", "MIB", "PASSWORD", "TOKEN"]).Select(n => environment[n])));
        Assert.IsFalse(environment.ContainsKey("GONE"));
        Assert.AreEqual("WANTED", string.Join(' ', plan.MissingSettings));
        Assert.AreEqual("8080 9000", string.Join(' ', plan.DeclaredPorts));
        Assert.AreEqual(300L << 20, plan.MemoryLimit);
        Assert.IsFalse(plan.Container.ReadOnlyRoot);
        Assert.AreEqual("exec /app/started|https://shop.example.com:9000/ready|grpc :9000 live", string.Join('|', plan.Probes.Select(static p => p.Target)));
        Assert.AreEqual(4d, plan.Probes[1].Timeout.TotalSeconds);
        Assert.AreEqual("X-A=b", string.Join(' ', plan.Probes[1].Headers.Select(static h => $"{h.Key}={h.Value}")));
        Assert.AreEqual("/app/drain", plan.PreStop!.Command.Single());
        Assert.AreEqual(
            "/app/one.json ro =2|/cache ro|/claim rw shared-inner-part|/data rw|/etc/both ro TOKEN=11 a/nested.json=2 password=7|/etc/pod ro labels=10",
            string.Join('|', plan.Container.Volumes.Select(Describe)));
        Assert.AreEqual("/claim /data", string.Join(' ', plan.WritablePaths));
        Assert.AreEqual("*** and ***", plan.Secrets.Hide("s3cret! and t0ken-value"));
    }

    [TestMethod]
    public void Values_of_the_run_come_from_its_items_then_from_the_build()
    {
        Publication publication = PublicationOf(SampleInputs.Database, ManifestGenerator.Generate(SampleInputs.Database).Files);
        RunPlan plan = Plan(publication, new ProveFacts { Settings = [new NamedValue("ConnectionStrings__Orders", "Host=db;Password=of-the-item"), new NamedValue("Orders__PageSize", "5"), new NamedValue("Extra", "more")] }, static n => n == "Orders__Region" ? "of-the-build" : null);
        Assert.AreEqual("Host=db;Password=of-the-item|of-the-build|5|more", string.Join('|', ((string[])["ConnectionStrings__Orders", "Orders__Region", "Orders__PageSize", "Extra"]).Select(n => plan.Container.Environment[n])));
        Assert.IsTrue(plan.MissingSettings.IsEmpty);
        Assert.AreEqual("ConnectionStrings__Orders Orders__Region", string.Join(' ', plan.RequiredSettings));
        Assert.AreEqual("Orders__Region", string.Join(' ', plan.AskedOfEnvironment));
        Assert.AreEqual("*** ***", plan.Secrets.Hide("of-the-item of-the-build"));
        Assert.AreEqual(40, plan.Container.Environment["Jwt__Key"].Length);
        Assert.AreNotEqual(plan.Container.Environment["Jwt__Key"], Plan(publication).Container.Environment["Jwt__Key"], "generated anew");
        Assert.AreEqual("***", plan.Secrets.Hide(plan.Container.Environment["Jwt__Key"]));

        plan = Plan(publication);
        Assert.AreEqual("ConnectionStrings__Orders Orders__Region", string.Join(' ', plan.MissingSettings));
        Assert.IsTrue(plan.RequiredSettings.IsEmpty);
    }

    [TestMethod]
    public void What_is_given_and_no_secret_stays_in_paths_hosts_and_commands()
    {
        RunPlan plan = Plan(With(""), new ProveFacts
        {
            Settings = [new NamedValue("Redis__Host", "localhost"), new NamedValue("Data__Folder", "/data"), new NamedValue("PORT", "8080"), new NamedValue("Api__Password", "sesame-open")],
            Services = [new ProveService("db", "postgres:17", 5432) { Environment = [new NamedValue("POSTGRES_DB", "orders"), new NamedValue("POSTGRES_PASSWORD", "hunter-two")] }],
        });
        ContainerRun run = plan.Secrets.Hide(new ContainerRun
        {
            Command = ["/data/orders", "--port=8080", "sesame-open"],
            Processes = [new ContainerProcess(1, 0, "orders", "/data/orders --port=8080 hunter-two")],
            Probes = [new ProbeRun { Target = "http://:8080/healthz", Attempts = [new ProbeAttempt(1, false, 1, "exit code 1: no localhost")] }],
            Written = [new WrittenFile("/data/orders.db", 1, FileChange.Created, IsDeclared: true), new WrittenFile("/tmp/sesame-open", 1, FileChange.Created, IsDeclared: true)],
            Denied = [new DeniedPath("/data/keys", "Permission denied", 1)],
            Unreachable = [new UnreachablePeer("localhost", 6379, 1)],
            Log = [new LogLine(1, true, "Connection refused (localhost:6379), /data, hunter-two")],
        });
        Assert.AreEqual("/data/orders --port=8080 ***", string.Join(' ', run.Command));
        Assert.AreEqual("orders /data/orders --port=8080 ***", $"{run.Processes[0].Program} {run.Processes[0].Command}");
        Assert.AreEqual("http://:8080/healthz", run.Probes[0].Target);
        Assert.AreEqual("exit code 1: no ***", run.Probes[0].Attempts[0].Answer);
        Assert.AreEqual("/data/orders.db /tmp/***", string.Join(' ', run.Written.Select(static w => w.Path)));
        Assert.AreEqual("/data/keys localhost", $"{run.Denied[0].Path} {run.Unreachable[0].Host}");
        Assert.AreEqual("Connection refused (***:6379), ***, ***", run.Log[0].Text);
    }

    [TestMethod]
    public void What_is_kept_as_a_secret_is_hidden_everywhere_whatever_its_name()
    {
        Publication publication = With("""
            apiVersion: v1
            kind: Pod
            metadata: { name: shop }
            spec:
              containers:
              - name: shop
                image: registry.contoso.example/shop/web-api:1
                env:
                - { name: Greeting, valueFrom: { secretKeyRef: { name: elsewhere, key: greeting } } }
                - { name: Region, valueFrom: { configMapKeyRef: { name: elsewhere, key: region } } }
            """);
        RunPlan plan = Plan(publication, environment: static n => n switch { "Greeting" => "good-morning", "Region" => "north", _ => null });
        Assert.AreEqual("good-morning north", $"{plan.Container.Environment["Greeting"]} {plan.Container.Environment["Region"]}");
        ContainerRun run = plan.Secrets.Hide(new ContainerRun { Command = ["good-morning", "north"], Log = [new LogLine(1, false, "good-morning north")] });
        Assert.AreEqual("*** north", string.Join(' ', run.Command));
        Assert.AreEqual("*** ***", run.Log[0].Text);
    }

    [TestMethod]
    public void Secrets_that_are_kept_as_none_are_hidden_all_the_same()
    {
        Publication with = With("""
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: settings }
            data: { Smtp__Password: of-the-map, Smtp__Host: mail.example.com }
            ---
            apiVersion: v1
            kind: Pod
            metadata: { name: shop }
            spec:
              containers:
              - name: shop
                image: registry.contoso.example/shop/web-api:1
                envFrom: [{ configMapRef: { name: settings } }]
                env: [{ name: Database__Password, value: of-the-literal }, { name: Database__Host, value: db.example.com }]
            """);
        var publication = new Publication
        {
            Project = with.Project,
            Manifest = with.Manifest,
            Config = with.Config with { Config = with.Config.Config with { Env = ["ADMIN_PASSWORD=of-the-image", "LANG=en_US.UTF-8"] } },
            Files = with.Files,
            Manifests = with.Manifests,
        };
        Assert.AreEqual("*** *** *** mail.example.com db.example.com en_US.UTF-8", Plan(publication).Secrets.Hide("of-the-map of-the-literal of-the-image mail.example.com db.example.com en_US.UTF-8"));
    }

    [TestMethod]
    public void Of_several_workloads_the_application_is_followed()
    {
        RunPlan plan = Plan(With("""
            apiVersion: batch/v1
            kind: CronJob
            metadata: { name: nightly }
            spec: { jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: job, image: registry.contoso.example/shop/web-api:1, args: [--job] }] } } } } }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: other }
            spec: { template: { spec: { containers: [{ name: web, image: registry.contoso.example/shop/other:1 }] } } }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: shop }
            spec: { template: { spec: { containers: [{ name: proxy, image: envoy:1 }, { name: web, image: registry.contoso.example/shop/web-api:1 }] } } }
            """));
        Assert.AreEqual("Deployment/shop", plan.Workload);
        Assert.IsFalse(plan.EndsByItself);
        Assert.AreEqual("dotnet /app/WebApi.dll", string.Join(' ', plan.Container.Command));
    }

    [TestMethod]
    public void Without_a_project_the_image_is_found_by_its_name()
    {
        Publication with = With("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: a }
            spec: { template: { spec: { containers: [{ name: web, image: quay.io/x/first:1 }] } } }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: b }
            spec: { template: { spec: { containers: [{ name: web, image: quay.io/x/second:1 }] } } }
            """);
        var alone = new Publication { Manifest = with.Manifest, Config = with.Config, Files = with.Files, Manifests = with.Manifests };
        Assert.IsNull(Plan(alone).Workload);
        Assert.AreEqual("Deployment/b", RunPlanner.Plan(alone, new ProveFacts(), static _ => null, "team/second").Workload);
    }

    [TestMethod]
    [DataRow("[a-zA-Z0-9]{40}", "^[a-zA-Z0-9]{40}$")]
    [DataRow("key-[a-f]{8}.x", "^key-[a-f]{8}\\.x$")]
    [DataRow("[\\d]{3}[\\a]{2}", "^[0-9]{3}[a-zA-Z]{2}$")]
    [DataRow("[broken", "^\\[broken$")]
    public void Generated_values_follow_their_pattern(string pattern, string expected) => StringAssert.Matches(ExpressionGenerator.Make(pattern), new System.Text.RegularExpressions.Regex(expected));

    private static RunPlan Plan(Publication publication, ProveFacts? prove = null, Func<string, string?>? environment = null) =>
        RunPlanner.Plan(publication, prove ?? new ProveFacts(), environment ?? (static _ => null));

    private static Publication With(string yaml)
    {
        Publication like = RuleCase.Parse("").Build();
        return new Publication
        {
            Project = like.Project,
            Manifest = like.Manifest,
            Config = like.Config,
            Files = like.Files,
            Manifests = ManifestSet.Of([new ManifestFile("all.yaml", YamlReader.Read(Encoding.UTF8.GetBytes(yaml), "all.yaml"))]),
        };
    }

    private static Publication PublicationOf(ManifestInput input, ImmutableArray<ManifestFile> files)
    {
        Publication like = RuleCase.Parse("").Build();
        return new Publication
        {
            Project = input.Facts,
            Manifest = like.Manifest,
            Config = like.Config with { Config = like.Config.Config with { ExposedPorts = input.Image.Config.ExposedPorts, Env = input.Image.Config.Env } },
            Files = like.Files,
            Manifests = ManifestSet.Of(files.Select(static f => new ManifestFile(f.Path, YamlReader.Read(Encoding.UTF8.GetBytes(YamlWriter.Write(f)), f.Path)))),
        };
    }

    private static string Describe(ContainerVolume volume) =>
        $"{volume.Path} {(volume.IsReadOnly ? "ro" : "rw")}{(volume.SharedAs is { } shared ? " " + shared : "")}{string.Concat(volume.Files.OrderBy(static f => f.Key, StringComparer.Ordinal).Select(static f => $" {f.Key}={f.Value.Length}"))}";

    private static string Describe(RunPlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"workload     {plan.Workload}, at most {plan.MostPods} pods{(plan.EndsByItself ? ", ends by itself" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"container    {plan.Container.Name}: {string.Join(' ', plan.Container.Command)} in {plan.Container.WorkingDirectory}, {(plan.Container.ReadOnlyRoot ? "read-only root" : "writable root")}, {plan.Container.MemoryLimit >> 20} MiB\n");
        // An optional secret is empty in a Template, and not there in the other files.
        foreach ((string name, string value) in plan.Container.Environment.Where(static v => v.Value.Length > 0).OrderBy(static v => v.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"variable     {name}={(name == "Jwt__Key" ? "(generated)" : value)}\n");
        }

        foreach (ContainerVolume volume in plan.Container.Volumes)
        {
            text.Append(CultureInfo.InvariantCulture, $"volume       {Describe(volume)}\n");
        }

        foreach (ProbeRequest probe in plan.Probes)
        {
            text.Append(CultureInfo.InvariantCulture, $"probe        {probe.Kind} {probe.Target} in {probe.Timeout.TotalSeconds} s\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"ports        {string.Join(' ', plan.DeclaredPorts)}\n");
        text.Append(CultureInfo.InvariantCulture, $"stop         {plan.PreStop?.Sleep.TotalSeconds ?? 0} s pause, {plan.GracePeriod.TotalSeconds} s grace\n");
        text.Append(CultureInfo.InvariantCulture, $"required     {string.Join(' ', plan.RequiredSettings)}\n");
        return text.Append(CultureInfo.InvariantCulture, $"missing      {string.Join(' ', plan.MissingSettings)}\n").ToString();
    }
}
