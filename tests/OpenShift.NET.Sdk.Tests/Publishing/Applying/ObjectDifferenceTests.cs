using System.Text.Json;
using OpenShift.NET.Sdk.Clusters;
using OpenShift.NET.Sdk.Publishing.Applying;

namespace OpenShift.NET.Sdk.Tests.Publishing.Applying;

/// <summary>What is shown of a change, and what is not.</summary>
[TestClass]
public sealed class ObjectDifferenceTests
{
    [TestMethod]
    [DataRow(
        """{"kind":"Deployment","spec":{"containers":[{"name":"orders","image":"a"}]}}""",
        """{"kind":"Deployment","spec":{"containers":[{"name":"orders","image":"b"},{"name":"sidecar","env":[{"name":"Db__Password","value":"hunter2"}]}]}}""",
        ".spec.containers[orders].image: a → b|.spec.containers[sidecar]: + (with a secret in it)")]
    [DataRow(
        """{"kind":"Deployment","spec":{"env":[{"name":"Db__Password","value":"hunter1"},{"name":"Mode","value":"slow"}]}}""",
        """{"kind":"Deployment","spec":{"env":[{"name":"Db__Password","value":"hunter2"},{"name":"Mode","value":"fast"}]}}""",
        ".spec.env[Db__Password].value: *** → ***|.spec.env[Mode].value: slow → fast")]
    [DataRow(
        """{"kind":"ConfigMap","data":{"Db__Password":"hunter1","Mode":"slow"}}""",
        """{"kind":"ConfigMap","data":{"Db__Password":"hunter2","Mode":"fast","Api__Key":"hunter3"}}""",
        ".data.Db__Password: *** → ***|.data.Mode: slow → fast|.data.Api__Key: + ***")]
    [DataRow(
        """{"kind":"Secret","data":{"a":"aHVudGVyMQ=="},"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{hunter1}"}}}""",
        """{"kind":"Secret","data":{"a":"aHVudGVyMg=="},"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{hunter2}"}}}""",
        ".data.a: *** → ***")]
    public void Secrets_are_left_out_however_deep_they_lie(string before, string after, string expected) =>
        Assert.AreEqual(expected, string.Join('|', Lines(before, after, static t => t)));

    [TestMethod]
    public void A_value_is_hidden_before_it_is_cut()
    {
        string filler = new('x', 155);
        string line = Lines("""{"spec":{"note":"a"}}""", $$$"""{"spec":{"note":"{{{filler}}}hunter2hunter2"}}""", static t => t.Replace("hunter2hunter2", "***", StringComparison.Ordinal)).Single();
        Assert.AreEqual($".spec.note: a → {filler}***", line);
    }

    private static IEnumerable<string> Lines(string before, string after, Func<string, string> hide)
    {
        using JsonDocument old = JsonDocument.Parse(before);
        using JsonDocument made = JsonDocument.Parse(after);
        return ObjectDifference.Of(new ApiObject(old.RootElement), new ApiObject(made.RootElement), hide);
    }
}
