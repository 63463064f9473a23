using Microsoft.Extensions.Hosting;
namespace Wolverine
{
    public interface IMessageBus { System.Threading.Tasks.Task InvokeAsync(object message); }
    public static class HostBuilderExtensions { public static IHostBuilder UseWolverine(this IHostBuilder builder) => builder; }
}
