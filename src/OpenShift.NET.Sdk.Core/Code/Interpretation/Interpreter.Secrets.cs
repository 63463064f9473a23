using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Where the application's own methods are given secrets.
internal sealed partial class Interpreter
{
    private const int MostArguments = 2_000;
    private const int DeepestHash = 5;

    private static readonly string[] s_hashing = ["hash", "crypt", "encr", "encript", "cript", "cifr", "sha", "md", "digest", "argon", "bcrypt", "pbkdf"];

    private readonly Dictionary<(PreparedMethod Method, int Site, int Parameter, string Value), ArgumentRecord> _arguments = [];

    /// <summary>The constants that reach parameters which name secrets, in the order they were met.</summary>
    public IEnumerable<ArgumentRecord> Arguments => _arguments.Values;

    private void NoteSecrets(Activation activation, State s, int site, CallTarget target, CodeValue[] arguments)
    {
        foreach (int parameter in target.SecretParameters)
        {
            if (parameter >= arguments.Length || arguments[parameter].Text is not { Length: > 0 and <= 4096 } value)
            {
                continue;
            }

            NoteSecret(activation, s, site, target, parameter, value);
        }

        // user.PasswordHash = Hash("…"): the text itself is seen where it is set.
        if (target.KeepsPassword && (Hashed(arguments[^1], 0) ?? HashedAt(activation.Method, site)) is { Length: > 0 and <= 4096 } password)
        {
            NoteSecret(activation, s, site, target, 0, password);
        }
    }

    private void NoteSecret(Activation activation, State s, int site, CallTarget target, int parameter, string value)
    {
        (PreparedMethod, int, int, string) key = (activation.Method, site, parameter, value);
        if (!_arguments.TryGetValue(key, out ArgumentRecord? record))
        {
            if (_arguments.Count == MostArguments)
            {
                return;
            }

            _arguments.Add(key, record = new ArgumentRecord(target, parameter, value, activation.Method, site));
        }

        record.InProduction |= activation.Context.Reachable && s.Condition.Environment.InProduction;
    }

    // What a digest is made of, through the forms it is written in.
    private static string? Hashed(CodeValue value, int depth) => depth > DeepestHash ? null : value switch
    {
        RecordedResult { Call: { Target: { Type: var type, Name: var name }, Arguments: [var from, ..] } } when IsForm(type, name) => (depth > 0 ? from.Text : null) ?? Hashed(from, depth + 1),
        BytesValue { Bytes: var bytes } when depth > 0 && bytes.AsSpan().IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 => System.Text.Encoding.ASCII.GetString(bytes.AsSpan()),
        _ => null,
    };

    private static bool IsForm(string type, string name) => (type, name) is
        ("System.Convert", "ToBase64String" or "ToHexString" or "ToHexStringLower") or ("System.Security.Cryptography.HashAlgorithm", "ComputeHash") or ("System.BitConverter", "ToString")
        || (name == "GetBytes" && type.StartsWith("System.Text.", StringComparison.Ordinal))
        || (name == "HashData" && type.StartsWith("System.Security.Cryptography.", StringComparison.Ordinal));

    // A method that is named for it gets the text, right before it is set.
    private static string? HashedAt(PreparedMethod method, int site) =>
        site >= 2 && method.Instructions[site - 1].OpCode.Code is Il.Call or Il.Callvirt && method.Instructions[site - 1].Operand is not null && method.TargetAt(site - 1) is { ParameterCount: > 0 } target
            && SecretName.Words(target.Name).Any(static w => s_hashing.Any(h => w.StartsWith(h, StringComparison.Ordinal)))
            ? TextAt(method, site - 2)
            : null;
}
