using OpenShift.NET.Sdk.Publish.Tests.Images;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Package;

/// <summary>However the package is referenced, the same image comes out.</summary>
[TestClass]
public sealed class FlavourTests
{
    private static readonly Lazy<string> PackageReferenceDigest = new(() => Publish(TestProject.Web(name: "App")));

    private static string Reference => $"<PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" PrivateAssets=\"all\" />";

    [TestMethod]
    public void Referenced_in_Directory_Build_props_it_makes_the_same_image()
    {
        TestProject project = WithoutReference();
        project.Write("Directory.Build.props", $"<Project><ItemGroup>{Reference}</ItemGroup></Project>");
        Assert.AreEqual(PackageReferenceDigest.Value, Publish(project));
    }

    [TestMethod]
    public void With_central_versions_it_makes_the_same_image_as_PackageReference_and_as_GlobalPackageReference()
    {
        TestProject project = WithoutReference(items: "<PackageReference Include=\"OpenShift.NET.Sdk\" PrivateAssets=\"all\" />");
        project.Write("Directory.Packages.props", $"<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup><PackageVersion Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" /></ItemGroup></Project>");
        Assert.AreEqual(PackageReferenceDigest.Value, Publish(project));

        TestProject global = WithoutReference();
        global.Write("Directory.Packages.props", $"<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup><GlobalPackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" /></ItemGroup></Project>");
        Assert.AreEqual(PackageReferenceDigest.Value, Publish(global));
    }

    [TestMethod]
    public void As_Sdk_element_it_makes_the_same_image()
    {
        TestProject project = WithoutReference();
        project.Write("App.csproj", File.ReadAllText(project.ProjectFile).Replace("<PropertyGroup>", $"<Sdk Name=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" /><PropertyGroup>", StringComparison.Ordinal));
        Assert.AreEqual(PackageReferenceDigest.Value, Publish(project));
    }

    [TestMethod]
    public void In_the_Sdk_attribute_it_makes_the_same_image()
    {
        TestProject project = WithoutReference(sdk: "Microsoft.NET.Sdk.Web;OpenShift.NET.Sdk/" + Sandbox.Version);
        Assert.AreEqual(PackageReferenceDigest.Value, Publish(project));
    }

    [TestMethod]
    public void Both_at_once_is_one_clear_error()
    {
        TestProject project = WithoutReference(sdk: "Microsoft.NET.Sdk.Web;OpenShift.NET.Sdk/" + Sandbox.Version, items: Reference);
        CommandResult result = project.Publish("-p:OpenShiftEmbeddedBase=Always", "-tl:off").MustFail();
        string[] errors = [.. result.Output.Split('\n').Where(l => l.Contains("error ", StringComparison.Ordinal)).Select(l => l.Trim()).Distinct()];
        Assert.HasCount(1, errors, result.Text);
        StringAssert.Contains(errors[0], "error OSC0010: ", StringComparison.Ordinal);
        result.MustNotSay("MSB4275");
    }

    private static TestProject WithoutReference(string sdk = "Microsoft.NET.Sdk.Web", string items = "") =>
        TestProject.Create("App", sdk, "<Version>1.4.2</Version><Description>A test service</Description>", items, TestProject.WebProgram, reference: false);

    private static string Publish(TestProject project)
    {
        project.Publish("-p:OpenShiftEmbeddedBase=Always", "-p:OpenShiftArchiveFormat=OciLayout", "-p:ContainerArchiveOutputPath=out/").MustSucceed().MustNotSay(": warning ");
        LayoutImage image = LayoutImage.Read(project.Intermediate);
        Assert.AreEqual("dotnet,web", image.Labels["io.openshift.tags"]);
        return image.Digest;
    }
}
