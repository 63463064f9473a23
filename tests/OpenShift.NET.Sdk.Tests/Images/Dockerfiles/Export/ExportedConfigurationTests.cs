using System.Collections.Immutable;
using System.Text.Json;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Dockerfiles.Export;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Tests.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.Dockerfiles.Export;

/// <summary>The instructions of a configuration.</summary>
[TestClass]
public sealed class ExportedConfigurationTests
{
    private static readonly FileTree s_files = TestLayer.Tree(TestLayer.Folder("/app"));

    [TestMethod]
    [DataRow("plain", "ENV A=\"plain\"")]
    [DataRow("", "ENV A=\"\"")]
    [DataRow("a \"b\" 'c' $HOME ${X} \\ # d = e", "ENV A=\"a \\\"b\\\" 'c' \\$HOME \\${X} \\\\ # d = e\"")]
    [DataRow("ends in a backslash\\", "ENV A=\"ends in a backslash\\\\\"")]
    [DataRow("tab\tand grün", "ENV A=\"tab\tand grün\"")]
    [DataRow("<<EOF", "ENV A=\"<<EOF\"")]
    public void Values_of_variables_are_quoted(string value, string line) => Assert.AreEqual(line, Lines(new ExecutionConfig { Env = ["A=" + value] }));

    [TestMethod]
    public void Of_variables_the_changed_ones_are_set_and_what_cannot_be_is_told()
    {
        ExportedConfiguration made = Of(
            new ExecutionConfig { Env = ["PATH=/bin", "TWICE=1", "NEW=x", "TWICE=2", "LINES=a\nb", "A B=1", "KEPT", "LONG=" + new string('x', 70_000)] },
            new ExecutionConfig { Env = ["PATH=/bin", "TWICE=1", "GONE=1"] });
        Assert.AreEqual("ENV TWICE=\"2\"|ENV NEW=\"x\"", string.Join('|', made.Lines(false)));
        string gaps = string.Join('|', made.Gaps);
        Assert.Contains("value of the variable LINES has several lines", gaps);
        Assert.Contains("name 'A B' cannot be set", gaps);
        Assert.Contains("The variable LONG is longer than the line", gaps);
        Assert.Contains("variable GONE stays", gaps);
        Assert.HasCount(4, made.Gaps);
    }

    [TestMethod]
    public void A_secret_is_in_the_Dockerfile_and_in_nothing_that_is_told()
    {
        ExportedConfiguration made = Of(new ExecutionConfig { Env = ["DB_PASSWORD=s3cr3t-v4lue", "CACHE=redis://:s3cr3t-v4lue@cache:6379", "JWT__KEY=line1-s3cr3t-v4lue\nline2"] }, new ExecutionConfig());
        Assert.AreEqual("DB_PASSWORD,CACHE,JWT__KEY", string.Join(',', made.Secrets));
        Assert.AreEqual("ENV DB_PASSWORD=\"…\"|ENV CACHE=\"…\"", string.Join('|', made.Lines(hideSecrets: true)));
        Assert.Contains("ENV DB_PASSWORD=\"s3cr3t-v4lue\"", made.Lines(hideSecrets: false));
        Assert.DoesNotContain("s3cr3t-v4lue", string.Join('|', made.Gaps));
    }

    [TestMethod]
    public void Words_of_the_JSON_form_stay_what_they_are() =>
        Assert.AreEqual("""["--prefix", "\"a\",", "$x", "ü\\"]""", InstructionText.Json(["--prefix", "\"a\",", "$x", "ü\\"]));

