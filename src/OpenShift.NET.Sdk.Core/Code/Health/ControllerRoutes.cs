using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Health;

/// <summary>Health endpoints among the actions of controllers, by their route attributes.</summary>
internal static class ControllerRoutes
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc.";
    private const string Authorize = "Microsoft.AspNetCore.Authorization.AuthorizeAttribute";
    private const string Anonymous = "Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute";

    public static IEnumerable<HealthEndpoint> Find(CodeFacts code, bool closed)
    {
        foreach (CodeType type in code.Types.Where(t => !t.IsAbstract && IsController(t)))
        {
            CodeAttribute[] prefixes = [.. type.Attributes.Where(a => a.Type == Mvc + "RouteAttribute")];
            foreach (CodeMember action in type.Methods)
            {
                foreach (CodeAttribute verb in action.Attributes.Where(a => a.Type is Mvc + "HttpGetAttribute" or Mvc + "RouteAttribute" or Mvc + "HttpHeadAttribute"))
                {
                    string template = verb.Arguments is [{ Text: { } t }, ..] ? t : "";
                    string? prefix = prefixes is [{ Arguments: [{ Text: { } p }, ..] }, ..] ? p : null;
                    string path = template is ['/' or '~', ..] ? Routes.Join("", template.TrimStart('~')) : Routes.Join(prefix ?? "", template);
                    path = Named(path, type, action);
                    if (HealthPaths.KindOf(path) is { } kind)
                    {
                        bool open = Has(action.Attributes, Anonymous) || (Has(type.Attributes, Anonymous) && !Has(action.Attributes, Authorize));
                        yield return new HealthEndpoint(path, kind, action.Place, EnvironmentCondition.Always)
                        {
                            Scope = action.IsSelfContained ? HealthScopes.OfMethod(code, action.Method) : HealthScope.Unknown,
                            CallsOthers = action.CallsOtherTypes || HealthScopes.CallsOthers(code, action.Method),
                            RequiresAuthorization = !open && (closed || Has(action.Attributes, Authorize) || Has(type.Attributes, Authorize)) || code.Calls.Any(c => c.In.Type == action.Method.Type && c.In.Name == action.Method.Name && HealthEndpoints.IsRefusal(c)),
                        };
                    }
                }
            }
        }
    }

    private static bool IsController(CodeType type) =>
        type.Is(Mvc + "ControllerBase") || type.Is(Mvc + "Controller") || type.Attributes.Any(a => a.Type is Mvc + "ApiControllerAttribute" or Mvc + "ControllerAttribute");

    private static bool Has(IEnumerable<CodeAttribute> attributes, string type) => attributes.Any(a => a.Type == type);

    private static string Named(string path, CodeType type, CodeMember action)
    {
        string name = type.Name[(type.Name.LastIndexOfAny(['.', '+']) + 1)..];
        name = name.EndsWith("Controller", StringComparison.Ordinal) ? name[..^"Controller".Length] : name;
        // MVC takes the suffix off the names of actions.
        string method = action.Method.Name.EndsWith("Async", StringComparison.Ordinal) ? action.Method.Name[..^"Async".Length] : action.Method.Name;
        return path.Replace("[controller]", name, StringComparison.OrdinalIgnoreCase).Replace("[action]", method, StringComparison.OrdinalIgnoreCase);
    }
}
