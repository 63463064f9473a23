using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenShift.NET.Sdk.Publishing.Proving.Network;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Network;

/// <summary>The forwarder in this process's own network; in another one it is tested with the sandbox.</summary>
[TestClass]
public sealed class ForwarderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static string NewSocket() => Path.Combine(Path.GetTempPath(), "osf-" + Guid.NewGuid().ToString("N")[..12]);

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    [TestMethod]
    public void Its_command_line_says_all_it_is_to_do()
    {
        var options = new ForwarderOptions
        {
            Socket = "/run/net",
            Own = IPAddress.Parse("10.128.0.2"),
            Names = ImmutableDictionary<string, IPAddress>.Empty.Add("db", IPAddress.Parse("127.0.0.2")),
            Links = [new ForwardedLink(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 5432), new IPEndPoint(IPAddress.Parse("10.128.0.3"), 5432), "/run/db@1=2")],
        };
        ImmutableArray<string> arguments = options.ToArguments();
        Assert.AreEqual("forward /run/net --own 10.128.0.2 --names --name db=127.0.0.2 --link 127.0.0.2:5432=10.128.0.3:5432@/run/db@1=2", string.Join(' ', arguments));
        ForwarderOptions read = ForwarderOptions.Parse(arguments.AsSpan()[1..]);
        Assert.AreEqual((options.Socket, options.Own, options.Links[0]), (read.Socket, read.Own, read.Links[0]));
        Assert.AreEqual(options.Names["db"], read.Names!["DB"]);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("/s --what")]
    [DataRow("/s --own")]
    [DataRow("/s --link 127.0.0.2=x")]
    [DataRow("/s --name x")]
    public async Task A_command_line_that_is_not_understood_ends_it(string arguments)
    {
        using var errors = new StringWriter();
        Assert.AreEqual(1, await ForwarderProgram.RunAsync(["forward", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)], Stream.Null, TextWriter.Null, errors));
        Assert.AreNotEqual("", errors.ToString());
    }

    [TestMethod]
    public async Task Streams_go_through_it_in_both_directions_and_each_end_closes_on_its_own()
    {
        string socket = NewSocket();
        using var server = new ForwarderServer(new ForwarderOptions { Socket = socket });
        using var end = new CancellationTokenSource();
        Task serving = server.RunAsync(end.Token);
        using TcpListener listener = Listen();
        await using Stream stream = await ForwarderClient.ConnectAsync(socket, IPAddress.Loopback, PortOf(listener), CancellationToken.None);
        using TcpClient inside = await listener.AcceptTcpClientAsync().WaitAsync(Patience);
        byte[] much = new byte[3_000_000];
        Random.Shared.NextBytes(much);
        Task sending = Task.Run(async () =>
        {
            await stream.WriteAsync(much);
            ((NetworkStream)stream).Socket.Shutdown(SocketShutdown.Send);
        });
        using var received = new MemoryStream();
        await inside.GetStream().CopyToAsync(received).WaitAsync(Patience);
        await sending;
        CollectionAssert.AreEqual(much, received.ToArray());
        await inside.GetStream().WriteAsync("answer"u8.ToArray());
        inside.Close();
        Assert.AreEqual("answer", await new StreamReader(stream).ReadToEndAsync().WaitAsync(Patience));
        await end.CancelAsync();
        await serving.WaitAsync(Patience);
        File.Delete(socket);
    }

    [TestMethod]
    public async Task A_refused_connection_comes_back_as_such_also_when_there_is_no_forwarder()
    {
        string socket = NewSocket();
        using (var server = new ForwarderServer(new ForwarderOptions { Socket = socket }))
        {
            using var end = new CancellationTokenSource();
            Task serving = server.RunAsync(end.Token);
            int port;
            using (TcpListener listener = Listen())
            {
                port = PortOf(listener);
                Assert.IsTrue(await ForwarderClient.ListensAsync(socket, port, CancellationToken.None));
            }

            Assert.IsFalse(await ForwarderClient.ListensAsync(socket, port, CancellationToken.None));
            SocketException refused = await Assert.ThrowsExactlyAsync<SocketException>(() => ForwarderClient.ConnectAsync(socket, IPAddress.Loopback, port, CancellationToken.None));
            Assert.AreEqual(SocketError.ConnectionRefused, refused.SocketErrorCode);
            await end.CancelAsync();
            await serving.WaitAsync(Patience);
        }

        SocketException nobody = await Assert.ThrowsExactlyAsync<SocketException>(() => ForwarderClient.ConnectAsync(socket, IPAddress.Loopback, 80, CancellationToken.None));
        Assert.AreEqual(SocketError.ConnectionRefused, nobody.SocketErrorCode);
        File.Delete(socket);
    }

    [TestMethod]
    public async Task A_link_listens_once_its_target_does_and_hands_over()
    {
        string near = NewSocket();
        string far = NewSocket();
        using TcpListener target = Listen();
        int port = PortOf(target);
        target.Stop();
        int local;
        using (TcpListener free = Listen())
        {
            local = PortOf(free);
        }

        var there = new IPEndPoint(IPAddress.Loopback, port);
        using var farServer = new ForwarderServer(new ForwarderOptions { Socket = far });
        using var nearServer = new ForwarderServer(new ForwarderOptions { Socket = near, Links = [new ForwardedLink(new IPEndPoint(IPAddress.Loopback, local), there, far)] });
        using var end = new CancellationTokenSource();
        Task serving = Task.WhenAll(farServer.RunAsync(end.Token), nearServer.RunAsync(end.Token));
        await Task.Delay(100);
        using (var early = new TcpClient())
        {
            await Assert.ThrowsExactlyAsync<SocketException>(() => early.ConnectAsync(IPAddress.Loopback, local));
        }

        using var late = new TcpListener(there);
        late.Start();
        DateTime limit = DateTime.UtcNow + Patience;
        using var client = new TcpClient();
        while (!client.Connected)
        {
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, local);
            }
            catch (SocketException) when (DateTime.UtcNow < limit)
            {
                await Task.Delay(10);
            }
        }

        using TcpClient inside = await late.AcceptTcpClientAsync().WaitAsync(Patience);
        await client.GetStream().WriteAsync("through"u8.ToArray());
        byte[] heard = new byte[7];
        await inside.GetStream().ReadExactlyAsync(heard).AsTask().WaitAsync(Patience);
        Assert.AreEqual("through", Encoding.ASCII.GetString(heard));
        await end.CancelAsync();
        await serving.WaitAsync(Patience);
        File.Delete(near);
        File.Delete(far);
    }

    [TestMethod]
    [DataRow("connect 127.0.0.1 80", "127.0.0.1", 80)]
    [DataRow("listens 8080", null, 8080)]
    [DataRow("connect 127.0.0.1 0", "", 0)]
    [DataRow("connect nobody 80", "", 0)]
    [DataRow("listens 65536", "", 0)]
    [DataRow("GET / HTTP/1.1", "", 0)]
    public void A_request_is_one_of_two(string line, string? address, int port)
    {
        (IPAddress? Address, int Port)? request = ForwarderWire.ReadRequest(line);
        Assert.AreEqual(address == "", request is null);
        Assert.AreEqual(address is "" or null ? null : address, request?.Address?.ToString());
        Assert.AreEqual(port, request?.Port ?? 0);
    }
}
