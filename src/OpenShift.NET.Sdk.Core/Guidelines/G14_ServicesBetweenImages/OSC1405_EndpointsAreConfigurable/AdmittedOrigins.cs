using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages.OSC1405_EndpointsAreConfigurable;

/// <summary>Origins of CORS that stand in the code alone: where the front end is, each deployment says for itself.</summary>
internal static class AdmittedOrigins
{
    private const string Policy = "Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder";

    private static readonly KnownApi s_named = Policy + "::WithOrigins";

    // The header, where code sets it by itself.
    private static readonly KnownApi[] s_headers =
    [
        "Microsoft.AspNetCore.Http.IHeaderDictionary::set_AccessControlAllowOrigin",
        "Microsoft.AspNetCore.Http.IHeaderDictionary::set_Item",
        "Microsoft.AspNetCore.Http.HeaderDictionaryExtensions::Append",
        "System.Collections.Generic.IDictionary`2::Add",
    ];

    // A policy that lets in others, or asks the code.
    private static readonly KnownApi[] s_otherwise = [Policy + "::AllowAnyOrigin", Policy + "::SetIsOriginAllowed"];

    // A policy that nothing applies lets in nobody, and keeps nobody out.
    private static readonly KnownApi[] s_applied =
    [
        "Microsoft.AspNetCore.Builder.CorsMiddlewareExtensions::UseCors",
        "Microsoft.AspNetCore.Builder.CorsEndpointConventionBuilderExtensions::RequireCors",
    ];

    /// <summary>Each place once, where no policy of the application lets in anything but what stands in the code.</summary>
    public static IEnumerable<Finding> In(Publication publication, CodeFacts code)
    {
        CodeCall[] named = [.. code.CallsTo(s_named).Where(static c => c.InProduction)];
        CodeCall[] headers = [.. code.CallsTo(s_headers).Where(static c => c.InProduction && IsOfOrigin(c))];
        if (named.Concat(headers).Any(static c => Origins(c) is not { Length: > 0 }) || code.CallsTo(s_otherwise).Any(static c => c.InProduction)
            || (named.Length > 0 && headers.Length == 0 && !code.CallsTo(s_applied).Any(static c => c.InProduction) && !code.Types.Any(static t => t.Attributes.Concat(t.Methods.SelectMany(static m => m.Attributes)).Any(static a => a.Type.EndsWith(".EnableCorsAttribute", StringComparison.Ordinal)))))
        {
            yield break;
        }

        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (CodeCall call in named.Concat(headers).OrderBy(static c => c.Place?.Line ?? 0))
        {
            Location where = CodeLocations.Of(publication, call);
            string origins = string.Join(" and ", Origins(call)!.Distinct(StringComparer.Ordinal));
            if (told.Add(where.Text))
            {
                yield return Finding.Violation(where, $"lets in browsers' pages from {origins} alone, which stands in the code: a deployment cannot say where its front end is") with
                {
                    Fix = new CodeText(
                        "Read it: builder.Configuration.GetSection(\"Cors:Origins\").Get<string[]>() ?? what it is now; then Cors__Origins__0 in the environment changes it",
                        "Read it: match builder.Configuration.GetSection(\"Cors:Origins\").Get<string[]>() with null -> what it is now | origins -> origins; then Cors__Origins__0 in the environment changes it",
                        "Read it: If(builder.Configuration.GetSection(\"Cors:Origins\").Get(Of String())(), what it is now); then Cors__Origins__0 in the environment changes it").For(publication)
                        + (publication.Project is null ? "." : " (name it: <OpenShiftSetting Include=\"Cors__Origins__0\" Description=\"…\" />)."),
                };
            }
        }
    }

    private static bool IsOfOrigin(CodeCall call) =>
        call.Method == "set_AccessControlAllowOrigin" || call.Arguments.Any(static a => a.Text is { } text && text.Equals("Access-Control-Allow-Origin", StringComparison.OrdinalIgnoreCase));

    // "*" lets in everybody; what is not known may come from the configuration.
    private static string[]? Origins(CodeCall call)
    {
        var origins = new List<string>();
        foreach (CodeValue value in call.Arguments.Where(static a => a.Text is not { } text || !text.Equals("Access-Control-Allow-Origin", StringComparison.OrdinalIgnoreCase)))
        {
            if (value == call.Subject && call.Receiver is null && value is not (ConstantValue or ArrayValue or OneOfValue))
            {
                continue;
            }

            foreach (CodeValue one in value.Alternatives.SelectMany(static v => v is ArrayValue array ? array.Items : [v]).SelectMany(static v => v.Alternatives))
            {
                if (one is ConstantValue { Value: string text } && text.Contains("://", StringComparison.Ordinal))
                {
                    origins.Add(text);
                }
                else
                {
                    return null;
                }
            }
        }

        return [.. origins];
    }
}
