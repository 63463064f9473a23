using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Images.Assembly;

[TestClass]
public sealed class ConfigBuilderTests
{
    private static readonly ProjectFacts Web = Projects.Web();

    [TestMethod]
    [DataRow(null, "1654", null, "1654:0")]
    [DataRow(null, "0", "1000:1000", "1000:0")]
    [DataRow(null, null, "app", "1001:0")]
    [DataRow(null, null, "0", "1001:0")]
    [DataRow(null, null, null, "1001:0")]
    [DataRow("2000", "1654", null, "2000")]
    public void The_user_is_a_number_in_group_0(string? asked, string? appUid, string? baseUser, string expected)
    {
        ProjectFacts facts = Web with { Image = Web.Image with { User = asked } };
        Assert.AreEqual(expected, Build(facts, new ExecutionConfig { Env = appUid is null ? null : ["APP_UID=" + appUid], User = baseUser }).User);
    }

    [TestMethod]
    [DataRow("", "8080/tcp", "8080", "8080:http")]
    [DataRow("ASPNETCORE_HTTP_PORTS=5000;5001", "5000/tcp,5001/tcp", "5000;5001", "5000:http,5001:http")]
    [DataRow("ASPNETCORE_HTTP_PORTS=5000|ASPNETCORE_HTTPS_PORTS=5443", "5000/tcp,5443/tcp", "5000", "5000:http,5443:https")]
    [DataRow("ASPNETCORE_URLS=http://+:6000;https://[::]:6443/", "6000/tcp,6443/tcp", "6000", "6000:http,6443:https")]
    public void Without_a_word_of_the_project_ports_are_the_bases(string environment, string exposed, string http, string services)
    {
        ExecutionConfig config = Build(Web, new ExecutionConfig { Env = [.. environment.Split('|', StringSplitOptions.RemoveEmptyEntries)] });
        Assert.AreEqual(exposed, string.Join(',', config.ExposedPorts!.Keys));
        Assert.AreEqual(http, config.EnvironmentVariable("ASPNETCORE_HTTP_PORTS"));
        Assert.AreEqual(services, config.Labels!["io.openshift.expose-services"]);
        Assert.IsNull(config.EnvironmentVariable("ASPNETCORE_URLS"));
    }

    [TestMethod]
    public void ContainerPort_wins_and_the_application_listens_there()
    {
        ProjectFacts facts = Web with { Image = Web.Image with { Ports = [new PortFact(9090, "tcp", "ContainerPort"), new PortFact(53, "udp", "ContainerPort")] } };
        ExecutionConfig config = Build(facts, BaseImages.Config.Config);
        CollectionAssert.AreEqual(new[] { "53/udp", "9090/tcp" }, config.ExposedPorts!.Keys.ToArray());
        Assert.AreEqual("9090", config.EnvironmentVariable("ASPNETCORE_HTTP_PORTS"));
    }

    [TestMethod]
    public void Where_the_configuration_listens_no_variable_interferes()
    {
        ProjectFacts facts = Web with { Image = Web.Image with { ListeningPorts = [new PortFact(7000, "tcp", "appsettings.json urls"), new PortFact(7001, "tcp", "appsettings.json urls", LoopbackOnly: true)] } };
        ExecutionConfig config = Build(facts, new ExecutionConfig());
        CollectionAssert.AreEqual(new[] { "7000/tcp" }, config.ExposedPorts!.Keys.ToArray());
        Assert.IsNull(config.EnvironmentVariable("ASPNETCORE_HTTP_PORTS"));
    }

    [TestMethod]
    public void A_port_that_speaks_TLS_is_a_https_service()
    {
        ProjectFacts facts = Web with { Image = Web.Image with { Environment = [new NamedValue("ASPNETCORE_URLS", "https://+:8443;http://+:8081")] } };
        ExecutionConfig config = Build(facts, BaseImages.Config.Config);
        Assert.AreEqual("8081:http,8443:https", config.Labels!["io.openshift.expose-services"]);
    }

