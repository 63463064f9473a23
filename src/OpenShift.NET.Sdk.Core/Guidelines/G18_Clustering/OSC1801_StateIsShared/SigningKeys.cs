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

    private static readonly KnownApi[] s_fill = ["System.Security.Cryptography.RandomNumberGenerator::GetBytes", "System.Security.Cryptography.RandomNumberGenerator::GetNonZeroBytes", "System.Security.Cryptography.RandomNumberGenerator::Fill"];

    private static readonly KnownApi[] s_pairs = ["System.Security.Cryptography.RSA::Create", "System.Security.Cryptography.ECDsa::Create"];

    // A pair that is made first and filled then.
    private static readonly KnownApi[] s_filled = ["System.Security.Cryptography.*::Import*", "System.Security.Cryptography.*::FromXmlString"];

    /// <summary>The calls that make such a key.</summary>
    public static IEnumerable<CodeCall> MadeAnew(CodeFacts code)
    {
        foreach (CodeCall call in code.CallsTo(s_keys))
        {
            if (call.InProduction && (IsOf(code, call.Argument(0), s_random, 0) || (IsOf(code, call.Argument(0), s_pairs, 0) && !code.CallsTo(s_filled).Any())))
            {
                yield return call;
            }
        }
    }

    // Only what the whole key comes from: bytes of a text, its digest, its other spelling.
    private static bool IsOf(CodeFacts code, CodeValue value, KnownApi[] sources, int depth) =>
        depth < Deepest && value is ResultValue { Call: var made }
        && (Array.Exists(sources, s => s.Matches(made)) || IsOf(code, made.Argument(0), sources, depth + 1) || (made.Receiver is { } receiver && IsOf(code, receiver, sources, depth + 1))
            || (sources == s_random && made.Argument(0) is ArrayValue bytes && FillsAtRandom(code, made, bytes)));

    // random.GetBytes(bytes), RandomNumberGenerator.Fill(bytes): the array is filled where it is.
    private static bool FillsAtRandom(CodeFacts code, CodeCall user, ArrayValue bytes) =>
        code.CallsTo(s_fill).Any(c => c.In.Key == user.In.Key && c.Order < user.Order && c.Arguments.Contains(bytes));
}
