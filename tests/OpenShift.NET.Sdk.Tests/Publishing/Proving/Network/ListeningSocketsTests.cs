using OpenShift.NET.Sdk.Publishing.Proving.Network;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Network;

[TestClass]
public sealed class ListeningSocketsTests
{
    [TestMethod]
    public void Sockets_that_are_listened_on_are_read_and_no_others()
    {
        const string Table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1234 1 0000000000000000 100 0 0 10 0
               1: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1235 1 0000000000000000 100 0 0 10 0
               2: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 1236 1 0000000000000000 100 0 0 10 0
               3: broken
            """;
        CollectionAssert.AreEqual((ListeningSocket[])[new("127.0.0.1", 8080), new("0.0.0.0", 80)], ListeningSockets.Read(Table).ToArray());
    }

    [TestMethod]
    public void Those_of_IPv6_are_read_word_by_word()
    {
        const string Table = """
              sl  local_address                         remote_address                        st
               0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A
               1: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A
               2: B80D01200000000067452301EFCDAB89:0051 00000000000000000000000000000000:0000 0A
            """;
        CollectionAssert.AreEqual((ListeningSocket[])[new("::", 8080), new("::1", 80), new("2001:db8::123:4567:89ab:cdef", 81)], ListeningSockets.Read(Table).ToArray());
    }
}
