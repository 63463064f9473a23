using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

[TestClass]
public sealed class SourceToImageReaderTests
{
    [TestMethod]
    public void Without_the_property_the_folder_s2i_means_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("s2i/assemble", "#!/bin/sh\n");
        Assert.AreEqual(new SourceToImageFacts(), Read(folder));
    }

    [TestMethod]
    public void Libraries_are_those_of_the_target_framework_in_order()
    {
        using var folder = new TemporaryFolder();
        InputItem[] items = [Library("Serilog", "4.3.0"), Library("Npgsql.EFCore", "9.0.4", ("TargetFramework", "net9.0")), Library("Npgsql.EFCore", "10.0.3.0", ("TargetFramework", "NET10.0")), Library("Oracle", "23.9.1", ("Optional", "true")), Library("Serilog", "4.3.0")];
        SourceToImageFacts facts = Read(folder, items, ("OpenShiftSourceToImage", "true"), ("TargetFramework", "net10.0"));
        Assert.AreEqual("Npgsql.EFCore 10.0.3 | Oracle 23.9.1? | Serilog 4.3.0", string.Join(" | ", facts.Libraries.Select(static l => $"{l.Name} {l.Version}{(l.IsOptional ? "?" : "")}")));
        Assert.IsFalse(facts.LibrariesAreAsked);
        Assert.IsTrue(Read(folder, items, ("OpenShiftSourceToImage", "true"), ("OpenShiftCommonLibraries", "true")).LibrariesAreAsked);
        Assert.IsEmpty(Read(folder, items, ("OpenShiftSourceToImage", "true"), ("OpenShiftCommonLibraries", "false")).Libraries);
    }

    [TestMethod]
    [DataRow("Npgsql", "", "has no Version")]
    [DataRow("Npgsql", "10.*", "which is no exact one")]
    [DataRow("Npgsql", "[10.0.3,11)", "which is no exact one")]
    [DataRow("../Npgsql", "10.0.3", "is no id of a NuGet package")]
    [DataRow("Npgsql<x/>", "10.0.3", "is no id of a NuGet package")]
    [DataRow("Serilog", "4.2.0", "is there twice, with the versions 4.3.0 and 4.2.0")]
    public void A_library_is_one_package_in_one_version(string name, string version, string seen)
    {
        using var folder = new TemporaryFolder();
        OpenShiftException failure = Failures.Expect(ToolCodes.InvalidProperty, () => Read(folder, [Library("Serilog", "4.3.0"), Library(name, version)], ("OpenShiftSourceToImage", "true")));
        Assert.Contains(seen, failure.Seen);
        Assert.Contains("OpenShiftCommonLibrary", failure.Message);
    }

    [TestMethod]
    public void The_files_of_the_folder_s2i_are_taken_in_order()
    {
        using var folder = new TemporaryFolder();
        folder.Write("s2i/run", "#!/bin/sh\n");
        folder.Write("s2i/functions.sh", "x");
        folder.Write("s2i/.gitkeep", "");
        folder.Write("s2i/deeper/file", "");
        SourceToImageFacts facts = Read(folder, ("OpenShiftSourceToImage", "true"), ("OpenShiftSourceFolder", "/app/rules/"));
        Assert.IsTrue(facts.IsWanted);
        Assert.AreEqual("/app/rules", facts.Folder);
        CollectionAssert.AreEqual(new[] { new SourceToImageFile("functions.sh", folder["s2i/functions.sh"]), new SourceToImageFile("run", folder["s2i/run"]) }, facts.Files.ToArray());
        Assert.AreEqual("/opt/app-root/src", Read(folder, ("OpenShiftSourceToImage", "true")).Folder);
    }

    [TestMethod]
    [DataRow("OpenShiftSourceToImage", "yes", "", ToolCodes.InvalidProperty)]
    [DataRow("OpenShiftSourceFolder", "rules", "", ToolCodes.InvalidPath)]
    [DataRow("OpenShiftSourceFolder", "/", "", ToolCodes.InvalidPath)]
    [DataRow("OpenShiftSourceFolder", "/app/../etc", "", ToolCodes.InvalidPath)]
    [DataRow("OpenShiftSourceToImage", "true", "entrypoint", ToolCodes.InvalidProperty)]
    [DataRow("OpenShiftSourceToImage", "true", "default", ToolCodes.InvalidProperty)]
    public void What_cannot_be_meant_is_refused(string property, string value, string file, string code)
    {
        using var folder = new TemporaryFolder();
        if (file.Length > 0)
        {
            folder.Write("s2i/" + file, "x");
        }

        Failures.Expect(code, () => Read(folder, ("OpenShiftSourceToImage", "true"), (property, value)));
    }

    private static InputItem Library(string name, string version, params (string Name, string Value)[] metadata) =>
        new("CommonLibrary", name, metadata.Append(("Version", version)).ToImmutableDictionary(static m => m.Item1, static m => m.Item2, StringComparer.OrdinalIgnoreCase));

    private static SourceToImageFacts Read(TemporaryFolder folder, params (string Name, string Value)[] properties) => Read(folder, [], properties);

    private static SourceToImageFacts Read(TemporaryFolder folder, InputItem[] items, params (string Name, string Value)[] properties)
    {
        var input = new ProjectInput(properties.GroupBy(static p => p.Name).ToImmutableDictionary(static p => p.Key, static p => p.Last().Value), [.. items]);
        PropertyPlaces places = PropertyPlaces.Read(folder["Shop.csproj"], []);
        return new SourceToImageReader(input, new PropertyReader(input, places), places, folder.Path).Read();
    }
}
