using System.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Engines;

/// <summary>Whose a scene is: what lives is never removed, and what nobody owns any more is.</summary>
[TestClass]
public sealed class SceneNameTests
{
    [TestMethod]
    public void A_name_is_read_from_the_names_of_its_objects()
    {
        var name = SceneName.Create();
        Assert.AreEqual(name, SceneName.OfObject(name.NameOf(null)));
        Assert.AreEqual(name, SceneName.OfObject(name.NameOf("12-users")));
        foreach (string other in (string[])["", "openshift-prove-", "openshift-prove-a-b-c-d", "shop", "openshift-prove-000000000000-1-1", "openshift-prover-000000000000-1-1-00000000"])
        {
            Assert.IsNull(SceneName.OfObject(other), other);
        }
    }

    [TestMethod]
    public void The_owner_of_a_scene_of_this_process_is_there() => Assert.IsFalse(SceneName.Create().OwnerIsGone());

    [TestMethod]
    public void The_owner_is_gone_when_its_process_is_or_its_number_is_another_ones()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true })!;
        int gone = process.Id;
        process.WaitForExit();
        SceneName own = SceneName.Create();
        Assert.IsTrue((own with { ProcessId = gone }).OwnerIsGone());
        Assert.IsTrue((own with { Started = own.Started - 100 }).OwnerIsGone());
    }

    [TestMethod]
    public void Of_another_machine_nothing_is_known() => Assert.IsFalse((SceneName.Create() with { Machine = "000000000000", ProcessId = int.MaxValue }).OwnerIsGone());

    [TestMethod]
    public void Only_what_carries_the_name_of_a_scene_without_owner_is_abandoned()
    {
        SceneName own = SceneName.Create();
        SceneName dead = own with { ProcessId = int.MaxValue };
        string[] names = [own.NameOf("1"), dead.NameOf("1"), dead.NameOf(null), "postgres", "openshift-prove-mine"];
        CollectionAssert.AreEqual((string[])[dead.NameOf("1"), dead.NameOf(null)], SceneCleanup.Abandoned(string.Join('\n', names)));
        string[] images = [$"localhost/openshift-prove/{own}:1", $"localhost/openshift-prove/{dead}:2", "docker.io/library/postgres:17", $"localhost/{dead}:2"];
        CollectionAssert.AreEqual((string[])[$"localhost/openshift-prove/{dead}:2"], SceneCleanup.AbandonedImages(string.Join('\n', images)));
    }
}
