using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Conduct;

/// <summary>
/// Whether one instance opens what another has protected. Two things show it without knowing the application: the key rings the instances wrote, and the antiforgery token of a
/// form, sent back to the instance it comes from and to the other. What neither shows stays unknown.
/// </summary>
internal static partial class TokenExchange
{
    private const int MostRedirects = 3;
    private const int LargestPage = 1 << 20;
    private static readonly string[] s_pages = ["/", "/Account/Login", "/Identity/Account/Login", "/login", "/Login"];

    /// <summary>Tries it with two ready instances.</summary>
    /// <returns><see langword="null"/> when it cannot be told.</returns>
    public static async Task<bool?> TryAsync(RunPlan plan, ContainerConduct one, ContainerConduct other, CancellationToken cancellationToken)
    {
        if (OfForms(plan) is { } port && await ByFormAsync(one.Client, other.Client, port, cancellationToken).ConfigureAwait(false) is { } accepted)
        {
            return accepted;
        }

        return await ByKeyRingAsync(plan, one.Container, other.Container, cancellationToken).ConfigureAwait(false);
    }

    private static (int Number, bool IsHttps)? OfForms(RunPlan plan) =>
        plan.Probes.FirstOrDefault(static p => p is { Action: "httpGet", Port: not null, NotAsked: null }) is { } probe ? (probe.Port!.Value, probe.IsHttps)
        : plan.DeclaredPorts is [var port, ..] ? (port, false)
        : null;

    private static async Task<bool?> ByFormAsync(ProbeClient one, ProbeClient other, (int Number, bool IsHttps) port, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            foreach (string page in s_pages)
            {
                if (await GetFormAsync(one, port, page, limit.Token).ConfigureAwait(false) is { } form)
                {
                    // Without the token the form is refused where it comes from: else its answers say nothing of tokens.
                    bool checks = await PostAsync(one, port, form with { Token = null }, limit.Token).ConfigureAwait(false) == HttpStatusCode.BadRequest;
                    bool own = checks && await PostAsync(one, port, form, limit.Token).ConfigureAwait(false) != HttpStatusCode.BadRequest;
                    return own ? await PostAsync(other, port, form, limit.Token).ConfigureAwait(false) != HttpStatusCode.BadRequest : null;
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Not a conversation it can be told by.
        }

        return null;
    }

    private static async Task<Form?> GetFormAsync(ProbeClient client, (int Number, bool IsHttps) port, string page, CancellationToken cancellationToken)
    {
        Uri address = ProbeClient.AddressOf(port.Number, page, port.IsHttps);
        for (int i = 0; i <= MostRedirects; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.Headers.Location is { } location && (int)response.StatusCode is >= 300 and < 400)
            {
                if (OnSameServer(address, location.OriginalString) is not { } target)
                {
                    return null;
                }

                address = target;
                continue;
            }

            if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType != "text/html")
            {
                return null;
            }

            string html = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            string cookies = response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) ? string.Join("; ", set.Select(static c => c.Split(';')[0])) : "";
            foreach (Match form in FormElement().Matches(html))
            {
                string tag = form.Groups["tag"].Value;
                if (tag.Contains("post", StringComparison.OrdinalIgnoreCase) && Token().Match(form.Value) is { Success: true } token)
                {
                    string action = Action().Match(tag) is { Success: true } named ? WebUtility.HtmlDecode(named.Groups["action"].Value) : "";
                    if (OnSameServer(address, action) is { } target)
                    {
                        return new Form(target.PathAndQuery, cookies, WebUtility.HtmlDecode(token.Groups["value"].Value));
                    }
                }
            }

            return null;
        }

        return null;
    }

    // Scripts, mail and other servers are no place a token can be sent to, and what a page names need be no address at all.
    private static Uri? OnSameServer(Uri address, string reference) =>
        Uri.TryCreate(address, reference, out Uri? target) && target.Scheme == address.Scheme && target.Host == address.Host && target.Port == address.Port ? target : null;

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[LargestPage];
        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static async Task<HttpStatusCode> PostAsync(ProbeClient client, (int Number, bool IsHttps) port, Form form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ProbeClient.AddressOf(port.Number, form.Path, port.IsHttps))
        {
            Content = new FormUrlEncodedContent(form.Token is { } token ? [KeyValuePair.Create("__RequestVerificationToken", token)] : []),
        };
        request.Headers.TryAddWithoutValidation("Cookie", form.Cookies);
        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode;
    }

    private static async Task<bool?> ByKeyRingAsync(RunPlan plan, IRunningContainer one, IRunningContainer other, CancellationToken cancellationToken)
    {
        // ASP.NET Core says so itself (EphemeralXmlRepository).
        if (one.Log.Any(static l => l.Text.Contains("Using an in-memory repository. Keys will not be persisted", StringComparison.Ordinal) || l.Text.Contains("Using an ephemeral key repository", StringComparison.Ordinal)))
        {
            return false;
        }

        string[] first = Keys(await one.WrittenAsync(cancellationToken).ConfigureAwait(false));
        string[] second = Keys(await other.WrittenAsync(cancellationToken).ConfigureAwait(false));
        string[] shared = [.. plan.Container.Volumes.Where(static v => v.SharedAs is not null).Select(static v => v.Path)];
        bool IsShared(string path) => shared.Any(s => path.StartsWith(s + "/", StringComparison.Ordinal));
        return first.Length > 0 && second.Length > 0 && !first.Any(IsShared) && !second.Any(IsShared) && !first.Intersect(second, StringComparer.Ordinal).Any() ? false
            : first.Length > 0 && first.All(IsShared) && second.All(IsShared) ? true
            : null;
    }

    private static string[] Keys(ImmutableArray<WrittenFile>? written) => [.. (written ?? []).Select(static w => w.Path).Where(static p => KeyFile().IsMatch(p))];

    private sealed record Form(string Path, string Cookies, string? Token);

    [GeneratedRegex(@"/key-[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\.xml$")]
    private static partial Regex KeyFile();

    [GeneratedRegex(@"(?<tag><form\b[^>]*>).*?</form>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex FormElement();

    [GeneratedRegex(@"\baction\s*=\s*""(?<action>[^""]*)""", RegexOptions.IgnoreCase)]
    private static partial Regex Action();

    [GeneratedRegex(@"name=""__RequestVerificationToken""[^>]*\bvalue=""(?<value>[^""]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Token();
}