    [TestMethod]
    public void The_base_name_is_the_image_that_was_really_used()
    {
        ProjectFacts facts = Web with { Image = Web.Image with { BaseImage = "mcr.example/inferred:10.0", Labels = [new NamedValue("org.opencontainers.image.base.name", "mcr.example/inferred:10.0")] } };
        Assert.AreEqual("example.com/base:1", Build(facts, BaseImages.Config.Config).Labels!["org.opencontainers.image.base.name"]);
        facts = facts with { Image = facts.Image with { Labels = [new NamedValue("org.opencontainers.image.base.name", "the user's word")] } };
        Assert.AreEqual("the user's word", Build(facts, BaseImages.Config.Config).Labels!["org.opencontainers.image.base.name"]);
    }

    [TestMethod]
    public void What_listens_on_nothing_exposes_nothing()
    {
        ProjectFacts facts = Web with { Application = Web.Application with { Kind = ApplicationKind.Worker } };
        ExecutionConfig config = Build(facts, BaseImages.Config.Config with { ExposedPorts = ImmutableSortedDictionary<string, EmptyObject>.Empty.Add("8080/tcp", new EmptyObject()) });
        Assert.IsNull(config.ExposedPorts);
        Assert.IsFalse(config.Labels!.ContainsKey("io.openshift.expose-services"));
        Assert.Contains("worker", config.Labels["io.openshift.tags"]);
    }

    [TestMethod]
    public void A_host_that_knows_no_ports_is_told_addresses()
    {
        const ListeningSources WebHost = ListeningSources.AspNetCoreUrls | ListeningSources.FileEndpoints;
        var run = new ExecutionConfig { Env = ["ASPNETCORE_HTTP_PORTS=8080", "ASPNETCORE_URLS=http://*:80"] };
        ProjectFacts facts = Web with { Image = Web.Image with { ListeningPorts = [new PortFact(5005, "tcp", "appsettings.json urls")] } };
        ImagePorts ports = ImagePorts.Of(facts, run, new ListeningCode { Sources = WebHost });
        Assert.IsFalse(ports.AreConfigured, "what the host does not read says nothing");
        Assert.Contains("ASPNETCORE_URLS=http://*:80", EnvironmentBuilder.Build(facts, ports, run));
        Assert.DoesNotContain("ASPNETCORE_HTTP_PORTS=8080", EnvironmentBuilder.Build(facts, ports, run));
        Assert.Contains("ASPNETCORE_URLS=http://*:8080", EnvironmentBuilder.Build(facts, ImagePorts.Of(facts, new ExecutionConfig(), new ListeningCode { Sources = WebHost }), new ExecutionConfig()));
        Assert.IsTrue(ImagePorts.Of(facts, run).AreConfigured);
        Assert.IsTrue(ImagePorts.Of(Web with { Image = Web.Image with { AppCommandArgs = ["--urls", "http://*:9000"] } }, new ExecutionConfig()) is { AreConfigured: true, Exposed: [{ Number: 9000 }] });
    }

    [TestMethod]
    public void Agents_keep_their_profiler_and_their_variables()
    {
        ImmutableArray<string> environment = Build(Web, new ExecutionConfig { Env = ["CORECLR_ENABLE_PROFILING=1", "DOTNET_STARTUP_HOOKS=/agent/hook.dll"] }).Env!.Value;
        Assert.Contains("CORECLR_ENABLE_PROFILING=1", environment);
        Assert.Contains("DOTNET_STARTUP_HOOKS=/agent/hook.dll", environment);
        ProjectFacts single = Web with { Application = Web.Application with { SingleFile = true } };
        foreach (NamedValue variable in EnvironmentBuilder.Ours(single, ImagePorts.Of(single, new ExecutionConfig())))
        {
            Assert.IsFalse(variable.Name is "DOTNET_EnableDiagnostics" or "DOTNET_EnableDiagnostics_Profiler" or "DOTNET_STARTUP_HOOKS" || variable.Name.StartsWith("CORECLR_", StringComparison.Ordinal), variable.Name);
        }

        ProjectFacts chosen = Web with { Image = Web.Image with { Environment = [new NamedValue("DOTNET_EnableDiagnostics", "1")] } };
        Assert.DoesNotContain("DOTNET_EnableDiagnostics_IPC=0", Build(chosen, new ExecutionConfig()).Env!.Value);
    }

