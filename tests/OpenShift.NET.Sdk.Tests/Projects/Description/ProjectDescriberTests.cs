using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

[TestClass]
public sealed class ProjectDescriberTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("describe-").FullName;
    private readonly List<InputItem> _items = [];
    private readonly Dictionary<string, string> _properties = [];

    public ProjectDescriberTests()
    {
        _properties["MSBuildProjectFullPath"] = Path.Combine(_folder, "Shop.csproj");
        _properties["MSBuildProjectName"] = "Shop";
        _properties["AssemblyName"] = "Shop";
        _properties["Version"] = "1.4.2";
        _properties["PublishDir"] = Path.Combine(_folder, "publish");
        _properties["ContainerRuntimeIdentifier"] = "linux-x64";
        _properties["UsingMicrosoftNETSdkWeb"] = "true";
        _properties["ContainerRepository"] = "shop";
        Directory.CreateDirectory(Path.Combine(_folder, "publish"));
        File.WriteAllText(Path.Combine(_folder, "Shop.csproj"), """
            <Project>
              <ItemGroup>
                <ContainerPort Include="80" />
                <OpenShiftWritablePath Include="data" />
              </ItemGroup>
            </Project>
            """);
    }

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("", false)]
    [DataRow("true", false)]
    [DataRow("False", true)]
    public void A_compiler_that_may_give_other_bytes_is_remembered_in_facts(string deterministic, bool expected)
    {
        _properties["Deterministic"] = deterministic;
        ProjectFacts facts = Describe();
        Assert.AreEqual(expected, facts.Application.NotDeterministic);
        Assert.AreEqual(expected, FactsJson.Read(FactsJson.Write(facts), "facts.json").Application.NotDeterministic);
    }

    [TestMethod]
    public void Settings_of_every_environment_of_developers_stay_out()
    {
        Publish("Shop.dll");
        Publish("appsettings.Development.PostgreSQL.json", "{}");
        Publish("appsettings.development.local.json", "{}");
        Publish("appsettings.DevelopmentTeam.json", "{}");
        Publish("appsettings.Production.json", "{}");

        CollectionAssert.AreEquivalent(new[] { "appsettings.Development.PostgreSQL.json", "appsettings.development.local.json" }, Describe().Files.Where(static f => f.LeftOutBecause is not null).Select(static f => f.Path).ToArray());
    }

    [TestMethod]
    public void Files_are_told_apart_by_where_they_come_from()
    {
        Publish("Shop.dll");
        Publish("Shop");
        Publish("appsettings.json", "{}");
        Publish("appsettings.Development.json", "{}");
        Publish("web.config");
        Publish("wwwroot/index.html");
        Publish("Newtonsoft.Json.dll", metadata: [("NuGetPackageId", "Newtonsoft.Json"), ("NuGetPackageVersion", "13.0.1")]);
        Publish("System.Runtime.dll", metadata: [("NuGetPackageId", "Microsoft.NETCore.App.Runtime.linux-x64")]);
        Publish("OpenShift.NET.Sdk.Guard.dll");
        Publish("Lib.dll", metadata: [("ReferenceSourceTarget", "ProjectReference")]);
        Publish("data/cities.csv");
        Publish("runtimes/win-x64/native/a.dll", metadata: [("NuGetPackageId", "A"), ("RuntimeIdentifier", "win-x64")]);
        Publish("runtimes/linux-x64/native/a.so", metadata: [("NuGetPackageId", "A"), ("RuntimeIdentifier", "linux-x64")]);
        File.WriteAllText(Path.Combine(_folder, "publish", "stale.txt"), "");

        ProjectFacts facts = Describe();

        var origins = facts.Files.ToDictionary(f => f.Path, f => f.Origin);
        Assert.AreEqual(FileOrigin.App, origins["Shop.dll"]);
        Assert.AreEqual(FileOrigin.App, origins["appsettings.json"]);
        Assert.AreEqual(FileOrigin.App, origins["OpenShift.NET.Sdk.Guard.dll"]);
        Assert.AreEqual(FileOrigin.Content, origins["wwwroot/index.html"]);
        Assert.AreEqual(FileOrigin.Package, origins["Newtonsoft.Json.dll"]);
        Assert.AreEqual(FileOrigin.RuntimePack, origins["System.Runtime.dll"]);
        Assert.AreEqual(FileOrigin.ProjectReference, origins["Lib.dll"]);
        Assert.AreEqual(FileOrigin.Content, origins["data/cities.csv"]);
        CollectionAssert.AreEqual(
            new[] { "appsettings.Development.json", "runtimes/win-x64/native/a.dll", "web.config" },
            facts.Files.Where(f => f.LeftOutBecause is not null).Select(f => f.Path).ToArray());
        CollectionAssert.AreEqual(new[] { "Shop" }, facts.Files.Where(f => f.Executable).Select(f => f.Path).ToArray());
        Assert.Contains(n => n.Contains("stale.txt", StringComparison.Ordinal), facts.Notes);
        string leftOut = facts.Notes.Single(static n => n.StartsWith("Left out of the image: ", StringComparison.Ordinal));
        foreach (PublishFile file in facts.Files.Where(static f => f.LeftOutBecause is not null))
        {
            Assert.Contains($"{file.Path} ({file.LeftOutBecause})", leftOut);
        }
    }

    [TestMethod]
    public void Each_item_has_a_place_of_its_own()
    {
        File.WriteAllText(Path.Combine(_folder, "Shop.csproj"), """
            <Project>
              <ItemGroup>
                <ContainerEnvironmentVariable Include="DB_PASSWORD" Value="x" />
                <ContainerEnvironmentVariable Include="COLOUR;SHADE" Value="y" />
              </ItemGroup>
            </Project>
            """);
        ProjectFacts facts = Describe();

        Assert.AreEqual("3 4 4 4 0", string.Join(' ', new[] { "DB_PASSWORD", "COLOUR", "SHADE", "OTHER" }.Select(n => facts.PlaceOfItem("ContainerEnvironmentVariable", n).Line).Append(facts.PlaceOfItem("ContainerLabel", "x").Line)));
    }

    [TestMethod]
    public void What_is_left_out_takes_its_compressed_twins_with_it()
    {
        foreach (string ending in (string[])["", ".br", ".gz"])
        {
            Publish("wwwroot/appsettings.Development.json" + ending, "{}");
            Publish("wwwroot/site.css" + ending);
            Publish("Shop.pdb" + ending);
        }

        Publish("web.config.GZ");
        Publish("runtimes/win-x64/native/a.dll", metadata: [("NuGetPackageId", "A"), ("RuntimeIdentifier", "win-x64")]);
        Publish("runtimes/win-x64/native/a.dll.br");
        _properties["OpenShiftIncludeSymbols"] = "false";
        CollectionAssert.AreEquivalent(
            new[] { "wwwroot/site.css", "wwwroot/site.css.br", "wwwroot/site.css.gz" },
            Describe().Files.Where(f => f.LeftOutBecause is null).Select(f => f.Path).ToArray());
    }

    [TestMethod]
    public void Files_that_only_a_build_reads_stay_out_and_what_an_application_works_on_goes_in()
    {
        string[] build = ["NuGet.Config", "global.json", "Shop.csproj.user", "production.pubxml", "Shop.csproj", "Shop.slnx", "Dockerfile", ".dockerignore", "container.lock.json", "container.contract.json", "Properties/launchSettings.json", "Properties/PublishProfiles/azure.pubxml"];
        string[] data = [".env", "secrets.json", "packages.lock.json", "templates/Shop.csproj", "feeds/nuget.config", "docs/Dockerfile", "launchSettings.yaml", "nlog.config"];
        foreach (string path in (string[])[.. build, .. data])
        {
            Publish(path, "{}");
        }

        ProjectFacts facts = Describe();
        CollectionAssert.AreEquivalent(build, facts.Files.Where(f => f.LeftOutBecause is not null).Select(f => f.Path).ToArray());
        Assert.Contains(n => n.Contains("OpenShiftIncludeBuildFiles=true", StringComparison.Ordinal), facts.Notes);
        _properties["OpenShiftIncludeBuildFiles"] = "true";
        Assert.IsTrue(Describe().Files.All(f => f.LeftOutBecause is null));
    }

    [TestMethod]
    public void What_is_left_out_can_be_put_in()
    {
        Publish("appsettings.Development.json", "{}");
        Publish("web.config");
        Publish("a.dll", metadata: [("NuGetPackageId", "A"), ("RuntimeIdentifier", "win-x64")]);
        _properties["OpenShiftIncludeDevelopmentSettings"] = "true";
        _properties["OpenShiftIncludeWebConfig"] = "true";
        _properties["OpenShiftIncludeForeignNatives"] = "true";
        Assert.IsTrue(Describe().Files.All(f => f.LeftOutBecause is null));
        Publish("Shop.pdb");
        Assert.IsNull(Describe().Files.Single(f => f.Path == "Shop.pdb").LeftOutBecause);
        _properties["OpenShiftIncludeSymbols"] = "false";
        Assert.IsNotNull(Describe().Files.Single(f => f.Path == "Shop.pdb").LeftOutBecause);
    }

    [TestMethod]
    public void Ports_of_settings_files_name_file_and_key_and_production_wins()
    {
        Publish("appsettings.json", """{ /* comment */ "Kestrel": { "Endpoints": { "Http": { "Url": "http://+:5000" }, "Tls": { "Url": "https://+:5001" } } }, "urls": "http://localhost:1" }""");
        Publish("appsettings.Production.json", """{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://+:6000" } } } }""");
        CollectionAssert.AreEqual(
            new[]
            {
                new PortFact(6000, "tcp", "appsettings.Production.json Kestrel:Endpoints:Http:Url"),
                new PortFact(5001, "tcp", "appsettings.json Kestrel:Endpoints:Tls:Url", Tls: true),
                new PortFact(1, "tcp", "appsettings.json urls", LoopbackOnly: true),
            },
            Describe().Image.ListeningPorts.ToArray());
    }

    [TestMethod]
    public void Broken_settings_are_named_with_line_and_column()
    {
        Publish("appsettings.json", "{\n  \"a\": }");
        OpenShiftException e = Refused(ToolCodes.InvalidConfigurationFile);
        Assert.AreEqual(2, e.Place!.Line);
        Assert.AreEqual(8, e.Place.Column);
    }

    [TestMethod]
    [DataRow("Port", "0", ToolCodes.InvalidPort)]
    [DataRow("Port", "65536", ToolCodes.InvalidPort)]
    [DataRow("Port", "http", ToolCodes.InvalidPort)]
    [DataRow("WritablePath", "data", ToolCodes.InvalidPath)]
    [DataRow("WritablePath", "/", ToolCodes.InvalidPath)]
    [DataRow("WritablePath", "/app/../etc", ToolCodes.InvalidPath)]
    [DataRow("EnvironmentVariable", "A B", ToolCodes.InvalidEnvironmentVariable)]
    public void An_invalid_item_is_refused_at_its_place(string kind, string include, string code)
    {
        _items.Add(new InputItem(kind, include, ImmutableDictionary<string, string>.Empty));
        OpenShiftException e = Refused(code);
        Assert.AreEqual(kind switch { "Port" => 3, "WritablePath" => 4, _ => 0 }, e.Place!.Line);
    }

    [TestMethod]
    public void A_writable_path_is_read_with_its_volume()
    {
        _items.Add(new InputItem("WritablePath", "/app/uploads/", ImmutableDictionary<string, string>.Empty.Add("Volume", "claim").Add("Size", "2Gi").Add("AccessMode", "readwritemany")));
        _items.Add(new InputItem("WritablePath", "/app/cache", ImmutableDictionary<string, string>.Empty));
        CollectionAssert.AreEqual(
            new[] { new WritablePath("/app/cache"), new WritablePath("/app/uploads", VolumeKind.Claim, "2Gi") { AccessMode = "ReadWriteMany" } },
            Describe().Image.WritablePaths.ToArray());
    }

    [TestMethod]
    [DataRow("Volume=HostPath", "has the Volume 'HostPath'")]
    [DataRow("Size=2 GB", "has the Size '2 GB'")]
    [DataRow("Size=0", "has the Size '0'")]
    [DataRow("Volume=Claim,AccessMode=ReadOnlyMany", "has the AccessMode 'ReadOnlyMany'")]
    [DataRow("AccessMode=ReadWriteMany", "its volume is no claim")]
    public void A_volume_that_no_cluster_makes_is_refused_at_its_place(string metadata, string seen)
    {
        _items.Add(new InputItem("WritablePath", "/app/data", metadata.Split(',').Select(m => m.Split('=')).ToImmutableDictionary(m => m[0], m => m[1])));
        OpenShiftException e = Refused(ToolCodes.InvalidProperty);
        Assert.Contains(seen, e.Seen);
        Assert.AreEqual(4, e.Place!.Line);
    }

    [TestMethod]
    [DataRow("OpenShiftProfile", "lax")]
    [DataRow("OpenShiftDiagnostics", "perhaps")]
    [DataRow("OpenShiftBase", "alpine")]
    [DataRow("OpenShiftEmbeddedBase", "Sometimes")]
    [DataRow("OpenShiftCacheSizeLimit", "5 GB")]
    [DataRow("OpenShiftCacheSizeLimit", "99999999999999Gi")]
    [DataRow("OpenShiftGCHeapHardLimitPercent", "101")]
    [DataRow("ContainerImageFormat", "zip")]
    [DataRow("OpenShiftArchiveFormat", "zip")]
    [DataRow("SOURCE_DATE_EPOCH", "yesterday")]
    [DataRow("OpenShiftSbomFormat", "XML")]
    [DataRow("OpenShiftSbomAttach", "Sometimes")]
    [DataRow("OpenShiftProvenance", "perhaps")]
    [DataRow("OpenShiftLayerKnowledge", "company/bases")]
    [DataRow("OpenShiftLayerKnowledge", "registry.example.com")]
    [DataRow("OpenShiftLayerKnowledge", "registry.example.com/company/bases:1")]
    [DataRow("OpenShiftLayerKnowledge", "https://registry.example.com/company/bases")]
    [DataRow("OpenShiftLayerKnowledge", "registry.example.com/Company")]
    public void An_invalid_property_is_refused(string name, string value)
    {
        _properties[name] = value;
        Assert.Contains(value, Refused(ToolCodes.InvalidProperty).Seen);
    }

    [TestMethod]
    public void Every_flag_choice_and_number_that_is_declared_refuses_other_values_and_says_which_there_are()
    {
        foreach (PropertyDeclaration property in DeclaredProperties.All.Where(static p => p.HandedTo != HandedTo.Build))
        {
            (string? value, string allowed) = property switch
            {
                FlagProperty => ("perhaps", "true or false"),
                ChoiceProperty choice => ("Sometimes", string.Join(", ", choice.Values)),
                NumberProperty number => (FormattableString.Invariant($"{number.Most + 1}"), FormattableString.Invariant($"a whole number from {number.Least} to {number.Most}")),
                _ => (null, ""),
            };
            if (value is not null)
            {
                // The common libraries are a builder's.
                _properties["OpenShiftSourceToImage"] = "true";
                _properties[property.Name] = value;
                OpenShiftException e = Refused(ToolCodes.InvalidProperty);
                Assert.AreEqual($"{property.Name} is '{value}'", e.Seen);
                Assert.AreEqual($"Set it to {allowed}.", e.Remedy);
                _properties.Remove(property.Name);
            }
        }
    }

    [TestMethod]
    [DataRow("Always", true)]
    [DataRow("always", true)]
    [DataRow("WhenUnreachable", false)]
    public void A_base_of_this_machines_own_runtime_stands_for_the_one_that_Red_Hat_does_not_have(string embedded, bool stands)
    {
        _properties["OpenShiftBase"] = "ubi";
        _properties["OpenShiftEmbeddedBase"] = embedded;
        _properties["SelfContained"] = "true";
        if (stands)
        {
            Assert.AreEqual(EmbeddedBaseWhen.Always, Describe().Image.EmbeddedBase);
        }
        else
        {
            Refused(ToolCodes.NoBaseOfThatKind);
        }
    }

    [TestMethod]
    [DataRow("true", null, "CycloneDX")]
    [DataRow("true", "spdx;cyclonedx", "CycloneDX SPDX")]
    [DataRow("true", "SPDX", "SPDX")]
    [DataRow("false", "SPDX", "")]
    public void The_bill_of_materials_has_the_formats_that_are_asked_for(string wanted, string? format, string formats)
    {
        _properties["OpenShiftSbom"] = wanted;
        if (format is not null)
        {
            _properties["OpenShiftSbomFormat"] = format;
        }

        Assert.AreEqual(formats, string.Join(' ', Describe().SupplyChain.Formats));
    }

    [TestMethod]
    [DataRow("the runner")]
    [DataRow("https://user:pass@ci.example.com/")]
    public void A_builder_without_a_public_address_is_refused_and_not_repeated(string id)
    {
        _properties["OpenShiftBuilderId"] = id;
        Assert.DoesNotContain(id, Refused(ToolCodes.InvalidProperty).Message);
    }

    [TestMethod]
    [DataRow(null, "Use", "")]
    [DataRow("none", "None", "")]
    [DataRow("Verify; registry.example.com/company/bases", "Verify", "registry.example.com/company/bases")]
    [DataRow("localhost:5000/a,registry.example.com:443/b/c-d;Trust", "Trust", "localhost:5000/a registry.example.com:443/b/c-d")]
    [DataRow("[::1]:5000/a;127.0.0.1/b", "Use", "[::1]:5000/a 127.0.0.1/b")]
    public void What_is_taken_from_other_publishes_is_a_word_and_repositories(string? value, string mode, string repositories)
    {
        if (value is not null)
        {
            _properties["OpenShiftLayerKnowledge"] = value;
        }

        KnowledgeFacts knowledge = Describe().Knowledge;
        Assert.AreEqual(mode, knowledge.Mode.ToString());
        Assert.AreEqual(repositories, string.Join(' ', knowledge.Repositories));
    }

    [TestMethod]
    public void Two_words_for_what_is_taken_contradict_each_other()
    {
        _properties["OpenShiftLayerKnowledge"] = "None;Verify";
        Assert.Contains("None and Verify", Refused(ToolCodes.InvalidProperty).Seen);
    }

    [TestMethod]
    public void Tags_that_registries_refuse_are_refused()
    {
        _properties["_OpenShiftTagsAreExplicit"] = "true";
        _items.Add(new InputItem("Tag", "-x", ImmutableDictionary<string, string>.Empty));
        Refused(ToolCodes.InvalidTag);
    }

    [TestMethod]
    public void A_copy_knows_the_file_somebody_wrote()
    {
        Copy("appsettings.json", "appsettings.json");
        Copy("deploy/run.sh", "run.sh");
        Copy("obj/Release/made.json", "made.json");
        Copy("out/built.json", "built.json");
        Copy("packages/a/a.json", "a.json", ("NuGetPackageId", "A"));
        Copy("packages/b/1.0.0/contentFiles/any/any/b.json", "b.json");
        Copy("libs/native.dll", "native.dll");
        _properties["BaseOutputPath"] = Path.Combine(_folder, "out");
        foreach (string folder in (string[])["", "publish"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder, "wwwroot"));
            File.WriteAllText(Path.Combine(_folder, folder, "wwwroot/index.html"), "x");
        }

        File.WriteAllText(Path.Combine(_folder, "publish", "wwwroot/index.html.gz"), "x");

        Assert.AreEqual(
            "appsettings.json < appsettings.json, run.sh < deploy/run.sh, wwwroot/index.html < wwwroot/index.html",
            string.Join(", ", Describe().Files.Where(static f => f.WrittenIn is not null).Select(f => $"{f.Path} < {Path.GetRelativePath(_folder, f.WrittenIn!)}")));

        void Copy(string from, string to, params (string Name, string Value)[] metadata)
        {
            string full = Path.Combine(_folder, from);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, "{}");
            File.Copy(full, Path.Combine(_folder, "publish", to));
            _items.Add(new InputItem("PublishFile", full, metadata.Append(("RelativePath", to)).ToImmutableDictionary(m => m.Item1, m => m.Item2, StringComparer.OrdinalIgnoreCase)));
        }
    }

    [TestMethod]
    public void Without_a_publish_folder_the_remedy_is_to_publish()
    {
        Directory.Delete(Path.Combine(_folder, "publish"));
        Assert.Contains("dotnet publish", Refused(ToolCodes.PublishFileUnreadable).Remedy);
    }

    [TestMethod]
    public void Facts_survive_their_file()
    {
        Publish("Shop.dll");
        _items.Add(new InputItem("Label", "title", ImmutableDictionary<string, string>.Empty.Add("Value", "a:b;c=d \u00e4")));
        ProjectFacts facts = Describe();
        ProjectFacts read = FactsJson.Read(FactsJson.Write(facts), "facts.json");
        Assert.AreEqual("a:b;c=d \u00e4", read.Image.Labels.Single().Value);
        CollectionAssert.AreEqual(FactsJson.Write(facts), FactsJson.Write(read));
    }

    private ProjectFacts Describe() =>
        ProjectDescriber.Describe(new ProjectInput(_properties.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase), [.. _items]));

    private OpenShiftException Refused(string code)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => { Describe(); });
        Assert.AreEqual(code, e.Code, e.Message);
        return e;
    }

    private void Publish(string path, string content = "x", params (string Name, string Value)[] metadata)
    {
        string full = Path.Combine(_folder, "publish", path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        _items.Add(new InputItem("PublishFile", full, metadata.Append(("RelativePath", path)).ToImmutableDictionary(m => m.Item1, m => m.Item2, StringComparer.OrdinalIgnoreCase)));
    }
}
