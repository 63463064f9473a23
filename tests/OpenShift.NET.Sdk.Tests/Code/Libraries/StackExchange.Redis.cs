using System.Threading.Tasks;
namespace StackExchange.Redis
{
    public interface IConnectionMultiplexer { }
    public class ConfigurationOptions { public event System.Net.Security.RemoteCertificateValidationCallback CertificateValidation; }
    public class ConnectionMultiplexer : IConnectionMultiplexer
    {
        public static ConnectionMultiplexer Connect(string configuration, System.IO.TextWriter log = null) => null;
        public static ConnectionMultiplexer Connect(ConfigurationOptions configuration, System.IO.TextWriter log = null) => null;
        public static Task<ConnectionMultiplexer> ConnectAsync(string configuration, System.IO.TextWriter log = null) => null;
    }
}
