using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1801_StateIsShared;

/// <summary>Keys that sign tokens and are random in each process.</summary>
internal static class SigningKeys
{
    private const int Deepest = 6;

    private static readonly KnownApi[] s_keys =
    [
        "Microsoft.IdentityModel.Tokens.SymmetricSecurityKey::.ctor",
        "Microsoft.IdentityModel.Tokens.RsaSecurityKey::.ctor",
        "Microsoft.IdentityModel.Tokens.ECDsaSecurityKey::.ctor",
    ];

    private static readonly KnownApi[] s_random =
    [
        "System.Security.Cryptography.RandomNumberGenerator::GetBytes",
        "System.Security.Cryptography.RandomNumberGenerator::GetHexString",
        "System.Security.Cryptography.RandomNumberGenerator::GetString",
        "System.Guid::NewGuid",
    ];

    private static readonly KnownApi[] s_pairs = ["System.Security.Cryptography.RSA::Create", "System.Security.Cryptography.ECDsa::Create"];

    // A pair that is made first and filled then.
    private static readonly KnownApi[] s_filled = ["System.Security.Cryptography.*::Import*", "System.Security.Cryptography.*::FromXmlString"];

    /// <summary>The calls that make such a key.</summary>
    public static IEnumerable<CodeCall> MadeAnew(CodeFacts code)
    {
        foreach (CodeCall call in code.CallsTo(s_keys))
        {
            if (call.InProduction && (IsOf(call.Argument(0), s_random, 0) || (IsOf(call.Argument(0), s_pairs, 0) && !code.CallsTo(s_filled).Any())))
            {
                yield return call;
            }
        }
    }

    // Only what the whole key comes from: bytes of a text, its digest, its other spelling.
    private static bool IsOf(CodeValue value, KnownApi[] sources, int depth) =>
        depth < Deepest && value is ResultValue { Call: var made }
        && (Array.Exists(sources, s => s.Matches(made)) || IsOf(made.Argument(0), sources, depth + 1) || (made.Receiver is { } receiver && IsOf(receiver, sources, depth + 1)));
}
