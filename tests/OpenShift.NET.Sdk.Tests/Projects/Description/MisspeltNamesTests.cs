using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects.Description;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

/// <summary>MSBuild takes any name: one with a slip in it is told, for else it would be without effect and nobody would say so.</summary>
[TestClass]
public sealed class MisspeltNamesTests
{
    [TestMethod]
    [DataRow("<PropertyGroup><OpenShiftProfil>strict</OpenShiftProfil></PropertyGroup>", "", "OpenShiftProfil > OpenShiftProfile")]
    [DataRow("<PropertyGroup><OpenshiftProfile>strict</OpenshiftProfile></PropertyGroup>", "", "")]
    [DataRow("<PropertyGroup><OpenShiftProfile>strict</OpenShiftProfile></PropertyGroup>", "", "")]
    [DataRow("<ItemGroup><OpenShiftSettings Include=\"Payment__Url\" /></ItemGroup>", "", "OpenShiftSettings > OpenShiftSetting")]
    [DataRow("<PropertyGroup><OpenShiftProfil>strict</OpenShiftProfil><Own>$( OpenShiftProfil )</Own></PropertyGroup>", "", "")]
    [DataRow("<PropertyGroup><OpenShiftProfil>strict</OpenShiftProfil></PropertyGroup><ItemGroup><Own Include=\"a\" Condition=\"'$(OpenShiftProfil.Trim())' == 'strict'\" /></ItemGroup>", "", "")]
    [DataRow("<ItemGroup><OpenShiftSettings Include=\"a\" /><Own Include=\"@(OpenShiftSettings)\" /></ItemGroup>", "", "")]
    [DataRow("<PropertyGroup><OpenShiftClusterOfTheTeam>blue</OpenShiftClusterOfTheTeam></PropertyGroup>", "", "")]
    [DataRow("", "OpenShiftManifest;Configuration", "OpenShiftManifest > OpenShiftManifests on the command line")]
    [DataRow("", "openshiftmanifests", "")]
    public void A_slip_is_told_and_what_is_the_users_own_is_not(string content, string commandLine, string expected)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csproj");
        File.WriteAllText(file, $"<Project>{content}</Project>");
        try
        {
            var found = MisspeltNames.Of(new ProjectInput(ImmutableDictionary<string, string>.Empty.Add(ProjectInput.CommandLine, commandLine), []), PropertyPlaces.Read(file, []));

            Assert.AreEqual(expected, string.Join(", ", found.Select(static m => $"{m.Name} > {m.Meant}{(m.OnCommandLine ? " on the command line" : "")}")));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