    [TestMethod]
    public void Labels_are_quoted_and_those_without_a_form_are_told()
    {
        ImmutableSortedDictionary<string, string> labels = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string> { ["io.k8s.description"] = "100% $x", ["with \"blank\""] = "v", ["a=b"] = "v", ["lines"] = "a\nb", ["same"] = "1" });
        ExportedConfiguration made = Of(new ExecutionConfig { Labels = labels }, new ExecutionConfig { Labels = ImmutableSortedDictionary<string, string>.Empty.Add("same", "1").Add("gone", "1") });
        Assert.AreEqual("LABEL io.k8s.description=\"100% \\$x\"|LABEL \"with \\\"blank\\\"\"=\"v\"", string.Join('|', made.Lines(false)));
        Assert.HasCount(3, made.Gaps);
    }

    [TestMethod]
    public void Ports_volumes_signal_folder_and_user()
    {
        Assert.AreEqual(
            "EXPOSE 53/udp|EXPOSE 8080/tcp|VOLUME [\"/data\", \"/with \\\\\\\"quote\\\\\\\" \\\\$x\"]|WORKDIR /app|STOPSIGNAL SIGQUIT|USER 1654:0",
            Lines(new ExecutionConfig { ExposedPorts = Set("8080/tcp", "53/udp"), Volumes = Set("/data", "/with \"quote\" $x"), StopSignal = "SIGQUIT", WorkingDir = "/app", User = "1654:0" }));
        ExportedConfiguration made = Of(
            new ExecutionConfig { ExposedPorts = Set("$PORT"), WorkingDir = "relative $x" },
            new ExecutionConfig { ExposedPorts = Set("80/tcp"), Volumes = Set("/v"), StopSignal = "SIGINT", User = "1001", WorkingDir = "/" });
        Assert.AreEqual("WORKDIR \"/relative \\$x\"|USER 0", string.Join('|', made.Lines(false)));
        Assert.HasCount(5, made.Gaps);
        Assert.Contains("WORKDIR makes the folder /relative $x, which the image does not have.", made.Gaps);
        Assert.AreEqual("WORKDIR /", Lines(new ExecutionConfig(), new ExecutionConfig { WorkingDir = "/app" }));
    }

    [TestMethod]
    public void Commands_are_in_JSON_and_follow_what_ENTRYPOINT_does_to_CMD()
    {
        Assert.AreEqual("ENTRYPOINT [\"dotnet\", \"a \\\"b\\\" \\\\ $X.dll\", \"line\\nend\", \"grün\"]|CMD [\"--x\"]", Lines(new ExecutionConfig { Entrypoint = ["dotnet", "a \"b\" \\ $X.dll", "line\nend", "grün"], Cmd = ["--x"] }));
        Assert.AreEqual("ENTRYPOINT [\"b\"]|CMD []", Lines(new ExecutionConfig { Entrypoint = ["b"] }, new ExecutionConfig { Entrypoint = ["a"], Cmd = ["x"] }));
        Assert.AreEqual("ENTRYPOINT []|CMD [\"x\"]", Lines(new ExecutionConfig { Cmd = ["x"] }, new ExecutionConfig { Entrypoint = ["a"], Cmd = ["x"] }));
        Assert.AreEqual("", Lines(new ExecutionConfig { Entrypoint = ["a"], Cmd = ["x"] }, new ExecutionConfig { Entrypoint = ["a"], Cmd = ["x"] }));
        Assert.AreEqual("CMD [\"y\"]", Lines(new ExecutionConfig { Entrypoint = ["a"], Cmd = ["y"] }, new ExecutionConfig { Entrypoint = ["a"], Cmd = ["x"] }));
    }

    [TestMethod]
    [DataRow("""{"Test":["CMD","curl","-f","http://x"],"Interval":30000000000,"Retries":3}""", "HEALTHCHECK --interval=30000000000ns --retries=3 CMD [\"curl\", \"-f\", \"http://x\"]")]
    [DataRow("""{"Test":["CMD-SHELL","curl $X || exit 1"]}""", "HEALTHCHECK CMD curl $X || exit 1")]
    [DataRow("""{"Test":["NONE"]}""", "HEALTHCHECK NONE")]
    public void Health_checks_of_Docker_are_kept(string json, string line) => Assert.AreEqual(line, Lines(With("Healthcheck", json)));

    [TestMethod]
    public void Members_that_are_not_kept_are_told()
    {
        Assert.AreEqual("HEALTHCHECK NONE", Lines(new ExecutionConfig(), With("Healthcheck", """{"Test":["CMD","x"]}""")));
        Assert.Contains("has no form", Of(With("Healthcheck", """{"Test":["CMD-SHELL","a\nb"]}"""), new ExecutionConfig()).Gaps.Single());
        Assert.Contains("member OnBuild ", Of(With("OnBuild", """["RUN x"]"""), new ExecutionConfig()).Gaps.Single());
        Assert.IsEmpty(Of(With("OnBuild", "null"), With("Hostname", "\"7f3a\"")).Gaps);
    }

    private static ExecutionConfig With(string member, string json) => new() { Extensions = new Dictionary<string, JsonElement> { [member] = JsonElement.Parse(json) } };

    private static ImmutableSortedDictionary<string, EmptyObject> Set(params string[] names) => ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, names.Select(static n => KeyValuePair.Create(n, new EmptyObject())));

    private static ExportedConfiguration Of(ExecutionConfig config, ExecutionConfig below) => ExportedConfiguration.Of(config, below, s_files);

    private static string Lines(ExecutionConfig config, ExecutionConfig? below = null)
    {
        ExportedConfiguration made = Of(config, below ?? new ExecutionConfig());
        Assert.IsEmpty(made.Gaps, string.Join('|', made.Gaps));
        return string.Join('|', made.Lines(false));
    }
}
