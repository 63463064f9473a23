using OpenShift.NET.Sdk.Publishing.Applying;

namespace OpenShift.NET.Sdk.Tests.Publishing.Applying;

[TestClass]
public sealed class AdmissionRefusalTests
{
    [TestMethod]
    [DataRow("provider restricted-v2: .containers[0].privileged: Invalid value: true: Privileged containers are not allowed", "it wants to be privileged")]
    [DataRow("provider restricted-v2: .containers[0].allowPrivilegeEscalation: Invalid value: true: Allowing privilege escalation for containers is not allowed", "it wants to get more privileges than it starts with")]
    [DataRow("provider restricted-v2: .containers[0].capabilities.add: Invalid value: \"NET_ADMIN\": capability may not be added", "it wants the capability NET_ADMIN")]
    [DataRow("provider restricted-v2: .spec.volumes[1]: Invalid value: \"hostPath\": hostPath volumes are not allowed to be used", "it wants a volume of kind hostPath")]
    [DataRow("provider restricted-v2: .spec.securityContext.hostNetwork: Invalid value: true: Host network is not allowed to be used", "it wants the node's network")]
    [DataRow("provider restricted-v2: .containers[0].hostPort: Invalid value: 8080: Host ports are not allowed to be used", "it wants ports of the node")]
    [DataRow("provider restricted-v2: .spec.securityContext.seLinuxOptions.level: Invalid value: \"\": must be s0:c26,c0", "it wants SELinux labels of its own")]
    [DataRow("provider restricted-v2: .spec.something: Forbidden: nobody may", "restricted-v2: .spec.something: Forbidden: nobody may")]
    public void Constraints(string refusal, string said)
    {
        Explanation? explained = AdmissionRefusal.Explain($"pods \"x\" is forbidden: unable to validate against any security context constraint: [provider \"anyuid\": Forbidden: not usable by user or serviceaccount, {refusal}, provider \"privileged\": Forbidden: not usable by user or serviceaccount]");
        Assert.AreEqual($"no security context constraint that its ServiceAccount may use admits it (restricted-v2 as a rule): {said}", explained!.Text);
    }

    [TestMethod]
    [DataRow("pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot != true (pod or container \"x\" must set securityContext.runAsNonRoot=true)", "the namespace's pod security level 'restricted:latest' forbids it: runAsNonRoot != true")]
    [DataRow("pods \"x\" is forbidden: failed quota: compute: must specify limits.cpu for: x", "the namespace's quota 'compute' wants every container to say limits.cpu for: x")]
    [DataRow("pods \"x\" is forbidden: maximum memory usage per Container is 128Mi, but limit is 256Mi", "the namespace's limit range refuses it: maximum memory usage per Container is 128Mi, but limit is 256Mi")]
    public void Others(string message, string said) => Assert.StartsWith(said, AdmissionRefusal.Explain(message)!.Text);

    [TestMethod]
    public void Anything_else_is_not_explained() => Assert.IsNull(AdmissionRefusal.Explain("deployments.apps \"x\" is forbidden: User \"dev\" cannot patch resource"));
}
