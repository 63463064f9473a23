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

    private static SourceToImageFacts Read(TemporaryFolder folder, params (string Name, string Value)[] properties)
    {
        var input = new ProjectInput(properties.GroupBy(static p => p.Name).ToImmutableDictionary(static p => p.Key, static p => p.Last().Value), []);
        PropertyPlaces places = PropertyPlaces.Read(folder["Shop.csproj"], []);
        return new SourceToImageReader(new PropertyReader(input, places), places, folder.Path).Read();
    }
}
