using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Referrers;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries;

[TestClass]
public sealed class ReferrerListTests
{
    private const string Type = "application/vnd.example.record";
    private static readonly Descriptor Subject = new(MediaTypes.OciManifest, Digest.Of("subject"u8), 7);
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task What_was_added_is_found_by_its_type_with_and_without_the_registrys_help(bool lists)
    {
        await using var server = new FakeRegistry { ListsReferrers = lists };
        using IRegistry registry = new Client().Open(server);
        var list = new ReferrerList(registry, "shop/web");
        Assert.IsEmpty(await list.FindAsync(Subject.Digest, Type, None));
        byte[] one = Record("1");
        byte[] two = Record("2");
        await list.AddAsync(Subject.Digest, Type, one, None);
        await list.AddAsync(Subject.Digest, Type, two, None);
        await list.AddAsync(Subject.Digest, Type, two, None);
        byte[] other = RecordManifest.Write("application/vnd.example.other", Subject, []);
        await list.AddAsync(Subject.Digest, "application/vnd.example.other", other, None);
        ImmutableArray<Descriptor> found = await new ReferrerList(registry, "shop/web").FindAsync(Subject.Digest, Type, None);
        CollectionAssert.AreEquivalent((Digest[])[Digest.Of(one), Digest.Of(two)], found.Select(static d => d.Digest).ToArray());
        Assert.AreEqual(!lists, server.Manifests.ContainsKey($"shop/web@sha256-{Subject.Digest.Hex}"), "a tag only where the registry keeps no list");
    }

    [TestMethod]
    public async Task Two_that_write_the_list_at_the_same_time_are_both_on_it()
    {
        await using var server = new FakeRegistry();
        byte[] ours = Record("ours");
        Digest theirs = server.AddManifest("shop/web", null, Record("theirs"));
        string tag = $"sha256-{Subject.Digest.Hex}";
        bool written = false;
        server.Intercept = request =>
        {
            // Between our reading of the list and our writing another publish has written it; it is overwritten, looks, and adds itself again.
            if (request.Method == "PUT" && request.Path.EndsWith(tag, StringComparison.Ordinal) && !written)
            {
                written = true;
                server.AddManifest("shop/web", tag, request.Body, MediaTypes.OciIndex);
                server.AddManifest("shop/web", tag, ImageJson.Write(new ImageIndex { Manifests = [new Descriptor(MediaTypes.OciManifest, theirs, 1) { ArtifactType = Type }] }), MediaTypes.OciIndex);
                return new FakeResponse(201).With("Docker-Content-Digest", Digest.Of(request.Body).ToString());
            }

            return null;
        };
        using IRegistry registry = new Client().Open(server);
        var list = new ReferrerList(registry, "shop/web");
        await list.AddAsync(Subject.Digest, Type, ours, None);
        CollectionAssert.AreEqual((Digest[])[theirs, Digest.Of(ours)], (await list.FindAsync(Subject.Digest, Type, None)).Select(static d => d.Digest).ToArray());
    }

    [TestMethod]
    public async Task A_list_that_is_none_names_nothing_and_an_overloaded_registry_is_no_old_one()
    {
        await using var server = new FakeRegistry();
        server.AddManifest("shop/web", $"sha256-{Subject.Digest.Hex}", "{\"manifests\":[null]}"u8.ToArray(), MediaTypes.OciIndex);
        using IRegistry registry = new Client().Open(server);
        Assert.IsEmpty(await new ReferrerList(registry, "shop/web").FindAsync(Subject.Digest, Type, None));

        server.Intercept = static r => r.Path.Contains("/referrers/", StringComparison.Ordinal) ? new FakeResponse(503) : null;
        await Assert.ThrowsExactlyAsync<OpenShiftException>(() => new ReferrerList(registry, "shop/web").FindAsync(Subject.Digest, Type, None).AsTask());

        // What answers everything with a page for people is no list either.
        server.Intercept = static r => r.Path.Contains("/referrers/", StringComparison.Ordinal) ? new FakeResponse(200, "<html>"u8.ToArray()).With("Content-Type", "text/html") : null;
        Assert.IsEmpty(await new ReferrerList(registry, "shop/web").FindAsync(Subject.Digest, Type, None));
    }

    [TestMethod]
    public async Task A_registry_that_takes_no_artifacts_says_so()
    {
        await using var server = new FakeRegistry { TakesArtifacts = false };
        using IRegistry registry = new Client().Open(server);
        await Assert.ThrowsExactlyAsync<OpenShiftException>(() => new ReferrerList(registry, "shop/web").AddAsync(Subject.Digest, Type, Record("1"), None).AsTask());
        Assert.IsEmpty(server.Manifests);
    }

    private static byte[] Record(string content) => RecordManifest.Write(Type, Subject, [new Descriptor("text/plain", Digest.Of(System.Text.Encoding.UTF8.GetBytes(content)), content.Length)]);
}
