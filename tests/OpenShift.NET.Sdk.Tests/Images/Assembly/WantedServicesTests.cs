using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Images.Assembly;

[TestClass]
public sealed class WantedServicesTests
{
    private static readonly PublishFile[] s_files =
    [
        File("StackExchange.Redis.dll", "StackExchange.Redis"), File("Npgsql.dll", "npgsql"), File("MySqlConnector.dll", "MySqlConnector"), File("MySql.Data.dll", "MySql.Data"),
        File("Npgsql.Extras.dll", "Npgsql.Extras"), File("App.dll", null),
    ];

    [TestMethod]
    public void Published_client_packages_tell_what_is_wanted() =>
        CollectionAssert.AreEqual((string[])["mysql", "postgresql", "redis"], WantedServices.Of([], s_files).ToArray());

    [TestMethod]
    public void What_the_project_says_counts_alone()
    {
        CollectionAssert.AreEqual((string[])["orders"], WantedServices.Of(["orders"], s_files).ToArray());
        Assert.IsEmpty(WantedServices.Of(["None"], s_files));
        Assert.IsEmpty(WantedServices.Of(ImmutableArray<string>.Empty, []));
    }

    private static PublishFile File(string path, string? package) => new() { Path = path, Source = "/src/" + path, PackageId = package, PackageVersion = package is null ? null : "1.0.0" };
}
