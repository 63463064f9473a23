namespace Microsoft.IdentityModel.Tokens
{
    public abstract class SecurityKey { public virtual int KeySize => 0; }
    public class SymmetricSecurityKey : SecurityKey
    {
        public SymmetricSecurityKey(byte[] key) { }
    }
    public class RsaSecurityKey : SecurityKey
    {
        public RsaSecurityKey(System.Security.Cryptography.RSA rsa) { }
    }
    public delegate SecurityKey SignatureValidator(string token, TokenValidationParameters validationParameters);
    public class TokenValidationParameters { public SignatureValidator SignatureValidator { get; set; } public SecurityKey IssuerSigningKey { get; set; } public string ValidIssuer { get; set; } public string ValidAudience { get; set; } public bool ValidateIssuer { get; set; } public bool ValidateAudience { get; set; } }
    public class SecurityTokenDescriptor { public string Issuer { get; set; } public string Audience { get; set; } }
    public class SigningCredentials
    {
        public SigningCredentials(SecurityKey key, string algorithm) { Algorithm = algorithm; }
        public string Algorithm { get; }
    }
}