    [TestMethod]
    public void The_environment_is_the_bases_then_ours_then_the_users()
    {
        ProjectFacts facts = Web with { Image = Web.Image with { Environment = [new NamedValue("HOME", "/data"), new NamedValue("X", "a=b")] } };
        CollectionAssert.AreEqual(
            new[] { "PATH=/usr/bin", "HOME=/data", "WEB_API_VERSION=1.4.2", "ASPNETCORE_HTTP_PORTS=8080", "DOTNET_EnableDiagnostics_IPC=0", "DOTNET_EnableDiagnostics_Debugger=0", "DOTNET_GCHeapHardLimitPercent=4B", "X=a=b" },
            Build(facts, new ExecutionConfig { Env = ["PATH=/usr/bin", "HOME=/root"] }).Env!.Value.ToArray());
    }

    [TestMethod]
    public void Runtime_settings_follow_the_project()
    {
        ExecutionConfig config = Build(
            Web with { Metadata = new MetadataFacts { Diagnostics = true, GCHeapHardLimitPercent = 0 }, Application = Web.Application with { SingleFile = true }, Identity = Web.Identity with { AssemblyName = "2.Shop-Ä" } },
            new ExecutionConfig());
        CollectionAssert.AreEqual(new[] { "_2_SHOP___VERSION=1.4.2", "ASPNETCORE_HTTP_PORTS=8080", "HOME=/tmp", "DOTNET_BUNDLE_EXTRACT_BASE_DIR=/tmp/.net" }, config.Env!.Value.ToArray());
        Failures.Expect(ToolCodes.InvalidProperty, () => Build(Web with { Metadata = new MetadataFacts { GCHeapHardLimitPercent = 101 } }, new ExecutionConfig()));
    }

    [TestMethod]
    [DataRow("", "x")]
    [DataRow("A=B", "x")]
    [DataRow("A B", "x")]
    [DataRow("A", "x\0y")]
    public void Invalid_variables_are_refused_without_their_value(string name, string value)
    {
        OpenShiftException failure = Failures.Expect(ToolCodes.InvalidEnvironmentVariable, () => Build(Web with { Image = Web.Image with { Environment = [new NamedValue(name, value)] } }, new ExecutionConfig()));
        Assert.DoesNotContain(value, failure.Message);
    }

    [TestMethod]
    public void Labels_describe_the_product_and_nothing_of_the_base_is_inherited_that_describes_it()
    {
        var labels = Build(Web with { Image = Web.Image with { Labels = [new NamedValue("vendor", "ours"), new NamedValue("vendor", "last")] } }, BaseImages.Config.Config).Labels!;
        Assert.AreEqual("Sells things", labels["io.k8s.description"]);
        Assert.AreEqual("Web.Api", labels["io.k8s.display-name"]);
        Assert.AreEqual("dotnet,web,shop", labels["io.openshift.tags"]);
        Assert.AreEqual("shop/web-api", labels["name"]);
        Assert.AreEqual("last", labels["vendor"]);
        Assert.AreEqual("kept", labels["team"]);
        Assert.AreEqual("example.com/base:1", labels["org.opencontainers.image.base.name"]);
        Assert.AreEqual(Digest.Of([7]).ToString(), labels["org.opencontainers.image.base.digest"]);
        Assert.AreEqual("1.4.2", labels["org.opencontainers.image.version"]);
        foreach (string name in (string[])["summary", "version", "release", "description", "maintainer"])
        {
            Assert.IsTrue(labels.ContainsKey(name), name);
        }
    }

    [TestMethod]
    public void Labels_of_the_base_that_describe_it_are_dropped()
    {
        ImmutableSortedDictionary<string, string> old = ImmutableSortedDictionary<string, string>.Empty;
        foreach (string name in (string[])["com.redhat.component", "io.openshift.s2i.scripts-url", "vcs-ref", "build-date", "architecture", "io.buildah.version", "url", "org.opencontainers.image.source", "distribution-scope"])
        {
            old = old.Add(name, "the base's");
        }

        Assert.DoesNotContain("the base's", Build(Web, new ExecutionConfig { Labels = old }).Labels!.Values);
    }

