using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Reproducible builds write other paths into symbols than the files have; findings name the files.</summary>
[TestClass]
public sealed class SourcePlacesTests
{
    [TestMethod]
    [DataRow("/src/Shop/Program.cs", "/src/Library/Save.cs", "Library/Save.cs")]
    [DataRow("/_/work/App/Program.cs", "/_/work/src/Library/Save.cs", "src/Library/Save.cs")]
    [DataRow("/src/Shop/Program.cs", "/src/Library/Save.cs", "src/Library/Save.cs")]
    public void Mapped_paths_lead_back_to_the_files(string program, string library, string libraryFile)
    {
        using var folder = new TemporaryFolder();
        string project = Directory.CreateDirectory(folder["work/App"]).FullName;
        File.WriteAllText(Path.Combine(project, "Program.cs"), "");
        // The program has a file of the same name as the library.
        File.WriteAllText(Path.Combine(project, "Save.cs"), "");
        string libraryPath = Path.Combine(folder["work"], libraryFile);
        Directory.CreateDirectory(Path.GetDirectoryName(libraryPath)!);
        File.WriteAllText(libraryPath, "");

        CodeFacts facts = Read(folder, project, program, library);

        Assert.AreEqual(Path.Combine(project, "Program.cs"), Place(facts, "System.IO.File::Delete"));
        Assert.AreEqual(libraryPath, Place(facts, "System.IO.File::WriteAllText"));
    }

    [TestMethod]
    public void A_path_that_leads_to_no_file_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        string project = Directory.CreateDirectory(folder["App"]).FullName;
        File.WriteAllText(Path.Combine(project, "Save.cs"), "");
        CodeFacts facts = Read(folder, project, "/src/Shop/Program.cs", "/src/Library/Save.cs");
        Assert.AreEqual("/src/Shop/Program.cs", Place(facts, "System.IO.File::Delete"));
        Assert.AreEqual("/src/Library/Save.cs", Place(facts, "System.IO.File::WriteAllText"));
    }

    private static CodeFacts Read(TemporaryFolder folder, string project, string program, string library)
    {
        foreach ((string name, byte[] content) in Compiled.Files("new Shop.Files().Save(); File.Delete(\"x\");", "namespace Shop { public class Files { public void Save() => File.WriteAllText(\"a\", \"b\"); } }", program, library))
        {
            File.WriteAllBytes(folder[name], content);
        }

        return CodeReader.Read([folder["App.dll"], folder["Own.Library.dll"]], project, CancellationToken.None);
    }

    private static string? Place(CodeFacts facts, string api) => facts.CallsTo([api]).First().Place?.File;
}
