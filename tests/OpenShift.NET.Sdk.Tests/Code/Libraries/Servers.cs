using System;
using System.Threading.Tasks;
namespace Fleck
{
    public class WebSocketServer { public WebSocketServer(string location, bool supportDualStack = true) { } public void Start(Action<object> config) { } }
}
namespace EmbedIO
{
    public class WebServer { public WebServer(params string[] urlPrefixes) { } public Task RunAsync() => null; }
}
namespace NetMQ
{
    public abstract class NetMQSocket { public void Bind(string address) { } public void Connect(string address) { } }
}
namespace NetMQ.Sockets
{
    public class ResponseSocket : NetMQSocket { public ResponseSocket(string connectionString = null) { } }
    public class RequestSocket : NetMQSocket { public RequestSocket(string connectionString = null) { } }
}
namespace Minio
{
    public class MinioClient { public MinioClient WithEndpoint(string endpoint) => this; public MinioClient WithApiKey(string key) => this; public MinioClient WithPassword(string text) => this; }
}