    [TestMethod]
    [DataRow("", "x")]
    [DataRow("a b", "x")]
    [DataRow("a\u0001", "x")]
    [DataRow("a", "x\u0007")]
    public void Invalid_labels_are_refused(string name, string value) =>
        Failures.Expect(ToolCodes.InvalidLabel, () => Build(Web with { Image = Web.Image with { Labels = [new NamedValue(name, value)] } }, new ExecutionConfig()));

    [TestMethod]
    // instruction, entrypoint, its args, default args, app args, base entrypoint → entrypoint | cmd
    [DataRow(null, "", "", "", "", "", "dotnet a.dll|")]
    [DataRow(null, "", "", "--x", "--y", "", "dotnet a.dll --y|--x")]
    [DataRow(null, "", "", "", "", "dotnet", "dotnet a.dll|")]
    [DataRow(null, "", "", "", "", "/init", "dotnet a.dll|")]
    [DataRow(null, "/init", "-v", "", "", "", "/init -v|dotnet a.dll")]
    [DataRow(null, "", "--x", "", "", "", "dotnet a.dll|--x")]
    [DataRow("DefaultArgs", "", "", "--x", "", "/init", "/init|dotnet a.dll --x")]
    [DataRow("DefaultArgs", "", "", "", "", "dotnet", "|dotnet a.dll")]
    [DataRow("Entrypoint", "", "", "", "", "/init", "dotnet a.dll|")]
    [DataRow(null, "", "", "", "", "container-entrypoint", "dotnet a.dll|")]
    [DataRow("DefaultArgs", "", "", "", "", "container-entrypoint", "container-entrypoint|dotnet a.dll")]
    [DataRow("None", "/own", "", "--x", "", "/init", "/own|--x")]
    [DataRow("None", "", "", "", "", "/init", "/init|base")]
    public void The_start_command_is_the_one_the_NET_SDK_would_choose(string? instruction, string entrypoint, string entrypointArgs, string defaultArgs, string appArgs, string baseEntrypoint, string expected)
    {
        ProjectFacts facts = Web with
        {
            Image = Web.Image with
            {
                AppCommand = ["dotnet", "a.dll"],
                AppCommandInstruction = instruction,
                Entrypoint = Words(entrypoint),
                EntrypointArgs = Words(entrypointArgs),
                DefaultArgs = Words(defaultArgs),
                AppCommandArgs = Words(appArgs),
            },
        };
        StartCommand command = EntryPointBuilder.Build(facts, new ExecutionConfig { Entrypoint = Words(baseEntrypoint), Cmd = ["base"] });
        Assert.AreEqual(expected, string.Join(' ', command.Entrypoint ?? []) + "|" + string.Join(' ', command.Cmd ?? []));
        Assert.AreEqual(instruction is null && baseEntrypoint == "/init", command.Warnings.Any(w => w.Code == ToolCodes.BaseEntryPointReplaced));
    }

    [TestMethod]
    [DataRow("Sometimes", "", "", "")]
    [DataRow("Entrypoint", "/own", "", "")]
    [DataRow("DefaultArgs", "", "-v", "")]
    [DataRow("None", "", "", "--x")]
    public void Contradicting_properties_are_refused(string instruction, string entrypoint, string entrypointArgs, string appArgs) =>
        Failures.Expect(ToolCodes.InvalidProperty, () => EntryPointBuilder.Build(
            Web with { Image = Web.Image with { AppCommandInstruction = instruction, Entrypoint = Words(entrypoint), EntrypointArgs = Words(entrypointArgs), AppCommandArgs = Words(appArgs) } },
            new ExecutionConfig()));

    private static ImmutableArray<string> Words(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static ExecutionConfig Build(ProjectFacts facts, ExecutionConfig baseConfig)
    {
        var baseImage = new BaseImage("example.com/base:1", Digest.Of([7]), 0, BaseImages.Config with { Config = baseConfig });
        return ConfigBuilder.Build(facts, baseImage, EntryPointBuilder.Build(facts, baseConfig), []).Config;
    }
}
