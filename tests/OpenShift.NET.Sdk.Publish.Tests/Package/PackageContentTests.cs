using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Package;

/// <summary>What is in the package, to the file.</summary>
[TestClass]
public sealed class PackageContentTests
{
    private static readonly string[] Golden =
    [
        "OpenShift.NET.Sdk.nuspec",
        "README.md",
        "Sdk/Sdk.props",
        "Sdk/Sdk.targets",
        "build/0.Guard.targets",
        "build/0.Hook.targets",
        "build/1.Describe.targets",
        "build/2.Assemble.targets",
        "build/3.Manifests.targets",
        "build/4.Check.targets",
        "build/5.Prove.targets",
        "build/6.Deliver.targets",
        "build/7.Solution.targets",
        "build/8.Apply.targets",
        "build/8.Export.targets",
        "build/8.Run.targets",
        "build/OpenShift.AspireHost.targets",
        "build/OpenShift.CommonLibraries.props",
        "build/OpenShift.Defaults.props",
        "build/OpenShift.NET.Sdk.props",
        "build/OpenShift.NET.Sdk.targets",
        "build/OpenShift.OuterBuild.targets",
        "build/OpenShift.Publish.targets",
        "build/guard/OpenShiftGuardStart.cs",
        "build/guard/host/OpenShift.NET.Sdk.Guard.dll",
        "build/guard/plain/OpenShift.NET.Sdk.Guard.dll",
        "build/guard/web/OpenShift.NET.Sdk.Guard.dll",
        "build/solution/dirs.proj",
        "buildMultiTargeting/OpenShift.NET.Sdk.props",
        "buildMultiTargeting/OpenShift.NET.Sdk.targets",
        "icon.png",
        "rules/ToolCodes.md",
    ];

    private static readonly string[] Tasks =
    [
        "Mono.Cecil.dll",
        "NuGet.Versioning.dll",
        "OpenShift.NET.Sdk.Tasks.deps.json",
        "OpenShift.NET.Sdk.Tasks.dll",
        "OpenShift.NET.Sdk.Core.dll",
        "Polly.Core.dll",
        "System.IO.Hashing.dll",
        "YamlDotNet.dll",
        "ZstdSharp.dll",
        "openshift-stages.dll",
        "openshift-stages.runtimeconfig.json",
    ];

    // Native code is only made on the platform it is for, and where its compilers are to be had; everywhere else the package holds the portable tasks alone.
    private static IEnumerable<string> TaskFiles(string[] files)
    {
        IEnumerable<string> expected = Tasks.Select(static t => "tasks/net10.0/" + t);
        const string Native = "tasks/net10.0-linux-x64/";
        bool required = RuntimeInformation.RuntimeIdentifier == "linux-x64" && Environment.GetEnvironmentVariable("CI") == "true";
        if (required || files.Any(static f => f.StartsWith(Native, StringComparison.Ordinal)))
        {
            expected = expected.Concat(Tasks.Select(static t => Native + t));
        }

        return required || files.Contains(Native + "openshift-stages") ? expected.Append(Native + "openshift-stages") : expected;
    }

    [TestMethod]
    public void The_package_holds_exactly_these_files_and_a_page_for_every_rule_and_topic()
    {
        using ZipArchive package = ZipFile.OpenRead(Sandbox.Package);
        string[] files = [.. package.Entries.Select(e => e.FullName).Where(n => !IsOfThePackageFormat(n)).Order(StringComparer.Ordinal)];
        IEnumerable<string> pages = RuleCatalog.All.Rules.Select(r => $"rules/{r.Description.Id}.md").Concat(Directory.GetFiles(Path.Combine(Sandbox.RepositoryRoot, "docs", "reference")).Select(p => $"docs/reference/{Path.GetFileName(p)}"));
        string[] expected = [.. Golden.Concat(TaskFiles(files)).Concat(pages).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(expected, files, $"Too much: {string.Join(", ", files.Except(expected))}. Missing: {string.Join(", ", expected.Except(files))}.");
    }

    [TestMethod]
    public void Every_assembly_a_task_needs_lies_beside_it_or_comes_with_the_runtime_or_with_MSBuild()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        using ZipArchive package = ZipFile.OpenRead(Sandbox.Package);
        ZipArchiveEntry[] assemblies = [.. package.Entries.Where(e => e.FullName.StartsWith("tasks/", StringComparison.Ordinal) && e.Name.EndsWith(".dll", StringComparison.Ordinal))];
        HashSet<string> beside = [.. assemblies.Select(a => a.Name)];
        foreach (ZipArchiveEntry assembly in assemblies)
        {
            foreach (string reference in References(assembly))
            {
                bool ofMSBuild = assembly.Name == "OpenShift.NET.Sdk.Tasks.dll" && reference is "Microsoft.Build.Framework" or "Microsoft.Build.Utilities.Core";
                Assert.IsTrue(
                    ofMSBuild || beside.Contains(reference + ".dll") || File.Exists(Path.Combine(runtime, reference + ".dll")),
                    $"{assembly.Name} needs {reference}, which is neither beside it nor in the runtime: MSBuild would bind to whatever copy the .NET SDK has.");
            }
        }
    }

    [TestMethod]
    public void The_nuspec_makes_it_a_development_dependency_and_an_MSBuild_SDK_without_dependencies()
    {
        using ZipArchive package = ZipFile.OpenRead(Sandbox.Package);
        using Stream stream = package.GetEntry("OpenShift.NET.Sdk.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        XElement? Element(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name);
        Assert.AreEqual("true", Element("developmentDependency")?.Value);
        CollectionAssert.AreEqual((string[])["Dependency", "MSBuildSdk"], Element("packageTypes")!.Elements().Select(e => (string?)e.Attribute("name")).ToArray());
        Assert.IsNull(Element("dependencies"), "What the tasks need is packed beside them; a dependencies group would reach into the user's project.");
        Assert.AreEqual("MIT", Element("license")?.Value);
        Assert.AreEqual("README.md", Element("readme")?.Value);
    }

    private static bool IsOfThePackageFormat(string name) => name is "[Content_Types].xml" or "_rels/.rels" || name.StartsWith("package/services/", StringComparison.Ordinal);

    private static IEnumerable<string> References(ZipArchiveEntry assembly)
    {
        using var copy = new MemoryStream();
        using (Stream stream = assembly.Open())
        {
            stream.CopyTo(copy);
        }

        copy.Position = 0;
        using var image = new PEReader(copy);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name))];
    }
}
