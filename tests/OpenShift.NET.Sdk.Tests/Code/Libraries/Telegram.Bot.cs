using System;
using System.Threading;
using System.Threading.Tasks;
namespace Telegram.Bot
{
    public interface ITelegramBotClient { }
    public class TelegramBotClient(string token) : ITelegramBotClient { public string Token => token; }
    public static class TelegramBotClientExtensions
    {
        public static void StartReceiving(this ITelegramBotClient client, Func<ITelegramBotClient, string, CancellationToken, Task> updateHandler, Func<ITelegramBotClient, Exception, CancellationToken, Task> errorHandler) { }
    }
}
