using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>The APIs that take a secret, and which argument it is. One more library is one more line.</summary>
internal static class SecretApis
{
    private static readonly (KnownApi Api, int Argument, SecretKindInCode Kind)[] s_all =
    [
        ("System.Net.NetworkCredential::.ctor", 1, SecretKindInCode.Password),
        ("Microsoft.AspNetCore.Identity.UserManager`1::CreateAsync", 1, SecretKindInCode.Password),
        ("Microsoft.AspNetCore.Identity.UserManager`1::AddPasswordAsync", 1, SecretKindInCode.Password),
        ("Microsoft.AspNetCore.Identity.UserManager`1::ResetPasswordAsync", 2, SecretKindInCode.Password),
        ("Microsoft.AspNetCore.Identity.SignInManager`1::PasswordSignInAsync", 1, SecretKindInCode.Password),
        ("Microsoft.AspNetCore.Identity.IPasswordHasher`1::HashPassword", 1, SecretKindInCode.Password),
        ("Microsoft.AspNetCore.Identity.PasswordHasher`1::HashPassword", 1, SecretKindInCode.Password),
        ("Microsoft.AspNetCore.Hosting.ListenOptionsHttpsExtensions::UseHttps", 2, SecretKindInCode.Password),
        ("System.Security.Cryptography.X509Certificates.X509Certificate2::.ctor", 1, SecretKindInCode.Password),
        ("System.Security.Cryptography.X509Certificates.X509CertificateLoader::LoadPkcs12*", 1, SecretKindInCode.Password),
        ("MailKit.Net.Smtp.SmtpClient::Authenticate*", 1, SecretKindInCode.Password),
        ("MailKit.MailService::Authenticate*", 1, SecretKindInCode.Password),
        ("MailKit.IMailService::Authenticate*", 1, SecretKindInCode.Password),
        ("Renci.SshNet.SftpClient::.ctor", 2, SecretKindInCode.Password),
        ("Renci.SshNet.SshClient::.ctor", 2, SecretKindInCode.Password),
        ("BCrypt.Net.BCrypt::HashPassword", 0, SecretKindInCode.Password),
        ("BCrypt.Net.BCrypt::EnhancedHashPassword", 0, SecretKindInCode.Password),
        ("MassTransit.*::Password", 0, SecretKindInCode.Password),
        ("System.Security.Cryptography.Rfc2898DeriveBytes::.ctor", 0, SecretKindInCode.Password),
        ("System.Security.Cryptography.Rfc2898DeriveBytes::Pbkdf2", 0, SecretKindInCode.Password),
        ("System.Security.Cryptography.PasswordDeriveBytes::.ctor", 0, SecretKindInCode.Password),

        ("Microsoft.IdentityModel.Tokens.SymmetricSecurityKey::.ctor", 0, SecretKindInCode.Key),
        ("System.Security.Cryptography.HMAC*::.ctor", 0, SecretKindInCode.Key),
        ("System.Security.Cryptography.HMAC*::HashData*", 0, SecretKindInCode.Key),
        ("System.Security.Cryptography.SymmetricAlgorithm::set_Key", 0, SecretKindInCode.Key),
        ("System.Security.Cryptography.SymmetricAlgorithm::CreateEncryptor", 0, SecretKindInCode.Key),
        ("System.Security.Cryptography.SymmetricAlgorithm::CreateDecryptor", 0, SecretKindInCode.Key),
        ("System.Security.Cryptography.Aes*::.ctor", 0, SecretKindInCode.Key),
        ("System.Security.Cryptography.ChaCha20Poly1305::.ctor", 0, SecretKindInCode.Key),
        ("JWT.Builder.JwtBuilder::WithSecret", 0, SecretKindInCode.Key),
        ("JWT.*::Encode", 1, SecretKindInCode.Key),
        ("Jose.JWT::Encode", 1, SecretKindInCode.Key),
        ("Jose.JWT::Decode", 1, SecretKindInCode.Key),

        ("Duende.IdentityServer.Models.HashExtensions::Sha*", 0, SecretKindInCode.ClientSecret),
        ("IdentityServer4.Models.HashExtensions::Sha*", 0, SecretKindInCode.ClientSecret),
        ("Microsoft.IdentityModel.Clients.ActiveDirectory.ClientCredential::.ctor", 1, SecretKindInCode.ClientSecret),
        ("Microsoft.Identity.Client.ConfidentialClientApplicationBuilder::WithClientSecret", 0, SecretKindInCode.ClientSecret),
        ("Azure.Identity.ClientSecretCredential::.ctor", 2, SecretKindInCode.ClientSecret),
        ("OpenIddict.Abstractions.OpenIddictApplicationDescriptor::set_ClientSecret", 0, SecretKindInCode.ClientSecret),

        ("Azure.AzureKeyCredential::.ctor", 0, SecretKindInCode.ApiKey),
        ("Azure.AzureSasCredential::.ctor", 0, SecretKindInCode.ApiKey),
        ("Azure.Storage.StorageSharedKeyCredential::.ctor", 1, SecretKindInCode.ApiKey),
        ("Amazon.Runtime.BasicAWSCredentials::.ctor", 1, SecretKindInCode.ApiKey),
        ("System.ClientModel.ApiKeyCredential::.ctor", 0, SecretKindInCode.ApiKey),
        ("SendGrid.SendGridClient::.ctor", 0, SecretKindInCode.ApiKey),
        ("Twilio.TwilioClient::Init", 1, SecretKindInCode.ApiKey),
        ("CloudinaryDotNet.Account::.ctor", 2, SecretKindInCode.ApiKey),
    ];

    /// <summary>The arguments of a call that are secrets.</summary>
    public static IEnumerable<(int Argument, SecretKindInCode Kind)> In(CodeCall call)
    {
        foreach ((KnownApi api, int argument, SecretKindInCode kind) in s_all)
        {
            if (api.Matches(call) && argument < call.ParameterTypes.Length && Takes(call.ParameterTypes[argument], kind))
            {
                yield return (argument, kind);
            }
        }
    }

    // Overloads that take something else in that place: a certificate's flags, a stream.
    private static bool Takes(string type, SecretKindInCode kind) =>
        type is "System.String" or "System.String[]"
        || (type is "System.Byte[]" or "System.ReadOnlySpan`1" or "System.ReadOnlyMemory`1" && kind is SecretKindInCode.Key or SecretKindInCode.Password);
}
