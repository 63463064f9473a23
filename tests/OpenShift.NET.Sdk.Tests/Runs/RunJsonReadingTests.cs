using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Runs;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Runs;

[TestClass]
public sealed class RunJsonReadingTests
{
    [TestMethod]
    public void What_was_written_is_read()
    {
        byte[] written = RunJson.Write(CaseRun.Read(new JsonObject { ["notRun"] = null, ["more"] = new JsonArray(new JsonObject { ["purpose"] = "WithoutSetting", ["setting"] = "Mail__Host" }) })!);

        RunFacts? read = RunJson.TryRead(written);

        Assert.IsNotNull(read);
        Assert.AreEqual(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(RunJson.Write(read)));
        Assert.AreEqual("Mail__Host", read.Runs[1].Setting);
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("""{"schema":1}""")]
    [DataRow("""{"schema":2,"unproved":[],"missingSettings":[],"declaredPorts":[],"writablePaths":[],"runs":[]}""")]
    [DataRow("""{"schema":1,"unproved":[],"missingSettings":[null],"declaredPorts":[],"writablePaths":[],"runs":[]}""")]
    [DataRow("""{"schema":1,"unproved":[],"missingSettings":[],"declaredPorts":[],"writablePaths":[],"runs":[null]}""")]
    [DataRow("""{"schema":1,"unproved":[],"missingSettings":[],"declaredPorts":[],"writablePaths":[],"runs":[{"purpose":"Writable"}]}""")]
    [DataRow("""{"schema":1,"runs":""")]
    public void What_is_not_whole_is_not_read(string json) => Assert.IsNull(RunJson.TryRead(Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    public void No_member_may_be_missing_and_none_of_a_list_null()
    {
        JsonNode whole = JsonNode.Parse(RunJson.Write(CaseRun.Read(new JsonObject())!))!;
        var paths = new List<string[]>();
        Collect(whole, []);
        Assert.IsGreaterThan(10, paths.Count);
        foreach (string[] path in paths)
        {
            JsonNode damaged = whole.DeepClone();
            JsonNode owner = path[..^1].Aggregate(damaged, static (node, name) => int.TryParse(name, out int index) ? node[index]! : node[name]!);
            ((JsonObject)owner).Remove(path[^1]);

            Assert.IsNull(RunJson.TryRead(Encoding.UTF8.GetBytes(damaged.ToJsonString())), string.Join('/', path));
        }

        void Collect(JsonNode? node, string[] path)
        {
            if (node is JsonArray items)
            {
                paths.Add(path);
                for (int i = 0; i < items.Count; i++)
                {
                    Collect(items[i], [.. path, i.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
                }
            }
            else if (node is JsonObject members)
            {
                foreach ((string name, JsonNode? value) in members)
                {
                    Collect(value, [.. path, name]);
                }
            }
        }
    }
}
