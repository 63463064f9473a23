using System.Collections.Immutable;
using System.Net;
using System.Text;
using OpenShift.NET.Sdk.Publishing.Proving.Network;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Network;

[TestClass]
public sealed class NameServerTests
{
    private static readonly ImmutableDictionary<string, IPAddress> Names = ImmutableDictionary.Create<string, IPAddress>(StringComparer.OrdinalIgnoreCase).Add("db", IPAddress.Parse("127.0.0.2"));

    private static byte[] Query(string name, byte type) =>
        [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name.Split('.').SelectMany(static l => (byte[])[(byte)l.Length, .. Encoding.ASCII.GetBytes(l)]), 0, 0, type, 0, 1];

    [TestMethod]
    public void A_known_name_has_its_address()
    {
        byte[] query = Query("DB", 1);
        byte[] answer = NameServer.Answer(query, Names)!;
        CollectionAssert.AreEqual((byte[])[0x12, 0x34, 0x85, 0x80, 0, 1, 0, 1, 0, 0, 0, 0], answer[..12]);
        CollectionAssert.AreEqual(query[12..], answer[12..query.Length]);
        CollectionAssert.AreEqual((byte[])[0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 2], answer[query.Length..]);
    }

    [TestMethod]
    public void A_known_name_without_such_a_record_is_known_all_the_same()
    {
        byte[] answer = NameServer.Answer(Query("db", 28), Names)!;
        Assert.AreEqual((0x80, 0), (answer[3], answer[7]));
    }

    [TestMethod]
    public void Any_other_name_does_not_exist()
    {
        byte[] answer = NameServer.Answer(Query("nobody.example", 1), Names)!;
        Assert.AreEqual((0x83, 0), (answer[3], answer[7]));
    }

    [TestMethod]
    public void What_is_no_query_is_not_answered()
    {
        byte[] query = Query("db", 1);
        for (int length = 0; length < query.Length; length++)
        {
            Assert.IsNull(NameServer.Answer(query.AsSpan(0, length), Names), $"{length}");
        }

        byte[] response = [.. query];
        response[2] |= 0x80;
        Assert.IsNull(NameServer.Answer(response, Names));
        query[12] = 0xC0;
        Assert.IsNull(NameServer.Answer(query, Names));
    }
}
