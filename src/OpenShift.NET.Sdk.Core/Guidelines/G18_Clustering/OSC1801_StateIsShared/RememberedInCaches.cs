using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1801_StateIsShared;

/// <summary>What is put into the cache of one process and cannot be worked out again: that a request was seen already, a code that was sent, a token that was taken back, attempts that are counted.</summary>
internal static class RememberedInCaches
{
    private static readonly KnownApi[] s_writes = ["Microsoft.Extensions.Caching.Memory.CacheExtensions::Set", "Microsoft.Extensions.Caching.Memory.IMemoryCache::CreateEntry"];

    // In a key, or in the name of the method or type that writes it.
    private static readonly string[] s_words =
    [
        "idempoten", "nonce", "onetime", "one-time", "one_time", "otp", "verificationcode", "verification-code", "verification_code", "refreshtoken", "refresh-token", "refresh_token", "revoked", "blacklist", "denylist", "lockout", "loginattempt",
        "login-attempt", "login_attempt", "failedattempt", "captcha", "resetcode", "resettoken",
    ];

    /// <summary>Each place once.</summary>
    public static IEnumerable<Finding> In(Publication publication, CodeFacts code, string scaled)
    {
        var told = new HashSet<(string, string)>();
        foreach (CodeCall call in code.CallsTo(s_writes.AsSpan()).Where(static c => c.InProduction))
        {
            if (Remembers(call) && !IsAnotherOnes(code, call.In.Type) && told.Add((call.In.Type, call.In.Name)))
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), $"remembers in the memory of one pod what every pod has to know, and what cannot be worked out again: a request that meets another pod does not find it, and it is lost with the pod ({scaled})") with
                {
                    Fix = "Keep it in IDistributedCache with AddStackExchangeRedisCache, or in a table; or run one pod: <OpenShiftNonScalable>true</OpenShiftNonScalable>.",
                };
            }
        }
    }

    // Of several implementations of one interface, one that the program never makes.
    private static bool IsAnotherOnes(CodeFacts code, string type) =>
        code.Types.FirstOrDefault(t => t.Name == type) is { Used: false, IsAbstract: false } unused
        && code.Types.Any(other => other is { Used: true, IsAbstract: false } && other.Bases.Any(b => unused.Is(b) && code.Types.Any(own => own.Name == b)));

    private static bool Remembers(CodeCall call) =>
        Named(call.In.Type[(call.In.Type.LastIndexOf('.') + 1)..]) || Named(call.In.Name)
        || Texts(call.Argument(call.Type.EndsWith("CacheExtensions", StringComparison.Ordinal) ? 1 : 0)).Any(Named);

    // "otp" is a part of other words: adoptpet.
    private static bool Named(string text) =>
        s_words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase) && (w.Length > 3 || text.Contains("Otp", StringComparison.Ordinal) || text.Contains("OTP", StringComparison.Ordinal) || text.StartsWith(w, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Texts(CodeValue value) => value switch
    {
        ConstantValue { Value: string text } => [text],
        TextValue text => text.Parts.SelectMany(Texts),
        OneOfValue one => one.Values.SelectMany(Texts),
        _ => [],
    };
}
