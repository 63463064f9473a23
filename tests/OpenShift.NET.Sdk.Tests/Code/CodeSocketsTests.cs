using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Ports of clusters: those of Akka.NET and Orleans, which no configuration of ASP.NET Core knows.</summary>
[TestClass]
public sealed class CodeSocketsTests
{
    [TestMethod]
    [DataRow("""GrpcNetRemoteConfig.BindToLocalhost(8000);""", "8000 loopback")]
    [DataRow("""GrpcNetRemoteConfig.BindTo("127.0.0.1", 8000);""", "8000 loopback")]
    [DataRow("""GrpcNetRemoteConfig.BindToAllInterfaces("localhost", 8000);""", "8000")]
    [DataRow("""GrpcNetRemoteConfig.BindToAllInterfaces(port: 8001);""", "8001")]
    [DataRow("""new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().Build());""", "1883")]
    [DataRow("""new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(2883).WithDefaultEndpointBoundIPAddress(System.Net.IPAddress.Loopback).Build());""", "2883 loopback")]
    [DataRow("""new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpointPort(2883).Build());""", "")]
    [DataRow("""new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 9000);""", "9000")]
    [DataRow("""new System.Net.Sockets.UdpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 9000));""", "9000 loopback")]
    [DataRow("""new NetMQ.Sockets.ResponseSocket().Bind("tcp://*:5555");""", "5555")]
    [DataRow("""new NetMQ.Sockets.ResponseSocket().Bind("inproc://orders");""", "")]
    [DataRow("""new NetMQ.Sockets.ResponseSocket().Bind("ipc:///tmp/orders");""", "")]
    [DataRow("""new NetMQ.Sockets.ResponseSocket("@inproc://orders");""", "")]
    [DataRow("""new NetMQ.Sockets.ResponseSocket("@tcp://127.0.0.1:5555");""", "5555 loopback")]
    [DataRow("""new NetMQ.Sockets.ResponseSocket().Bind("tcp://*");""", "")]
    [DataRow("""new Fleck.WebSocketServer("wss://0.0.0.0");""", "443")]
    [DataRow("""new System.Net.Sockets.UdpClient("statistics", 8125);""", "")]
    [DataRow("""new System.Net.Sockets.UdpClient(8125);""", "8125")]
    [DataRow("""new NetMQ.Sockets.ResponseSocket(">tcp://127.0.0.1:5555");""", "")]
    [DataRow("""new Fleck.WebSocketServer("ws://0.0.0.0:8181");""", "8181")]
    [DataRow("""new EmbedIO.WebServer("http://localhost:9696/", "http://*:9697/");""", "9696 loopback 9697")]
    public void Servers_of_libraries_listen(string code, string expected)
    {
        CodeFacts facts = Compiled.Application([("/src/App/Program.cs", $$"""
            using MQTTnet.Server;
            using Proto.Remote.GrpcNet;
            {{code}}
            await Task.Delay(-1);
            """)], ["MQTTnet", "Proto.Remote", "Servers"]);
        Assert.AreEqual(expected, string.Join(' ', CodeSockets.Find(facts, new Dictionary<string, string>()).Select(static p => p.Number + (p.LoopbackOnly ? " loopback" : ""))));
    }

    [TestMethod]
    [DataRow("""new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, int.Parse(args[0]));""", "new TcpListener in Program.cs:3")]
    [DataRow("""new System.Net.Sockets.TcpListener(System.Net.IPEndPoint.Parse(args[0]));""", "new TcpListener in Program.cs:3")]
    [DataRow("""new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, int.Parse(args[0]));""", "")]
    [DataRow("""new System.Net.Sockets.UdpClient(); new System.Net.Sockets.UdpClient(args[0], int.Parse(args[1]));""", "")]
    [DataRow("""new System.Net.Sockets.UdpClient(int.Parse(args[0]));""", "new UdpClient in Program.cs:3")]
    [DataRow("""new System.Net.HttpListener().Prefixes.Add(args[0]);""", "HttpListenerPrefixCollection.Add in Program.cs:3")]
    [DataRow("""new NetMQ.Sockets.ResponseSocket().Bind(args[0]);""", "NetMQSocket.Bind in Program.cs:3")]
    [DataRow("""new NetMQ.Sockets.ResponseSocket(args[0]); new NetMQ.Sockets.ResponseSocket().Bind("inproc://orders");""", "")]
    [DataRow("""new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(int.Parse(args[0])).Build());""", "MqttServerOptionsBuilder.WithDefaultEndpointPort in Program.cs:3")]
    [DataRow("""new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0);""", "")]
    public void Ports_that_only_the_run_knows_are_told(string code, string expected)
    {
        CodeFacts facts = Compiled.Application([("/src/App/Program.cs", $$"""
            using MQTTnet.Server;
            #pragma warning disable CA1806
            {{code}}
            await Task.Delay(-1);
            """)], ["MQTTnet", "Servers"]);
        Assert.AreEqual(expected, string.Join(' ', CodeSockets.NotUnderstood(facts, new Dictionary<string, string>())));
    }

    [TestMethod]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting("0.0.0.0", 4053));""", "4053")]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting(b.Configuration["Host"], b.Configuration.GetValue<int>("Port", 7919)));""", "7919")]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting(new RemoteOptions { HostName = "0.0.0.0", Port = 4055 }));""", "4055")]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting("127.0.0.1", 4053));""", "4053 loopback")]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting("0.0.0.0"));""", "")]
    [DataRow("""b.UseOrleans(s => s.UseKubernetesHosting());""", "11111 30000")]
    [DataRow("""b.UseOrleans(s => s.ConfigureEndpoints(11112, 30001));""", "11112 30001")]
    [DataRow("""b.UseOrleans(s => s.ConfigureEndpoints(siloPort: 11112, gatewayPort: 0));""", "11112")]
    [DataRow("""b.UseOrleans(s => s.ConfigureEndpoints(b.Configuration.GetValue("Silo", 11113), 30001));""", "11113 30001")]
    [DataRow("""b.UseOrleans(s => s.UseLocalhostClustering());""", "")]
    [DataRow("""if (b.Environment.IsDevelopment()) { b.UseOrleans(s => { }); }""", "")]
    public void Members_of_a_cluster_listen(string code, string expected)
    {
        CodeFacts facts = Compiled.Application([("/src/App/Program.cs", $$"""
            using Akka.Hosting;
            using Akka.Remote.Hosting;
            using Orleans.Hosting;
            var b = WebApplication.CreateBuilder(args);
            {{code}}
            b.Build().Run();
            """)], ["Akka", "Orleans"]);
        Assert.AreEqual(expected, string.Join(' ', CodeSockets.Find(facts, new Dictionary<string, string>()).Select(static p => p.Number + (p.LoopbackOnly ? " loopback" : ""))));
    }
}
