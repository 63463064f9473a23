using System.Threading.Tasks;
namespace Proto
{
    public class ActorSystem { public Remote.IRemote Remote() => null; }
}
namespace Proto.Remote
{
    public interface IRemote { Task StartAsync(); }
    public static class Extensions { public static ActorSystem WithRemote(this ActorSystem system, GrpcNet.GrpcNetRemoteConfig config) => system; }
}
namespace Proto.Remote.GrpcNet
{
    public record GrpcNetRemoteConfig
    {
        public static GrpcNetRemoteConfig BindToAllInterfaces(string advertisedHost = null, int port = 0) => null;
        public static GrpcNetRemoteConfig BindToLocalhost(int port = 0) => null;
        public static GrpcNetRemoteConfig BindTo(string host, int port = 0) => null;
    }
}
