using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Tests.Manifests.Probes;

[TestClass]
public sealed class ProbePlannerTests
{
    private static readonly ProbeEndpoint General = new("/healthz", HealthKind.General);
    private static readonly ProbeEndpoint Live = new("/livez", HealthKind.Liveness);
    private static readonly ProbeEndpoint Ready = new("/readyz", HealthKind.Readiness);
    private static readonly ProbeEndpoint Start = new("/startupz", HealthKind.Startup);

    [TestMethod]
    public void Each_endpoint_answers_for_what_it_tells()
    {
        Assert.AreEqual("startup=/livez liveness=/livez readiness=/readyz", Plan(8080, [Live, Ready]));
        Assert.AreEqual("startup=/startupz liveness=/livez readiness=/readyz", Plan(8080, [General, Start, Ready, Live]));
        Assert.AreEqual("startup=/livez liveness=/livez readiness=/healthz", Plan(8080, [General, Live]));
    }

    [TestMethod]
    public void A_general_endpoint_never_restarts_pods() =>
        Assert.AreEqual("startup=tcp:8080 liveness=tcp:8080 readiness=/healthz", Plan(8080, [General]));

    [TestMethod]
    public void Liveness_alone_is_not_readiness() =>
        Assert.AreEqual("startup=/livez liveness=/livez readiness=tcp:8080", Plan(8080, [Live]));

    [TestMethod]
    public void Without_endpoints_the_port_is_tried() =>
        Assert.AreEqual("startup=tcp:8080 liveness=tcp:8080 readiness=tcp:8080", Plan(8080, []));

    [TestMethod]
    public void An_endpoint_that_is_not_there_is_not_asked_and_the_reason_is_told()
    {
        var off = new ProbeFindings { Absent = [new AbsentEndpoint("/livez", HealthKind.Liveness, "only when Health:Enabled is true, and in the pod it is not set", "Set it.")] };
        ProbePlan plan = Planned(8080, off, []);
        Assert.AreEqual("startup=tcp:8080 liveness=tcp:8080 readiness=tcp:8080", Text(plan));
        Assert.AreEqual("The application maps /livez only when Health:Enabled is true, and in the pod it is not set. OpenShiftProbe Include=\"Liveness\" changes this probe.", plan.Liveness!.Reason);
        Assert.AreEqual("Liveness and readiness probes only open a TCP connection, which a hanging application still accepts. The application maps /livez only when Health:Enabled is true, and in the pod it is not set. Set it.", plan.Notes.Single());
        Assert.Contains("MapHealthChecks", Planned(8080, off with { Endpoints = [Live] }, []).Notes.Single());
    }

    [TestMethod]
    public void Who_listens_on_nothing_has_no_probes() =>
        Assert.AreEqual("", Plan(null, [Live]));

    [TestMethod]
    public void An_endpoint_of_its_own_port_is_asked_there()
    {
        ProbePlan plan = Planned(8080, new ProbeFindings { Endpoints = [Live with { Port = 9090 }] }, [], 9090);
        Assert.AreEqual(9090, plan.Liveness!.Port);
        Assert.IsTrue(plan.Liveness.Tls);
        Assert.AreEqual(8080, plan.Readiness!.Port);
        Assert.IsFalse(plan.Readiness.Tls);
    }

    [TestMethod]
    public void Http2_alone_is_never_asked_over_HTTP()
    {
        Assert.AreEqual("startup=tcp:8080 liveness=tcp:8080 readiness=tcp:8080", Text(Planned(8080, new ProbeFindings { Http2Only = true, Endpoints = [Live, Ready, General] }, [])));
        Assert.AreEqual("startup=tcp:8080 liveness=tcp:8080 readiness=grpc:8080", Text(Planned(8080, new ProbeFindings { Http2Only = true, GrpcHealth = true }, [])));

        // The kubelet's gRPC probe knows no TLS.
        Assert.AreEqual("startup=tcp:8443 liveness=tcp:8443 readiness=tcp:8443", Text(Planned(8443, new ProbeFindings { Http2Only = true, GrpcHealth = true }, [], 8443)));
    }

    [TestMethod]
    public void An_item_wins_over_what_was_found()
    {
        var findings = new ProbeFindings { Endpoints = [Live, Ready] };
        Assert.AreEqual("startup=/alive liveness=/alive readiness=/readyz", Text(Planned(8080, findings, [new ProbeFact(ProbeKind.Liveness) { Path = "/alive" }])));
        Assert.AreEqual("liveness=/livez readiness=/readyz", Text(Planned(8080, findings, [new ProbeFact(ProbeKind.Startup) { Action = ProbeAction.None }])));
        Assert.AreEqual("readiness=grpc:5000", Text(Planned(8080, findings, [new ProbeFact(ProbeKind.Liveness) { Action = ProbeAction.None }, new ProbeFact(ProbeKind.Readiness) { Action = ProbeAction.Grpc, Port = 5000 }])));
        Assert.AreEqual("startup=/livez liveness=/livez readiness=tcp:8080", Text(Planned(8080, findings, [new ProbeFact(ProbeKind.Readiness) { Action = ProbeAction.TcpSocket }])));
    }

