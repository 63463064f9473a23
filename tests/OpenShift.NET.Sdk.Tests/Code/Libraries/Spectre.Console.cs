using System.Collections.Generic;
using System.Threading.Tasks;
namespace Spectre.Console
{
    public interface IPrompt<T> { }
    public sealed class SelectionPrompt<T> : IPrompt<T> { public void AddChoices(params T[] choices) { } }
    public static class AnsiConsole { public static T Prompt<T>(IPrompt<T> prompt) => default; public static T Ask<T>(string prompt) => default; public static bool Confirm(string prompt, bool defaultValue = true) => defaultValue; }
}
namespace Spectre.Console.Cli { public sealed class CommandApp { public Task<int> RunAsync(IEnumerable<string> args) => null; } }
