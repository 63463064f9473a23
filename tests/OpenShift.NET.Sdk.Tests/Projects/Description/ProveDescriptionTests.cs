using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

[TestClass]
public sealed class ProveDescriptionTests
{
    private const string Value = "v4lue-of-the-item";
    private readonly Dictionary<string, string> _properties = [];
    private readonly List<InputItem> _items = [];

    [TestMethod]
    public void Nothing_is_proved_unasked()
    {
        ProveFacts facts = Describe();
        Assert.AreEqual("Never Auto 60 0 0", $"{facts.When} {facts.Engine} {facts.TimeoutSeconds} {facts.Settings.Length} {facts.Services.Length}");
    }

    [TestMethod]
    public void Properties_and_items_are_read()
    {
        _properties["OpenShiftProve"] = "always";
        _properties["OpenShiftProveEngine"] = "inplace";
        _properties["OpenShiftProveTimeoutSeconds"] = "5";
        Add("ProveSetting", "ConnectionStrings:Shop", ("Value", Value));
        Add("ProveService", "db", ("Image", "registry.example.com/postgres:17"), ("Port", "5432"), ("Ready", "exec:pg_isready -U 'shop user'"), ("Environment", "POSTGRES_USER=shop; POSTGRES_PASSWORD=a=b ;"));
        Add("ProveService", "api", ("Image", "oci-archive:api.tar"), ("Port", "8080"), ("Ready", "http:/healthz"));
        ProveFacts facts = Describe();
        Assert.AreEqual("Always InPlace 5", $"{facts.When} {facts.Engine} {facts.TimeoutSeconds}");
        Assert.AreEqual(new NamedValue("ConnectionStrings__Shop", Value), facts.Settings.Single());
        Assert.AreEqual("api oci-archive:api.tar 8080 http:/healthz|db registry.example.com/postgres:17 5432 exec:pg_isready -U 'shop user'", string.Join('|', facts.Services.Select(static s => $"{s.Name} {s.Image} {s.Port} {s.Ready}")));
        Assert.AreEqual("POSTGRES_USER=shop POSTGRES_PASSWORD=a=b", string.Join(' ', facts.Services[1].Environment.Select(static v => $"{v.Name}={v.Value}")));

        ProjectFacts read = FactsJson.Read(FactsJson.Write(Project() with { Prove = facts }), "facts.json");
        Assert.AreEqual(string.Join('|', facts.Services.Select(static s => s.Ready)), string.Join('|', read.Prove.Services.Select(static s => s.Ready)));
    }

    [TestMethod]
    [DataRow("OpenShiftProve", "true", "OpenShiftProve is 'true'")]
    [DataRow("OpenShiftProveEngine", "chroot", "OpenShiftProveEngine is 'chroot'")]
    [DataRow("OpenShiftProveTimeoutSeconds", "0", "OpenShiftProveTimeoutSeconds is '0'")]
    [DataRow("OpenShiftProveTimeoutSeconds", "soon", "OpenShiftProveTimeoutSeconds is 'soon'")]
    public void A_property_that_cannot_be_understood_is_named(string property, string value, string seen)
    {
        _properties[property] = value;
        Assert.AreEqual(seen, Failures.Expect(ToolCodes.InvalidProperty, () => Describe()).Seen);
    }

    [TestMethod]
    [DataRow("1st", null, null, null, null, "is no host name")]
    [DataRow("Db", null, null, null, null, "is no host name")]
    [DataRow("db", null, "5432", null, null, "has no Image")]
    [DataRow("db", "postgres:17", null, null, null, "has no Port")]
    [DataRow("db", "postgres:17", "70000", null, null, "has the Port '70000'")]
    [DataRow("db", "postgres:17", "5432", "http", null, "has the Ready 'http'")]
    [DataRow("db", "postgres:17", "5432", "http:healthz", null, "has the Ready 'http:healthz'")]
    [DataRow("db", "postgres:17", "5432", "exec:", null, "has the Ready 'exec:'")]
    [DataRow("db", "postgres:17", "5432", "exec:sh -c 'x", null, "has the Ready 'exec:sh -c 'x'")]
    [DataRow("db", "postgres:17", "5432", null, Value, "has an Environment in which an entry is not NAME=value")]
    public void A_service_that_cannot_be_run_is_named(string name, string? image, string? port, string? ready, string? environment, string seen)
    {
        Add("ProveService", name, ("Image", image), ("Port", port), ("Ready", ready), ("Environment", environment));
        OpenShiftException failure = Failures.Expect(ToolCodes.InvalidProofItem, () => Describe());
        Assert.AreEqual($"OpenShiftProveService '{name}' {seen}", failure.Seen);
        Assert.DoesNotContain(Value, failure.Message);
    }

    [TestMethod]
    public void A_name_that_is_there_twice_and_one_that_is_no_variable_are_named()
    {
        Add("ProveService", "db", ("Image", "a"), ("Port", "1"));
        Add("ProveService", "db", ("Image", "b"), ("Port", "2"));
        Assert.AreEqual("OpenShiftProveService 'db' is there more than once", Failures.Expect(ToolCodes.InvalidProofItem, () => Describe()).Seen);
        _items.Clear();
        Add("ProveSetting", "A B", ("Value", Value));
        OpenShiftException failure = Failures.Expect(ToolCodes.InvalidProofItem, () => Describe());
        Assert.AreEqual("OpenShiftProveSetting 'A B' is not the name of an environment variable", failure.Seen);
        Assert.DoesNotContain(Value, failure.Message);
    }

    private void Add(string kind, string include, params (string Name, string? Value)[] metadata) =>
        _items.Add(new InputItem(kind, include, metadata.Where(static m => m.Value is not null).ToImmutableDictionary(static m => m.Name, static m => m.Value!, StringComparer.OrdinalIgnoreCase)));

    private static ProjectFacts Project() => new() { Identity = new ProjectIdentity { Name = "Shop", ProjectFile = "/src/Shop.csproj", AssemblyName = "Shop", Version = "1.0.0" } };

    private ProveFacts Describe()
    {
        var input = new ProjectInput(_properties.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase), [.. _items]);
        PropertyPlaces places = PropertyPlaces.Read("", []);
        return new ProveReader(input, new PropertyReader(input, places), places).Read();
    }
}
