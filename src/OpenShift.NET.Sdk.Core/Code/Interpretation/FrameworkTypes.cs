using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Which of the application's types a framework calls without being told their name.</summary>
internal static class FrameworkTypes
{
    // What tools find and make on a developer's machine: EF Core's design-time factories and services, benchmarks, tests, build tasks, code generators.
    private static readonly string[] s_ofTools =
    [
        "Microsoft.EntityFrameworkCore.Design.", "Microsoft.EntityFrameworkCore.Migrations.Design.", "Microsoft.EntityFrameworkCore.Scaffolding.", "Microsoft.Build.", "BenchmarkDotNet.", "Xunit.", "NUnit.", "Microsoft.VisualStudio.TestTools.", "Microsoft.VisualStudio.Web.CodeGeneration.",
    ];

    // Hosted services have to be registered; the rest of that namespace is not found by scanning either.
    private static readonly string[] s_notScanned = ["System", "Microsoft.Extensions.", "Microsoft.FSharp.", "Microsoft.VisualBasic.", "Microsoft.CodeAnalysis.", .. s_ofTools];

    /// <summary>Whether the type derives from something a framework looks for: a controller, page, component, hub, consumer, job, handler.</summary>
    public static bool IsFound(OwnCode code, TypeDefinition type) =>
        !type.IsInterface
        && !type.Name.StartsWith('<')
        && (code.ForeignBasesOf(type).Any(IsScanned) || type.CustomAttributes.Any(a => a.AttributeType.FullName is "Microsoft.AspNetCore.Mvc.ApiControllerAttribute" or "Microsoft.AspNetCore.Mvc.ControllerAttribute"));

    /// <summary>Whether anything outside the application can call the type's virtual methods.</summary>
    public static bool HasForeignParent(OwnCode code, TypeDefinition type)
    {
        foreach (string name in code.ForeignBasesOf(type))
        {
            if (name is not ("System.Object" or "System.ValueType" or "System.Enum" or "System.Attribute" or "System.Exception"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a framework calls a public method because of its name.</summary>
    public static bool IsConvention(string name) =>
        name is "Invoke" or "InvokeAsync" || name.StartsWith("Configure", StringComparison.Ordinal);

    /// <summary>Whether a library calls the public methods of the types it is given by name, for requests: resolvers of GraphQL, services of gRPC, whose base is generated into the application itself, tools of a model.</summary>
    public static bool CallsByName(string type, string method) =>
        (method is "AddAutoSchema" or "WithMutation" or "WithSubscription" && type.StartsWith("GraphQL.", StringComparison.Ordinal))
        || (method is "AddQueryType" or "AddMutationType" or "AddSubscriptionType" or "AddTypeExtension" && (type.StartsWith("Microsoft.Extensions.DependencyInjection.", StringComparison.Ordinal) || type.StartsWith("HotChocolate.", StringComparison.Ordinal)))
        || (method is "Enqueue" or "Schedule" or "AddOrUpdate" or "ContinueJobWith" or "ContinueWith" && type.StartsWith("Hangfire.", StringComparison.Ordinal))
        || (method is "MapGrpcService" && type == "Microsoft.AspNetCore.Builder.GrpcEndpointRouteBuilderExtensions")
        || (method is "WithTools" or "WithPrompts" or "WithResources" && type == "Microsoft.Extensions.DependencyInjection.McpServerBuilderExtensions");

    /// <summary>Whether a library finds the type by its name and the name of its methods, without a base or an attribute: handlers of Wolverine, <c>CreateOrderHandler.Handle(CreateOrder)</c>.</summary>
    public static bool IsHandler(OwnCode code, TypeDefinition type) =>
        type is { IsPublic: true, IsInterface: false } && (type.Name.EndsWith("Handler", StringComparison.Ordinal) || type.Name.EndsWith("Consumer", StringComparison.Ordinal)) && code.Modules.Any(HandlesByName);

    /// <summary>Whether it is called there: <c>Handle</c>, <c>HandleAsync</c>, <c>Consume</c>, and what is run before and after them.</summary>
    public static bool IsHandling(string method) =>
        method is "Handle" or "HandleAsync" or "Handles" or "HandlesAsync" or "Consume" or "ConsumeAsync" or "Consumes" or "ConsumesAsync" or "Before" or "BeforeAsync" or "Load" or "LoadAsync" or "Validate" or "ValidateAsync" or "After" or "AfterAsync" or "Finally" or "FinallyAsync";

    private static bool HandlesByName(ModuleDefinition module) => module.AssemblyReferences.Any(static a => a.Name == "Wolverine");

    private static bool IsScanned(string name) =>
        name.Contains('.', StringComparison.Ordinal) && !s_notScanned.Any(n => name.StartsWith(n, StringComparison.Ordinal));
}
