using System.Text;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>The constant that a secret is made of.</summary>
/// <param name="Text">The text; bytes that are none in hexadecimal digits.</param>
/// <param name="Bytes">How many bytes stand in the code, when it is no text that stands there; 0 for a text.</param>
internal sealed record SecretMaterial(string Text, int Bytes = 0)
{
    private const int FewestBytes = 8;
    private const int Deepest = 5;

    // What only writes the same thing in another way, or hashes it.
    private static readonly KnownApi[] s_forms =
    [
        "System.Text.*::GetBytes",
        "System.Text.*::GetString",
        "System.Convert::FromBase64String",
        "System.Convert::FromHexString",
        "System.Convert::ToBase64String",
        "System.Convert::ToHexString*",
        "System.Security.Cryptography.SHA*::HashData",
        "System.Security.Cryptography.MD5::HashData",
        "System.Security.Cryptography.HashAlgorithm::ComputeHash",
        "Microsoft.IdentityModel.Tokens.Base64UrlEncoder::*",
        "Microsoft.AspNetCore.WebUtilities.WebEncoders::Base64UrlDecode",
        "System.Buffers.Text.Base64Url::DecodeFromChars",
    ];

    /// <summary>What is shown in its place.</summary>
    public string Redacted => Bytes > 0 ? FormattableString.Invariant($"*** ({Bytes} bytes)") : Redaction.Of(Text);

    /// <summary>The constants a value can be made of; the default of a setting among them, what is not known left out.</summary>
    public static IEnumerable<SecretMaterial> Of(CodeValue value, int depth = 0)
    {
        if (depth > Deepest)
        {
            return [];
        }

        return value switch
        {
            ConstantValue { Value: string { Length: > 0 } text } => [new SecretMaterial(text)],
            BytesValue { Bytes: var bytes } => OfBytes(bytes.AsSpan()) is { } data ? [data] : [],
            ArrayValue { Items: var items } when items.Length >= FewestBytes && items.All(static i => i.Number is >= 0 and <= 255) => OfBytes([.. items.Select(static i => (byte)i.Number!.Value)]) is { } data ? [data] : [],
            ArrayValue { Items: var items } when items.Any(static i => i.Text is not null) => items.SelectMany(i => Of(i, depth + 1)),
            OneOfValue one => one.Values.SelectMany(v => Of(v, depth + 1)),
            ConfigurationValue { Default: { } otherwise } => Of(otherwise, depth + 1),
            ResultValue { Call: { } call } when Array.Exists(s_forms, f => f.Matches(call)) => Of(call.Argument(0), depth + 1),
            _ => [],
        };
    }

    private static SecretMaterial? OfBytes(ReadOnlySpan<byte> bytes)
    {
        // Nothing but one byte over and over is an empty buffer.
        if (bytes.Length < FewestBytes || bytes.IndexOfAnyExcept(bytes[0]) < 0)
        {
            return null;
        }

        return bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0
            ? new SecretMaterial(Encoding.ASCII.GetString(bytes), bytes.Length)
            : new SecretMaterial(Convert.ToHexString(bytes), bytes.Length);
    }
}
