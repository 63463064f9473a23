using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Stages;

/// <summary>Where the code of a Native AOT publish is read.</summary>
[TestClass]
public sealed class NativeAotCodeTests
{
    // What Microsoft.NETCore.Native.Publish.targets does when it has linked the program.
    [TestMethod]
    public void The_managed_assembly_is_read_though_the_native_program_takes_its_place()
    {
        TestProject project = TestProject.Web("<UseAppHost>false</UseAppHost>");
        project.Write("native/WebApi", "native");
        project.Write("bin/Release/net10.0/publish/WebApi", "native");
        project.Write("Directory.Build.targets", """
            <Project>
              <Target Name="ComputeLinkedFilesToPublish" BeforeTargets="ComputeResolvedFilesToPublishList">
                <ItemGroup>
                  <IntermediateAssembly Remove="@(IntermediateAssembly)" />
                  <IntermediateAssembly Include="$(MSBuildProjectDirectory)/native/WebApi" />
                </ItemGroup>
              </Target>
            </Project>
            """);
        project.Dotnet(null, "msbuild", project.ProjectFile, "-restore", "-t:Build;ComputeResolvedFilesToPublishList;OpenShiftDescribe", "-p:Configuration=Release", "-p:_IsPublishing=true", "-nologo").MustSucceed();
        JsonElement compilation = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Intermediate, "facts.json"))).RootElement.GetProperty("compilation");
        Assert.AreEqual(Path.Combine(project.Folder, "obj/Release/net10.0/WebApi.dll"), compilation.GetProperty("assembly").GetString());
    }
}
