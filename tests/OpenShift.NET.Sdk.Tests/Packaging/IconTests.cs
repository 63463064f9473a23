using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>The icon in the repository is the one that is drawn here.</summary>
[TestClass]
public sealed class IconTests
{
    [TestMethod]
    public void The_icon_is_as_it_is_drawn()
    {
        string file = Path.Combine(Repository.Root, "src", "icon.png");
        byte[] drawn = Icon.Draw();
        if (Repository.UpdateGenerated)
        {
            File.WriteAllBytes(file, Icon.ToPng(drawn));
        }

        CollectionAssert.AreEqual(drawn, Icon.FromPng(File.ReadAllBytes(file)), "src/icon.png is stale. Run the tests once with UPDATE_GENERATED=1 and commit it.");
    }
}
