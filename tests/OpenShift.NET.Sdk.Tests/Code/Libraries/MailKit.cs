using System;
using System.Threading;
using System.Threading.Tasks;
namespace MailKit
{
    public abstract class MailService : IDisposable
    {
        public Task ConnectAsync(string host, int port, CancellationToken cancellationToken = default) => null;
        public Task AuthenticateAsync(string userName, string password, CancellationToken cancellationToken = default) => null;
        public void Dispose() { }
    }
}
namespace MailKit.Net.Smtp
{
    public class SmtpClient : MailService { }
}
