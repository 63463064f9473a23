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
    public class SigningCredentials
    {
        public SigningCredentials(SecurityKey key, string algorithm) { Algorithm = algorithm; }
        public string Algorithm { get; }
    }
}
