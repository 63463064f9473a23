using System.Globalization;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages.OSC1402_NoLocalhostDependency;

/// <summary>Links to this machine in what the application gives to others: addresses that it puts together with the path of something, and anchors in mails and pages.</summary>
internal static partial class LocalLinks
{
    // Who is sent there by the application itself.
    private static readonly KnownApi[] s_redirects =
    [
        "Microsoft.AspNetCore.Mvc.ControllerBase::Redirect*", "Microsoft.AspNetCore.Mvc.RazorPages.PageModel::Redirect*", "Microsoft.AspNetCore.Http.HttpResponse::Redirect", "Microsoft.AspNetCore.Http.Results::Redirect", "Microsoft.AspNetCore.Http.TypedResults::Redirect",
        "Microsoft.AspNetCore.Mvc.RedirectResult::.ctor",
    ];

    // Lines whose text people read who look after the application, and that only tell it where something is.
    private static readonly string[] s_told =
        ["System.Console", "Microsoft.Extensions.Logging.", "Serilog.", "NLog.", "log4net.", "System.Diagnostics.", "Microsoft.OpenApi.", "Swashbuckle.", "NSwag.", "Microsoft.Extensions.Configuration."];

    /// <summary>Each host and port once a method.</summary>
    public static IEnumerable<Finding> In(Publication publication, CodeFacts code, IReadOnlySet<int> own)
    {
        var told = new HashSet<(string, int?)>();
        foreach (CodeEndpoint endpoint in CodeEndpoint.AllOf(publication))
        {
            told.Add((endpoint.Host.Host, endpoint.Host.Port));
        }

        var seen = new HashSet<(string, string)>();
        foreach (CodeCall call in code.CallsTo(s_redirects).Where(static c => c.InProduction))
        {
            foreach (string text in call.Arguments.SelectMany(static a => a.Alternatives).Where(static a => a is not ConfigurationValue).Select(static a => a.Beginning()).OfType<string>())
            {
                if (Beginning().Match(text) is { Success: true } match && IsOthers(match, own, told, out string host) && seen.Add((call.In.Key, host)))
                {
                    yield return Told(CodeLocations.Of(publication, call), host);
                }
            }
        }

        ILookup<string, CodeCall>? byMethod = null;
        foreach (CodeLiteral literal in code.Literals)
        {
            if (literal is { Reachable: true, In: { } method } && literal.Value.Contains("://", StringComparison.Ordinal)
                && (Anchor().Match(literal.Value) is { Success: true } anchor ? anchor : literal.IsPart && Address().Match(literal.Value) is { Success: true } address ? address : null) is { } match
                && IsOthers(match, own, told, out string host)
                && IsGivenAway([.. (byMethod ??= code.Calls.ToLookup(static c => c.In.Key))[method.Key]], literal.Place)
                && seen.Add((method.Key, host)))
            {
                Location where = Location.OfCode(publication, literal.Place, method.ToString());
                yield return Told(where, host);
            }
        }
    }

    private static Finding Told(Location where, string host) =>
        Finding.Violation(where, $"puts a link to {host} into what others get, where they find no such server, in a literal that no deployment can change") with
        {
            Fix = "Read the address from the configuration: the host of the Route, or where the front end is.",
        };

    private static bool IsOthers(Match match, IReadOnlySet<int> own, HashSet<(string, int?)> told, out string host)
    {
        int? port = int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        host = match.Groups["host"].Value + (port is null ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}"));
        return !(port is { } p && own.Contains(p)) && !told.Contains((match.Groups["host"].Value, port));
    }

    // In Production, and not on a line that tells people.
    private static bool IsGivenAway(CodeCall[] calls, SourceLocation? place) =>
        (calls.Length == 0 || Array.Exists(calls, static c => c.InProduction))
        && !Array.Exists(calls, c => place is not null && c.Place is { } at && at.Line == place.Line && (s_told.Any(t => c.Type.StartsWith(t, StringComparison.Ordinal)) || c.Type.EndsWith("Exception", StringComparison.Ordinal)));

    [GeneratedRegex(@"^https?://(?<host>localhost|127\.0\.0\.1)(?::(?<port>\d{1,5}))?(?:[/?#]|$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Beginning();

    // With the path of something: the root alone is the base of a client.
    [GeneratedRegex(@"^https?://(?<host>localhost|127\.0\.0\.1)(?::(?<port>\d{1,5}))?/[A-Za-z0-9?#]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:href|src|action)\s*=\s*[""']?https?://(?<host>localhost|127\.0\.0\.1)(?::(?<port>\d{1,5}))?", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Anchor();
}
