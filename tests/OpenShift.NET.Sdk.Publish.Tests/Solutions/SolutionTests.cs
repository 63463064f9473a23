using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Solutions;

/// <summary>
/// <c>dotnet publish Shop.slnx -t:PublishContainer</c> of a solution as users have it: services, a library, a library for several frameworks, tests, and a
/// project without the package. MSBuild calls the target in every project of a solution and fails where one lacks it (MSB4057); the .NET SDK has it in all
/// projects but in the build over several frameworks, and there refuses Publish itself (NETSDK1129).
/// </summary>
[TestClass]
public sealed class SolutionTests
{
    private const string Reference = "<ItemGroup><PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"VERSION\" PrivateAssets=\"all\" /></ItemGroup>";

    // Beside that of the first project.
    private const string Lock = "Basket/obj/Shop.openshift.lock";

    [TestMethod]
    public void Services_become_images_and_nothing_else_does_and_what_is_unchanged_costs_one_question_a_tag()
    {
        Components.Require("kubectl");
        using var registry = RegistryServer.Start();
        TestProject shop = Shop();
        CommandResult first = Publish(shop, registry, "-m:2").MustSucceed();
        foreach (string service in (string[])["basket", "catalog"])
        {
            CollectionAssert.AreEqual((string[])["1", "1.0", "1.0.0"], registry.Tags(service).ToArray(), first.Text);
            Assert.MatchesRegex($@"(?m)^\s+{registry.Host}/{service}:1\.0\.0, sha256:[0-9a-f]{{64}}: 0 warnings, \d+ messages, [\d.]+ .i?B sent, [\d.]+ s\r?$", first.Output);
        }

        foreach (string none in (string[])["prices", "words", "checks", "plain"])
        {
            Assert.IsFalse(registry.HasRepository(none), first.Text);
        }

        Assert.ContainsSingle(Regex.Matches(first.Output, @"dirs -> Shop\.slnx: 2 images, ").ToArray(), first.Text);
        string together = Path.Combine(shop.Folder, "bin/manifests/Shop");
        string template = File.ReadAllText(Path.Combine(together, "template.yaml"));
        Assert.Contains("BASKET_IMAGE", template);
        Assert.Contains($"{registry.Host}/catalog@sha256:", template);
        string applied = Command.Run("kubectl", "kustomize", together).MustSucceed().Output;
        Assert.HasCount(2, Regex.Matches(applied, "(?m)^kind: Deployment").ToArray(), applied);

        // Basket calls Catalog where developers start it; the manifests of Basket by itself know nothing of it.
        first.MustSay("message OSC0064").MustSay("Catalog__Url is http://catalog/v1 (the application says http://localhost:5101/v1, where its launchSettings.json starts Catalog)");
        Assert.Contains("Catalog__Url: http://catalog/v1\n", applied);
        Assert.Contains("value: http://catalog/v1\n", template);
        Assert.HasCount(1, Regex.Matches(template, @"Address\s+of\s+catalog").ToArray(), template);
        Assert.Contains("- from:\n    - podSelector:\n        matchLabels:\n          app.kubernetes.io/name: basket\n", applied, "the port of Catalog that no Route leads to");
        Assert.Contains("http://catalog:5101/v1", File.ReadAllText(Path.Combine(shop.Folder, "Basket/bin/Release/net10.0/publish/manifests/kubernetes/configmap.yaml")));

        registry.TakeRequests();

        // One node alone runs what waits and what is waited for.
        CommandResult second = Publish(shop, registry, "-m:1", "--no-build").MustSucceed().MustSay("dirs -> Shop.slnx: 2 images, 2 up to date, 0 bytes sent");
        IReadOnlyList<string> requests = registry.TakeRequests();
        Assert.IsTrue(requests.All(static r => r.Contains("\"HEAD /v2/", StringComparison.Ordinal)), string.Join('\n', requests));
        Assert.HasCount(6, requests.Where(static r => r.Contains("/manifests/", StringComparison.Ordinal)).ToArray(), string.Join('\n', requests) + second.Text);

        Publish(shop, registry, "--no-build", "-p:OpenShiftDeliverTogether=flase", "-p:ContainerImageTag=never").MustFail().MustSay("error OSC0026");
        CollectionAssert.DoesNotContain(registry.Tags("catalog").ToArray(), "never");

        // One name for all would leave one image of two.
        Publish(shop, registry, "--no-build", "-p:ContainerRepository=one").MustFail().MustSay("Catalog.csproj : error OSC0073").MustNotSay("OSC0072");
        Assert.IsFalse(registry.HasRepository("one"));

        // A target of one project asks no other.
        using (new FileStream(Path.Combine(shop.Folder, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1))
        {
            Publish(shop, registry, "-t:Catalog:PublishContainer", "--no-build", "-p:ContainerImageTag=alone").MustSucceed().MustSay("dirs -> Shop.slnx: 1 image").MustNotSay("another publish");
        }

        CollectionAssert.Contains(registry.Tags("catalog").ToArray(), "alone");
        CollectionAssert.DoesNotContain(registry.Tags("basket").ToArray(), "alone");

        // Nor does a filter of the solution, and the manifests of the whole stay those of the whole.
        Publish(shop, registry, "Part.slnf", "-c", "Release", "--no-build", "-p:ContainerImageTag=part").MustSucceed().MustSay(": 1 image").MustNotSay("OpenShift: manifests of Shop");
        CollectionAssert.Contains(registry.Tags("catalog").ToArray(), "part");
        CollectionAssert.DoesNotContain(registry.Tags("basket").ToArray(), "part");
        Assert.AreEqual(template, File.ReadAllText(Path.Combine(together, "template.yaml")));
        At_once(shop, registry);
    }

    // What one publish of the solution holds, the other one waits for; the other way round it could not be.
    private static void At_once(TestProject shop, RegistryServer registry)
    {
        string all = Path.Combine(shop.Folder, Lock + ".holder");
        using var catalog = new FileStream(Path.Combine(shop.Folder, "Catalog/obj/Catalog.csproj.openshift.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        using RunningPublish first = Start(shop, registry, "first", "Shop.slnx", "-m:2");
        first.WaitUntil("another publish of Catalog.csproj runs", () => File.Exists(all));
        using RunningPublish second = Start(shop, registry, "second", "Shop.slnx", "-m:1");
        using RunningPublish old = Start(shop, registry, "old", "Shop.sln", "-m:2");
        using RunningPublish single = Start(shop, registry, "single", "Basket/Basket.csproj");
        second.WaitUntil("OpenShift: another publish of Shop runs (process ");
        old.WaitUntil("OpenShift: another publish of Shop runs (process ");
        catalog.Dispose();
        foreach ((RunningPublish publish, string tag) in ((RunningPublish, string)[])[(first, "first"), (second, "second"), (old, "old"), (single, "single")])
        {
            string text = publish.MustSucceed();
            CollectionAssert.Contains(registry.Tags("basket").ToArray(), tag, text);
        }

        // A waiting process says once whom it waits for. The old solution's publish writes the same manifests, and waits for the same lock.
        Assert.HasCount(1, Regex.Matches(second.MustSucceed(), "another publish of Shop runs").ToArray(), second.MustSucceed());
        Assert.Contains("dirs -> Shop.sln: 2 images", old.MustSucceed());
        Assert.IsFalse(File.Exists(all));
        Assert.IsFalse(Directory.Exists(Path.Combine(shop.Folder, "obj")), "No folder is made for the lock alone.");

        // A crash leaves nothing that blocks.
        using (RunningPublish killed = Start(shop, registry, "killed", "Shop.slnx", "-m:1"))
        {
            killed.WaitUntil("", () => File.Exists(all));
            killed.Kill();
        }

        Publish(shop, registry, "--no-build", "-p:ContainerImageTag=after").MustSucceed().MustSay("2 images").MustNotSay("another publish");
    }

    [TestMethod]
    public void Nothing_is_delivered_when_one_image_does_not_pass_unless_each_is_for_itself()
    {
        using var registry = RegistryServer.Start();
        TestProject shop = Shop("<ItemGroup><ContainerPort Include=\"99999\" /></ItemGroup>");
        foreach ((string solution, string nodes) in ((string, string)[])[("Shop.slnx", "-m:1"), ("Shop.sln", "-m:2")])
        {
            CommandResult failed = Publish(shop, registry, solution, nodes).MustFail().MustSay("error OSC0022").MustSay(solution + " : error OSC0072");
            Assert.ContainsSingle(Regex.Matches(failed.Output, $"(?m)^.*{solution} : error OSC0072").Select(static m => m.Value).Distinct().ToArray());
            Assert.IsFalse(registry.HasRepository("catalog") || registry.HasRepository("basket"), failed.Text);
        }

        CommandResult apart = Publish(shop, registry, "--no-build", "-p:OpenShiftDeliverTogether=false").MustFail().MustNotSay("OSC0072");
        CollectionAssert.AreEqual((string[])["1", "1.0", "1.0.0"], registry.Tags("catalog").ToArray(), apart.Text);
        Assert.IsFalse(registry.HasRepository("basket"), apart.Text);

        // A traversal project (Microsoft.Build.Traversal) has its projects' Publish run, and MSBuild tells none of them of the others: each delivers by itself.
        CommandResult traversed = shop.Dotnet(
            null,
            ["publish", "dirs.proj", "-c", "Release", "-nologo", "-tl:off", "-m:2", "--no-build", "-p:PublishProfile=DefaultContainer", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerImageTag=traversed"])
            .MustFail().MustSay("error OSC0022").MustNotSay("OSC0072");
        CollectionAssert.Contains(registry.Tags("catalog").ToArray(), "traversed", traversed.Text);
        foreach (string none in (string[])["basket", "prices", "words", "checks", "plain"])
        {
            Assert.IsFalse(registry.HasRepository(none), traversed.Text);
        }
    }

    private static CommandResult Publish(TestProject shop, RegistryServer registry, params string[] arguments) => shop.Dotnet(
        null,
        ["publish", .. arguments.Any(static a => Path.GetExtension(a) is ".slnf" or ".sln" or ".slnx") ? [] : (string[])["Shop.slnx"], .. arguments.Any(static a => a.StartsWith("-t:", StringComparison.Ordinal)) ? [] : (string[])["-t:PublishContainer"], "-nologo", "-tl:off", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerRegistry={registry.Host}", .. arguments]);

    private static RunningPublish Start(TestProject shop, RegistryServer registry, string tag, string what, params string[] more) => new(
        shop.Folder,
        ["publish", what, "-t:PublishContainer", "--no-build", "-nologo", "-tl:off", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerRegistry={registry.Host}", $"-p:ContainerImageTag={tag}", .. more]);

    private static TestProject Shop(string basket = "")
    {
        TestProject shop = TestProject.Create("Words", "Microsoft.NET.Sdk", "", "", "namespace Words; public static class Text { public const string Hello = \"hello\"; }", Path.Combine(Sandbox.NewFolder("shop"), "Words"), reference: false);
        string root = Path.GetDirectoryName(shop.Folder)!;
        foreach (string file in (string[])["nuget.config", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.Move(Path.Combine(shop.Folder, file), Path.Combine(root, file));
        }

        File.Delete(Path.Combine(shop.Folder, "Directory.Build.props"));
        File.WriteAllText(Path.Combine(root, "Directory.Build.props"), $"<Project><PropertyGroup><Version>1.0.0</Version></PropertyGroup>{Reference.Replace("VERSION", Sandbox.Version, StringComparison.Ordinal).Replace("<ItemGroup>", "<ItemGroup Condition=\"'$(MSBuildProjectName)' != 'Plain'\">", StringComparison.Ordinal)}</Project>");
        void Write(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            File.WriteAllText(Path.Combine(root, path), text);
        }

        foreach ((string name, string more) in ((string, string)[])[("Catalog", "<PropertyGroup><OpenShiftRoute>false</OpenShiftRoute></PropertyGroup>"), ("Basket", basket)])
        {
            Write($"{name}/{name}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup><ProjectReference Include=\"../Words/Words.csproj\" /></ItemGroup>{more}</Project>");
            Write($"{name}/Program.cs", "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/\", () => Words.Text.Hello); app.MapGet(\"/healthz\", () => \"ok\"); app.Run();");
        }

        Write("Catalog/Properties/launchSettings.json", """{ "profiles": { "http": { "applicationUrl": "http://localhost:5101" } } }""");
        Write("Basket/appsettings.json", """{ "Catalog": { "Url": "http://localhost:5101/v1" } }""");
        Write("Prices/Prices.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks></PropertyGroup></Project>");
        Write("Prices/Price.cs", "namespace Prices { public static class Price { public const int Lowest = 1; } }");
        Write("Plain/Plain.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        Write("Plain/Plain.cs", "namespace Plain; public static class Text { public const string Hello = \"hello\"; }");
        Write("Checks/Checks.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><EnableMSTestRunner>true</EnableMSTestRunner></PropertyGroup><ItemGroup><PackageReference Include=\"MSTest\" Version=\"4.5.2\" /></ItemGroup></Project>");
        Write("Checks/Check.cs", "[Microsoft.VisualStudio.TestTools.UnitTesting.TestClass] public class Check { [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod] public void Holds() { } }");
        string[] projects = ["Catalog", "Basket", "Words", "Prices", "Plain", "Checks"];
        Write("Shop.slnx", $"<Solution>{string.Concat(projects.Select(static p => $"<Project Path=\"{p}/{p}.csproj\" />"))}</Solution>");
        Write("Shop.sln", OldSolution(projects));
        Write("dirs.proj", """
            <Project DefaultTargets="Publish">
              <ItemGroup><ProjectReference Include="*/*.csproj" Exclude="Prices/*" /></ItemGroup>
              <Target Name="Restore"><MSBuild Projects="@(ProjectReference)" Targets="Restore" /></Target>
              <Target Name="Publish"><MSBuild Projects="@(ProjectReference)" Targets="Publish" BuildInParallel="true" /></Target>
            </Project>
            """);
        Write("Part.slnf", """{ "solution": { "path": "Shop.slnx", "projects": [ "Catalog/Catalog.csproj", "Words/Words.csproj" ] } }""");
        return TestProject.At(root, "Shop");
    }

    private static string OldSolution(string[] projects)
    {
        (string Name, string Id)[] all = [.. projects.Select(static (p, i) => (p, $"{{0000000{i}-1111-4222-8333-444444444444}}"))];
        string[] configurations = [.. all.SelectMany(static p => ((string[])["Debug", "Release"]).SelectMany(c => ((string[])["ActiveCfg", "Build.0"]).Select(k => $"\t\t{p.Id}.{c}|Any CPU.{k} = {c}|Any CPU")))];
        return string.Join('\n', [
            "Microsoft Visual Studio Solution File, Format Version 12.00",
            .. all.Select(static p => $"Project(\"{{9A19103F-16F7-4668-BE54-9A1E7A4F7556}}\") = \"{p.Name}\", \"{p.Name}\\{p.Name}.csproj\", \"{p.Id}\"\nEndProject"),
            "Global", "\tGlobalSection(SolutionConfigurationPlatforms) = preSolution", "\t\tDebug|Any CPU = Debug|Any CPU", "\t\tRelease|Any CPU = Release|Any CPU", "\tEndGlobalSection",
            "\tGlobalSection(ProjectConfigurationPlatforms) = postSolution", .. configurations, "\tEndGlobalSection", "EndGlobal", ""]);
    }
}
