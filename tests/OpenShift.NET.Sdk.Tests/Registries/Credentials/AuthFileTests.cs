using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Credentials;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Credentials;

[TestClass]
public sealed class AuthFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("osc-credentials-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("r.example", "ns/app", "app")]
    [DataRow("r.example", "ns/other", "ns")]
    [DataRow("r.example", "nsx/app", "host")]
    [DataRow("R.example", "x", "host")]
    [DataRow("r.example:5000", "x", null)]
    [DataRow("docker.io", "library/x", "hub")]
    public async Task Podmans_longest_key_counts(string registry, string repository, string? expected)
    {
        Write("auth.json", $$$"""{"auths":{"r.example":{{{Auth("host")}}},"r.example/ns":{{{Auth("ns")}}},"r.example/ns/app":{{{Auth("app")}}},"docker.io":{{{Auth("hub")}}}}}""");
        Assert.AreEqual(expected, (await Podman().FindAsync(registry, repository, CancellationToken.None))?.Username);
    }

    [TestMethod]
    public async Task Podmans_files_are_looked_for_in_order()
    {
        var environment = new FakeEnvironment { HomeFolder = Path.Combine(_folder, "home"), Variables = { ["XDG_RUNTIME_DIR"] = Path.Combine(_folder, "run") } };
        Write("home/.config/containers/auth.json", $$$"""{"auths":{"r.example":{{{Auth("home")}}},"other.example":{{{Auth("home")}}}}}""");
        var source = new ContainersAuthCredentials(environment, NoProgram);
        Assert.AreEqual("home", (await source.FindAsync("r.example", "x", CancellationToken.None))?.Username);
        Write("run/containers/auth.json", $$$"""{"auths":{"r.example":{{{Auth("run")}}}}}""");
        Assert.AreEqual("run", (await source.FindAsync("r.example", "x", CancellationToken.None))?.Username);
        Assert.AreEqual("home", (await source.FindAsync("other.example", "x", CancellationToken.None))?.Username);
        Write("auth.json", $$$"""{"auths":{"r.example":{{{Auth("file")}}}}}""");
        environment.Variables["REGISTRY_AUTH_FILE"] = Path.Combine(_folder, "auth.json");
        Assert.AreEqual("file", (await source.FindAsync("r.example", "x", CancellationToken.None))?.Username);
        Assert.IsNull(await source.FindAsync("other.example", "x", CancellationToken.None));
    }

    [TestMethod]
    [DataRow("r.example")]
    [DataRow("https://r.example")]
    [DataRow("http://r.example/")]
    [DataRow("https://r.example/v1/")]
    [DataRow("https://r.example/v2/anything")]
    public async Task Docker_writes_a_registry_in_several_ways(string key)
    {
        Write("config.json", $$$"""{"auths":{"{{{key}}}":{{{Auth("me")}}}}}""");
        Assert.AreEqual("me", (await Docker().FindAsync("r.example", "x", CancellationToken.None))?.Username);
        Assert.IsNull(await Docker().FindAsync("example", "x", CancellationToken.None));
    }

    [TestMethod]
    public async Task Docker_hub_has_its_old_key()
    {
        Write("config.json", $$$"""{"auths":{"https://index.docker.io/v1/":{{{Auth("hub")}}}}}""");
        Assert.AreEqual("hub", (await Docker().FindAsync("docker.io", "library/x", CancellationToken.None))?.Username);
    }

    [TestMethod]
    public async Task Docker_looks_in_the_home_folder_by_default()
    {
        Write("home/.docker/config.json", $$$"""{"auths":{"r.example":{{{Auth("me")}}}}}""");
        var source = new DockerConfigCredentials(new FakeEnvironment { HomeFolder = Path.Combine(_folder, "home") }, NoProgram);
        Assert.AreEqual("me", (await source.FindAsync("r.example", "x", CancellationToken.None))?.Username);
    }

    [TestMethod]
    public async Task Tokens_and_plain_members_are_understood()
    {
        Write("config.json", """{"auths":{"i.example":{"auth":"MDA6","identitytoken":"id"},"r.example":{"registrytoken":"rt"},"p.example":{"username":"me","password":"a:b"}}}""");
        Assert.AreEqual("id", (await Docker().FindAsync("i.example", "x", CancellationToken.None))?.IdentityToken);
        Assert.AreEqual("rt", (await Docker().FindAsync("r.example", "x", CancellationToken.None))?.RegistryToken);
        Assert.AreEqual("a:b", (await Docker().FindAsync("p.example", "x", CancellationToken.None))?.Password);
    }

    [TestMethod]
    public async Task A_password_may_hold_a_colon()
    {
        Write("config.json", "{\"auths\":{\"r.example\":{\"auth\":\"" + Convert.ToBase64String("me:a:b\0"u8) + "\"}}}");
        Assert.AreEqual("a:b", (await Docker().FindAsync("r.example", "x", CancellationToken.None))?.Password);
    }

    [TestMethod]
    public async Task A_registrys_own_program_is_asked_before_the_store()
    {
        Write("config.json", $$$"""{"credsStore":"store","credHelpers":{"r.example":"own"},"auths":{"r.example":{},"inline.example":{{{Auth("me")}}}}}""");
        var program = new FakeCredentialProgram((name, server) => server == "unknown.example" ? null : new CredentialAnswer(name, "pw"));
        DockerConfigCredentials source = Docker(program);
        Assert.AreEqual("own", (await source.FindAsync("r.example", "x", CancellationToken.None))?.Username);
        Assert.AreEqual("store", (await source.FindAsync("docker.io", "x", CancellationToken.None))?.Username);
        Assert.AreEqual("me", (await source.FindAsync("inline.example", "x", CancellationToken.None))?.Username);
        Assert.IsNull(await source.FindAsync("unknown.example", "x", CancellationToken.None));
        CollectionAssert.AreEqual(new[] { "own r.example", "store https://index.docker.io/v1/", "store unknown.example" }, program.Asked);
    }

    [TestMethod]
    public async Task A_program_can_answer_with_an_identity_token()
    {
        Write("config.json", """{"credsStore":"s"}""");
        var program = new FakeCredentialProgram((_, _) => new CredentialAnswer("<token>", "id"));
        Assert.AreEqual("id", (await Docker(program).FindAsync("r.example", "x", CancellationToken.None))?.IdentityToken);
    }

    [TestMethod]
    [DataRow("{\n \"auths\": {\"r\": {\"password\": \"hunter2\" oops", 2)]
    [DataRow("hunter2", 1)]
    [DataRow("[\"hunter2\"]", 0)]
    [DataRow("{\"auths\":[\"hunter2\"]}", 0)]
    [DataRow("{\"auths\":{\"r\":\"hunter2\"}}", 0)]
    [DataRow("{\"auths\":{\"r\":{\"auth\":\"hunter2!\"}}}", 0)]
    [DataRow("{\"auths\":{\"r\":{\"auth\":\"aHVudGVyMg==\"}}}", 0)]
    [DataRow("{\"auths\":{\"r\":{\"password\":2}}}", 0)]
    [DataRow("{\"credsStore\":{\"x\":\"hunter2\"}}", 0)]
    [DataRow("{\"credHelpers\":\"hunter2\"}", 0)]
    [DataRow("{\"auths\":{\"r\":{\"username\":\"me\",\"password\":\"hunter2\\ud800\"}}}", 0)]
    [DataRow("{\"auths\":{\"\\udc00\":{\"registrytoken\":\"hunter2\"}}}", 0)]
    [DataRow("{\"credsStore\":\"hunter2\\ud800\"}", 0)]
    [DataRow("{\"credHelpers\":{\"\\ud800\":\"hunter2\"}}", 0)]
    [DataRow("{\"\\ud800\":\"hunter2\"}", 0)]
    [DataRow("{\"auths\":{\"r\":{\"auth\":\"aHVudGVyMjr/\"}}}", 0)]
    [DataRow("{\"auths\":{\"r\":{\"registrytoken\":\"hunter2\\nX-Evil: 1\"}}}", 0)]
    [DataRow("{\"auths\":{\"r\":{\"registrytoken\":\"hunter2ü\"}}}", 0)]
    public async Task A_malformed_file_is_told_by_name_and_line_and_never_by_content(string content, int line)
    {
        Write("config.json", content);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Docker().FindAsync("r", "x", CancellationToken.None).AsTask());
        Assert.AreEqual(ToolCodes.CredentialsUnreadable, e.Code);
        Assert.AreEqual(new SourceLocation(Path.Combine(_folder, "config.json"), line), e.Place);
        Assert.DoesNotContain("hunter2", e.ToString());
        Assert.DoesNotContain("aHVudGVyMg", e.ToString());
    }

    [TestMethod]
    [DataRow("\"auths\":{\"bad.example\":{\"auth\":\"no Base64!\"},GOOD}")]
    [DataRow("\"auths\":{\"bad.example\":5,GOOD}")]
    [DataRow("\"auths\":{\"https://bad.example/v1/\":{\"password\":\"\\ud800\"},GOOD}")]
    [DataRow("\"auths\":{GOOD},\"credHelpers\":{\"bad.example\":5}")]
    public async Task A_bad_entry_is_told_when_its_registry_is_asked_for_and_refuses_no_other(string members)
    {
        Write("config.json", "{" + members.Replace("GOOD", $"\"r.example\":{Auth("me")}", StringComparison.Ordinal) + "}");
        Assert.AreEqual("me", (await Docker().FindAsync("r.example", "x", CancellationToken.None))?.Username);
        Assert.IsNull(await Docker().FindAsync("other.example", "x", CancellationToken.None));
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Docker().FindAsync("bad.example", "x", CancellationToken.None).AsTask());
        Assert.AreEqual(ToolCodes.CredentialsUnreadable, e.Code);
    }

    [TestMethod]
    [DataRow("{\"auths\":{\"r\":{\"username\":\"me\",\"password\":\"", "\"}}}")]
    [DataRow("{\"auths\":{\"", "\":{\"registrytoken\":\"x\"}}}")]
    [DataRow("{\"", "\":1}")]
    public async Task Bytes_that_are_no_utf8_are_told(string before, string after)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "config.json"), [.. Encoding.UTF8.GetBytes(before), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes(after)]);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Docker().FindAsync("r", "x", CancellationToken.None).AsTask());
        Assert.AreEqual(ToolCodes.CredentialsUnreadable, e.Code);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" \n")]
    [DataRow("{}")]
    [DataRow("\uFEFF{\"auths\":null,\"credHelpers\":null,\"credsStore\":null,\"other\":[1]}")]
    [DataRow("{\"auths\":{\"r\":null,\"s\":{}}}")]
    public async Task A_file_without_credentials_is_no_failure(string content)
    {
        Write("config.json", content);
        Assert.IsNull(await Docker().FindAsync("r", "x", CancellationToken.None));
    }

    [TestMethod]
    public async Task A_missing_file_is_no_failure() => Assert.IsNull(await Docker().FindAsync("r", "x", CancellationToken.None));

    [TestMethod]
    public async Task A_folder_in_the_files_place_is_told()
    {
        _ = Directory.CreateDirectory(Path.Combine(_folder, "config.json"));
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Docker().FindAsync("r", "x", CancellationToken.None).AsTask());
        Assert.AreEqual(ToolCodes.CredentialsUnreadable, e.Code);
    }

    [TestMethod]
    public async Task The_variables_come_before_podmans_file_and_that_before_dockers()
    {
        Write("auth.json", $$$"""{"auths":{"p.example":{{{Auth("podman")}}}}}""");
        Write("config.json", $$$"""{"auths":{"p.example":{{{Auth("docker")}}},"d.example":{{{Auth("docker")}}}}}""");
        var environment = new FakeEnvironment { Variables = { ["REGISTRY_AUTH_FILE"] = Path.Combine(_folder, "auth.json"), ["DOCKER_CONFIG"] = _folder } };
        CredentialChain chain = CredentialChain.Default(environment, RegistryDirection.Push, NoProgram, "p.example", CredentialVariables.All);
        Assert.AreEqual("podman", (await chain.FindAsync("p.example", "x", CancellationToken.None))?.Username);
        Assert.AreEqual("docker", (await chain.FindAsync("d.example", "x", CancellationToken.None))?.Username);
        environment.Variables["SDK_CONTAINER_REGISTRY_UNAME"] = "variable";
        environment.Variables["SDK_CONTAINER_REGISTRY_PWORD"] = "x";
        Assert.AreEqual("variable", (await chain.FindAsync("p.example", "x", CancellationToken.None))?.Username);
    }

    private static FakeCredentialProgram NoProgram => new((_, _) => throw new InvalidOperationException());

    private static string Auth(string user) => $$"""{"auth":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":pw"))}}"}""";

    private ContainersAuthCredentials Podman() =>
        new(new FakeEnvironment { Variables = { ["REGISTRY_AUTH_FILE"] = Path.Combine(_folder, "auth.json") } }, NoProgram);

    private DockerConfigCredentials Docker(ICredentialProgram? program = null) =>
        new(new FakeEnvironment { Variables = { ["DOCKER_CONFIG"] = _folder } }, program ?? NoProgram);

    private void Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
