using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tests.Publishing.Solutions;

[TestClass]
public sealed class SolutionConflictsTests
{
    [TestMethod]
    public void Images_of_two_projects_under_one_name_are_an_error_at_the_second()
    {
        CheckMessage error = SolutionConflicts.Find([[Project("Catalog", "shop", "1", "1.0")], [Project("Basket", "shop", "1.0", "2")]]).Single();
        Assert.AreEqual(("OSC0073", "/src/Basket/Basket.csproj"), (error.Code, error.Place!.File));
        Assert.StartsWith("The image goes to r/shop:1.0, and so does that of Catalog.csproj", error.Text);
    }

    [TestMethod]
    public void Other_tags_other_registries_and_platforms_of_one_project_are_no_conflict()
    {
        ProjectFacts catalog = Project("Catalog", "shop", "1");
        ProjectFacts basket = Project("Basket", "shop", "2");
        ProjectFacts elsewhere = Project("Orders", "shop", "1") with { Destination = catalog.Destination with { Registry = "other" } };
        Assert.IsEmpty(SolutionConflicts.Find([[catalog, catalog], [basket], [elsewhere], []]));
    }

    [TestMethod]
    public void One_archive_for_two_projects_is_an_error()
    {
        ProjectFacts catalog = Project("Catalog", "catalog", "1");
        ProjectFacts basket = Project("Basket", "basket", "1");
        DestinationFacts To(string path) => new() { ArchivePath = path, Repository = "x", Tags = ["1"] };
        Assert.AreEqual("OSC0073", SolutionConflicts.Find([[catalog with { Destination = To("/out/a.tar") }], [basket with { Destination = To("/out/a.tar") }]]).Single().Code);
        Assert.IsEmpty(SolutionConflicts.Find([[catalog with { Destination = To("/out/a.tar") }], [basket with { Destination = To("/out/b.tar") }]]));
    }

    [TestMethod]
    public void Objects_of_one_name_are_a_warning_unless_there_are_no_manifests()
    {
        ProjectFacts catalog = Project("Catalog", "catalog", "1");
        ProjectFacts basket = Project("Basket", "basket", "1") is var b ? b with { Manifests = b.Manifests with { Name = "catalog" } } : b;
        Assert.AreEqual("OSC0074", SolutionConflicts.Find([[catalog], [basket]]).Single().Code);
        Assert.IsEmpty(SolutionConflicts.Find([[catalog], [basket with { Manifests = basket.Manifests with { Template = false, Kubernetes = false } }]]));
        ProjectFacts Chart(ProjectFacts f) => f with { Manifests = f.Manifests with { Template = false, Kubernetes = false, Helm = true } };
        Assert.AreEqual("OSC0074", SolutionConflicts.Find([[Chart(catalog)], [Chart(basket)]]).Single().Code);
    }

    private static ProjectFacts Project(string name, string repository, params string[] tags)
    {
        ProjectFacts facts = Images.Projects.Web();
        return facts with
        {
            Identity = facts.Identity with { ProjectFile = $"/src/{name}/{name}.csproj" },
            Destination = new DestinationFacts { Registry = "r", Repository = repository, Tags = [.. tags] },
            Manifests = facts.Manifests with { Name = name.ToLowerInvariant(), Template = true, Kubernetes = true },
        };
    }
}
