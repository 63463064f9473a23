using System.Collections.Generic;
namespace Duende.IdentityServer.Models
{
    public class Secret
    {
        public Secret(string value) { Value = value; }
        public string Value { get; set; }
    }
    public class Client
    {
        public string ClientId { get; set; }
        public ICollection<Secret> ClientSecrets { get; set; } = new HashSet<Secret>();
    }
    public static class HashExtensions
    {
        public static string Sha256(this string input) => input;
        public static string Sha512(this string input) => input;
    }
}