    [TestMethod]
    public void An_item_without_path_changes_only_the_times()
    {
        PlannedProbe probe = Planned(8080, new ProbeFindings { Endpoints = [Live] }, [new ProbeFact(ProbeKind.Liveness) { PeriodSeconds = 60, InitialDelaySeconds = 7, TimeoutSeconds = 9, FailureThreshold = 2 }]).Liveness!;
        Assert.AreEqual("/livez", probe.Path);
        Assert.AreEqual((60, 7, 9, 2), (probe.PeriodSeconds, probe.InitialDelaySeconds!.Value, probe.TimeoutSeconds, probe.FailureThreshold));
    }

    [TestMethod]
    [DataRow(30, 1)]
    [DataRow(60, 1)]
    [DataRow(90, 2)]
    public void A_files_age_is_asked_in_whole_minutes(int seconds, int minutes)
    {
        ProbePlan plan = Planned(null, ProbeFindings.None, [new ProbeFact(ProbeKind.Liveness) { Action = ProbeAction.File, Command = ["/tmp/it's alive"], TimeoutSeconds = seconds }]);
        CollectionAssert.AreEqual(new[] { "/bin/sh", "-c", $"test -n \"$(find '/tmp/it'\\''s alive' -mmin -{minutes})\"" }, plan.Liveness!.Command.ToArray());
        Assert.IsLessThan(plan.Liveness.PeriodSeconds, plan.Liveness.TimeoutSeconds);
        Assert.IsNull(plan.Startup);
        Assert.IsEmpty(plan.Notes);
    }

    [TestMethod]
    public void A_TCP_probe_of_ours_is_told_with_what_does_better()
    {
        Assert.Contains("MapHealthChecks", Planned(8080, ProbeFindings.None, []).Notes.Single());
        Assert.StartsWith("The liveness probe only", Planned(8080, new ProbeFindings { Endpoints = [Ready] }, []).Notes.Single());
        Assert.StartsWith("The readiness probe only", Planned(8080, new ProbeFindings { Endpoints = [Live] }, []).Notes.Single());
        Assert.Contains("MapGrpcHealthChecksService", Planned(8080, new ProbeFindings { Http2Only = true }, []).Notes.Single());
        string named = Planned(8080, new ProbeFindings { Http2Only = true, GrpcHealth = true }, []).Notes.Single();
        Assert.DoesNotContain("MapGrpcHealthChecksService", named, "it is mapped");
        Assert.Contains("<OpenShiftProbe Include=\"Liveness\" Type=\"Grpc\" Service=\"live\" />", named);

        // A name without any check answers UNKNOWN, which the kubelet takes for a failure.
        Assert.Contains(".AddCheck(\"self\"", named);
        Assert.Contains("know no TLS", Planned(8443, new ProbeFindings { Http2Only = true, GrpcHealth = true }, [], 8443).Notes.Single());
        Assert.Contains("listens on no port", Planned(null, ProbeFindings.None, []).Notes.Single());
        Assert.IsEmpty(Planned(8080, new ProbeFindings { Endpoints = [Live, Ready] }, []).Notes);
        Assert.IsEmpty(Planned(8080, ProbeFindings.None, [new ProbeFact(ProbeKind.Liveness) { Action = ProbeAction.TcpSocket }, new ProbeFact(ProbeKind.Readiness) { Action = ProbeAction.TcpSocket }]).Notes);
        Assert.IsEmpty(Planned(null, ProbeFindings.None, [new ProbeFact(ProbeKind.Liveness) { Action = ProbeAction.None }]).Notes);
    }

    [TestMethod]
    public void No_probe_times_out_after_its_period()
    {
        foreach (PlannedProbe probe in Planned(8080, ProbeFindings.None, []).All)
        {
            Assert.IsLessThan(probe.PeriodSeconds, probe.TimeoutSeconds);
        }
    }

    private static string Plan(int? port, ImmutableArray<ProbeEndpoint> endpoints) => Text(Planned(port, new ProbeFindings { Endpoints = endpoints }, []));

    private static ProbePlan Planned(int? port, ProbeFindings found, ImmutableArray<ProbeFact> items, params int[] tls) => new ProbePlanner(items, found, port, [.. tls]).Plan();

    private static string Text(ProbePlan plan) => string.Join(' ', plan.All.Select(p => $"{p.Kind.ToString().ToLowerInvariant()}=" + p.Action switch
    {
        ProbeAction.HttpGet => p.Path,
        ProbeAction.Grpc => $"grpc:{p.Port}",
        ProbeAction.Exec => "exec",
        _ => $"tcp:{p.Port}",
    }));
}
