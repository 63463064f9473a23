using OpenShift.NET.Sdk.Code;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>A library that is built with the application is known by the names of its package.</summary>
[TestClass]
public sealed class LibraryCallsTests
{
    private const string Library = """
        namespace Quartz;
        public interface IConfigurator { void UseInMemoryStore(); }
        public static class ServiceCollectionExtensions
        {
            public static IServiceCollection AddQuartz(this IServiceCollection services, Action<IConfigurator> configure)
            {
                configure(new Configurator());
                Log();
                return services.AddSingleton<Configurator>();
            }
            public static void Never() { }
            internal static void Log() => Console.WriteLine("added");
        }
        internal sealed class Configurator : IConfigurator { public void UseInMemoryStore() { } }
        """;

    private static readonly CodeFacts s_code = Compiled.CSharp(
        """
        using Quartz;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddQuartz(q => q.UseInMemoryStore());
        if (builder.Environment.IsDevelopment()) { ServiceCollectionExtensions.Never(); }
        builder.Build().Run();
        """,
        ownLibrary: Library);

    [TestMethod]
    public void Its_methods_are_found_by_name()
    {
        Assert.AreEqual("AddQuartz", string.Join(' ', s_code.CallsTo("Quartz.ServiceCollectionExtensions::AddQuartz").Where(static c => c.InProduction).Select(static c => c.Method)));
        Assert.AreEqual("UseInMemoryStore", string.Join(' ', s_code.CallsTo("Quartz.*::UseInMemoryStore").Where(static c => c.InProduction).Select(static c => c.Method)));
        Assert.IsFalse(s_code.CallsTo("Quartz.ServiceCollectionExtensions::Never").Any(static c => c.InProduction), "left to Development");
    }

    [TestMethod]
    public void They_are_none_of_the_calls_that_leave_the_application()
    {
        Assert.IsFalse(s_code.Calls.Any(static c => c.Type.StartsWith("Quartz.", StringComparison.Ordinal)));
        Assert.IsTrue(s_code.Calls.Any(static c => c.Method == "AddSingleton"), "what it does is followed all the same");
        Assert.IsFalse(s_code.CallsTo("Quartz.ServiceCollectionExtensions::Log").Any(), "what it calls in itself is no call of the library");
    }

    [TestMethod]
    public void What_is_named_nowhere_is_never_called()
    {
        Assert.IsTrue(s_code.NeverCalls("Quartz.*::UsePersistentStore"));
        Assert.IsTrue(s_code.NeverCalls("Quartz.ServiceCollectionExtensions::Never"), "followed to its end, and not in production");
        Assert.IsFalse(s_code.NeverCalls("Quartz.*::AddQuartz"));
        var cut = new CodeFacts { Assemblies = s_code.Assemblies, NamedMethods = s_code.NamedMethods };
        Assert.IsTrue(cut.NeverCalls("Quartz.*::UsePersistentStore"), "all was read");
        Assert.IsFalse(cut.NeverCalls("Quartz.ServiceCollectionExtensions::Never"), "named, and not followed");
        Assert.IsFalse(new CodeFacts { Assemblies = s_code.Assemblies, NamedMethods = s_code.NamedMethods, Unread = [new UnreadAssembly("Other.dll", "damaged")] }.NeverCalls("Quartz.*::UsePersistentStore"), "not all was read");
    }

    [TestMethod]
    public void Resolvers_of_GraphQL_run_for_requests()
    {
        CodeFacts code = Compiled.CSharp(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<IChat, Chat>();
            builder.Services.AddGraphQLServer().AddMutationType<Mutation>();
            builder.Services.AddSingleton<Unused>();
            builder.Build().Run();
            public interface IChat { void Post(string text); }
            public class Chat : IChat { private readonly List<string> _messages = []; public void Post(string text) => _messages.Add(text); }
            public class Mutation { public string Post(IChat chat, string text) { chat.Post(text); return text; } }
            public class Unused { private readonly List<string> _never = []; public void Add(string text) => _never.Add(text); }
            """,
            "namespace HotChocolate { public class Builder { } } namespace Microsoft.Extensions.DependencyInjection { public static class RequestExecutorBuilderExtensions { public static HotChocolate.Builder AddGraphQLServer(this IServiceCollection s) => null; public static HotChocolate.Builder AddMutationType<T>(this HotChocolate.Builder b) => b; } }");
        Assert.AreEqual("_messages", string.Join(' ', code.Changes.Select(static c => c.Field)));
    }
}
